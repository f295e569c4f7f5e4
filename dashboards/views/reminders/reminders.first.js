// The page Reminders as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {RemindersPage} from "./reminders_page.js"

drawFirst(model => new RemindersPage(model))
