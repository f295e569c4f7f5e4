// The page Report: the form of a month follows what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {ReportPage} from "./report_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {ReportMessage, ReportParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<ReportParameters, ReportMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new ReportPage(made))
  model.on("report", () => page.draw())
  model.on("checked", () => page.check())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => page.isTyped(),
    () => page.isKept(),
    () => page.lost(),
    () => page.comesBack(),
  )
  model.on("remove", () => {
    stop()
    page.gone()
  })
}
