// The months picture as the page draws it before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {Picture} from "./picture.js"

drawFirst(model => new Picture(model))
