// The list of schools: its table follows what the server says.
import {standing} from "../../shell/first_picture.js"
import {SchoolTable} from "./school_table.js"

/** @import {Drawing, Hints} from "../../assets/scripts/page.d.ts" */
/** @import {ListMessage, ListParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<ListParameters, ListMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const table = standing(drawing, made => new SchoolTable(made))
  model.on("vocabulary", () => table.draw())
  model.on("schools", () => {
    table.take()
    table.show()
  })
  model.on("shown", () => table.show())
  model.on("disputed", () => table.disputes())
  model.on("sparks", () => table.spark())
  model.on("kind", () => table.spark())
  model.on("selected", () => table.mark())
  model.on("sort", () => table.sorted())
  const hinted = (/** @type {CustomEvent<Hints>} */ event) => table.hintAll(event.detail)
  const settled = () => table.mark()
  addEventListener("what-if-hints", hinted)
  addEventListener("settled", settled)
  model.on("remove", () => {
    removeEventListener("what-if-hints", hinted)
    removeEventListener("settled", settled)
  })
}
