// The page of training sessions as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {TrainingPage} from "./training_page.js"

drawFirst(model => new TrainingPage(model))
