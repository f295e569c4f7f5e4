// The page of training sessions follows what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {isKeptThroughReload} from "../../assets/scripts/drafts.js"
import {standing} from "../../shell/first_picture.js"
import {followDays} from "../parts/typed_day.js"
import {TrainingPage} from "./training_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {TrainingMessage, TrainingParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<TrainingParameters, TrainingMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new TrainingPage(made))
  model.on("training", () => page.draw())
  model.on("answer", () => page.answered())
  followDays(model)
  const stop = answerForForm(
    () => page.isTyped(),
    isKeptThroughReload,
    () => page.lost(),
  )
  model.on("remove", stop)
}
