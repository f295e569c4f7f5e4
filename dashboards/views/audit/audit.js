// The page Audit log: lines and what is looked for follow what the server says.
import {standing} from "../../shell/first_picture.js"
import {AuditPage} from "./audit_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {AuditMessage, AuditParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<AuditParameters, AuditMessage>} drawing */
export function render(drawing) {
  const page = standing(drawing, made => new AuditPage(made))
  drawing.model.on("log", () => page.draw())
}
