// The page Practices: cards and the write-up that is open follow what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {isKeptThroughReload} from "../../assets/scripts/drafts.js"
import {standing} from "../../shell/first_picture.js"
import {PracticesPage} from "./practices_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {PracticesMessage, PracticesParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<PracticesParameters, PracticesMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new PracticesPage(made))
  model.on("practices", () => page.draw())
  model.on("activities", () => page.offered())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => page.isTyped(),
    () => page.isKept() && isKeptThroughReload(),
    () => page.lost(),
  )
  model.on("remove", stop)
}
