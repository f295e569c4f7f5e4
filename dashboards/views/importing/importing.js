// The page Import: what was dropped and the imports so far follow what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {ImportPage} from "./import_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {ImportMessage, ImportParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<ImportParameters, ImportMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new ImportPage(made))
  model.on("part", () => page.draw())
  model.on("upload", () => page.drawUpload())
  model.on("received", () => page.sendPiece())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => page.isTyped(),
    () => false,
    () => page.lost(),
  )
  model.on("remove", stop)
}
