// The page Support: it follows what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {followDays} from "../parts/typed_day.js"
import {SupportPage} from "./support_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {SupportMessage, SupportParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<SupportParameters, SupportMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new SupportPage(made))
  model.on("part", () => page.draw())
  model.on("answer", () => page.answered())
  followDays(model)
  const stop = answerForForm(
    () => page.isTyped(),
    () => false,
    () => page.lost(),
  )
  model.on("remove", stop)
}
