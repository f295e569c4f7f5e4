// The page People as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {PeoplePage} from "./people_page.js"

drawFirst(model => new PeoplePage(model))
