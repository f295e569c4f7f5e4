// The page Reminders: the schools follow what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {RemindersPage} from "./reminders_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {RemindersMessage, RemindersParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<RemindersParameters, RemindersMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new RemindersPage(made))
  model.on("part", () => page.draw())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => false,
    () => true,
    () => page.lost(),
  )
  model.on("remove", stop)
}
