// The page Home as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {WorkPage} from "./work_page.js"

drawFirst(model => new WorkPage(model))
