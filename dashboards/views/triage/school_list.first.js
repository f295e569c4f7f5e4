// The list as the page draws it before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {SchoolTable} from "./school_table.js"

drawFirst(model => new SchoolTable(model))
