// The tiles as they are drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {Tiles} from "./tiles.js"

drawFirst(model => new Tiles(model))
