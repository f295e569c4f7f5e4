// The page Practices as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {PracticesPage} from "./practices_page.js"

drawFirst(model => new PracticesPage(model))
