// The page about a school: it follows what the server says, and the arrow keys lead to its neighbours.
import {isOnOurPage} from "../../assets/scripts/connected.js"
import {isModified} from "../../assets/scripts/dom.js"
import {standing} from "../../shell/first_picture.js"
import {SchoolPage} from "./page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {SchoolPageMessage, SchoolPageParameters} from "../../assets/scripts/shapes.d.ts" */

/** @type {Record<string, "previous" | "next">} */
const WAYS = {ArrowLeft: "previous", ArrowRight: "next"}

/** Does what has the keyboard use the arrows itself? A notebook always does. */
function usesArrows() {
  if (!isOnOurPage()) return true
  const at = window.partnership?.focused()
  return window.partnership?.writing() || Boolean(at?.closest("[role=listbox], .proof, input"))
}

/** @param {Drawing<SchoolPageParameters, SchoolPageMessage>} drawing */
export function render(drawing) {
  const page = standing(drawing, made => new SchoolPage(made))
  const gone = new AbortController()
  const key = (/** @type {KeyboardEvent} */ event) => {
    const way = WAYS[event.key]
    if (!way || isModified(event) || event.shiftKey || usesArrows()) return
    event.preventDefault()
    page.go(way)
  }
  addEventListener("keydown", key, {signal: gone.signal})
  drawing.model.on("remove", () => gone.abort())
  drawing.model.on("school", () => page.draw())
}
