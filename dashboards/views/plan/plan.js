// The page of action plans: a school's plan of a year follows what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {isKeptThroughReload} from "../../assets/scripts/drafts.js"
import {standing} from "../../shell/first_picture.js"
import {PlanPage} from "./plan_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {PlanMessage, PlanParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<PlanParameters, PlanMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new PlanPage(made))
  model.on("plan", () => page.draw())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => page.isTyped(),
    () => page.isKept() && isKeptThroughReload(),
    () => page.lost(),
  )
  model.on("remove", stop)
}
