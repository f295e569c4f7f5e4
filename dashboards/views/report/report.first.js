// The page Report as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {ReportPage} from "./report_page.js"

drawFirst(model => new ReportPage(model))
