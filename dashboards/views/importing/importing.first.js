// The page Import as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {ImportPage} from "./import_page.js"

drawFirst(model => new ImportPage(model))
