// The page Review as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {ReviewPage} from "./review_page.js"

drawFirst(model => new ReviewPage(model))
