// The page Audit log as it is drawn before Bokeh has been read.
import {drawFirst} from "../../shell/first_picture.js"
import {AuditPage} from "./audit_page.js"

drawFirst(model => new AuditPage(model))
