// The page about a school as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {SchoolPage} from "./page.js"

drawFirst(model => new SchoolPage(model))
