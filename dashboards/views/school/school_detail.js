// One school beside the list. Part "why": what stands out, how sure, what to offer; part "record": reports,
// activities and contacts. The page puts its chart between the two.
import {make, told} from "../../assets/scripts/dom.js"
import {hasSheet} from "../parts/proof_table.js"
import {recordPart} from "./record.js"
import {showProofs, whyPart} from "./why.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {DetailMessage, DetailParameters, RecordDetail, Vocabulary, WhyDetail} from "../../assets/scripts/shapes.d.ts" */

/**
 * Escape first closes a sheet of rows, the drawer of the filters, clears a field or shuts a list to choose from; then
 * the school.
 * @param {Model<DetailParameters, DetailMessage>} model
 * @param {HTMLElement} place
 * @param {() => void} close
 */
function onEscape(model, place, close) {
  const gone = new AbortController()
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && hasSheet(place)) {
      event.stopPropagation() // the browser closes the sheet
      return
    }
    const isBusy = ["side", "what-if", "contact"].includes(document.documentElement.dataset.drawer ?? "") || window.partnership?.writing()
    const isOver = document.querySelector(":popover-open") !== null // the menu of files
    if (event.key === "Escape" && model.detail !== "null" && !isBusy && !isOver) close()
  }
  addEventListener("keydown", key, {capture: true, signal: gone.signal})
  model.on("remove", () => gone.abort())
}

/** @param {Drawing<DetailParameters, DetailMessage>} drawing */
export function render({model, el}) {
  const place = make("div", {class: "school"})
  const close = () => {
    told(place, "school-closed")
    model.send_msg({close: 1})
  }
  let isProved = false
  const draw = () => {
    isProved = false
    /** @type {Partial<Vocabulary>} */
    const vocabulary = JSON.parse(model.vocabulary || "{}")
    /** @type {Partial<WhyDetail & RecordDetail> | null} */
    const detail = JSON.parse(model.detail || "null")
    place.dataset.tier = detail?.tier ?? ""
    const parts = !detail ? [] : model.part === "why" ? whyPart(detail, vocabulary, close) : recordPart(detail, vocabulary)
    place.replaceChildren(...parts.filter(part => part !== null && part !== undefined))
    prove()
  }
  /** The rows come after the words, and change nothing of them but what opens the rows. */
  const prove = () => {
    const proofs = JSON.parse(model.proofs || "null")
    if (!proofs || model.part !== "why") return
    showProofs(place, proofs, JSON.parse(model.vocabulary || "{}").year ?? "")
    isProved = true
  }
  draw()
  model.on("detail", draw)
  model.on("proofs", () => (isProved ? draw() : prove()))
  model.on("vocabulary", draw)
  model.on("part", draw)
  if (model.part === "why") onEscape(model, place, close)
  el.append(place)
}
