// The page Support as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {SupportPage} from "./support_page.js"

drawFirst(model => new SupportPage(model))
