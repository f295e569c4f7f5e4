// The page of action plans as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {PlanPage} from "./plan_page.js"

drawFirst(model => new PlanPage(model))
