// A school's own page: it follows what the server says.
import {standing} from "../../shell/first_picture.js"
import {OwnPage} from "./own_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {OwnMessage, OwnParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<OwnParameters, OwnMessage>} drawing */
export function render(drawing) {
  const page = standing(drawing, made => new OwnPage(made))
  drawing.model.on("school", () => page.draw())
}
