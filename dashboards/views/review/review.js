// The page Review: queue, report and decision follow what the server says.
import {answerForForm, isOnOurPage} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {followDays} from "../parts/typed_day.js"
import {ReviewPage} from "./review_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {ReviewMessage, ReviewParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<ReviewParameters, ReviewMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new ReviewPage(made))
  model.on("queue", () => page.draw())
  model.on("reports", () => page.received())
  model.on("answer", () => page.answered())
  followDays(model)
  const stop = answerForForm(
    () => page.isTyped(),
    () => false,
    () => page.lost(),
  )
  const keys = (/** @type {KeyboardEvent} */ event) => page.pressed(event)
  if (isOnOurPage()) addEventListener("keydown", keys)
  model.on("remove", () => {
    stop()
    removeEventListener("keydown", keys)
  })
}
