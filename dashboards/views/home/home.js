// The page Home: it follows what the server says.
import {standing} from "../../shell/first_picture.js"
import {WorkPage} from "./work_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {WorkMessage, WorkParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<WorkParameters, WorkMessage>} drawing */
export function render(drawing) {
  const page = standing(drawing, made => new WorkPage(made))
  drawing.model.on("part", () => page.draw())
  drawing.model.on("is_comparing", () => page.draw())
}
