// A school's own page as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {OwnPage} from "./own_page.js"

drawFirst(model => new OwnPage(model))
