// A small table of figures or rows, and the button that opens one under a sentence.
import {make} from "../../assets/scripts/dom.js"
import {gettext, number} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {ProofTable} from "../../assets/scripts/shapes.d.ts" */

const isNumber = (/** @type {unknown} */ value) => typeof value === "number"

/**
 * What a cell says; nobody counted is a dash, never a zero.
 * @param {string | number | null} value
 */
export const cellText = value => (value === null ? "–" : typeof value === "number" ? number(value) : value)

/** @param {ProofTable} proof */
function table({title, columns, rows}) {
  const heads = columns.map((name, i) =>
    name ? make("th", {scope: "col", class: isNumber(rows[0]?.[i]) ? "number" : null}, name) : make("td"),
  )
  const lines = rows.map(row => {
    const cells = row.map((value, i) =>
      make(i ? "td" : "th", {scope: i ? null : "row", class: isNumber(value) ? "number" : null}, cellText(value)),
    )
    return make("tr", {}, ...cells)
  })
  return make("table", {}, make("caption", {}, title), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines))
}

let opened = 0

/** @param {ProofTable} proof */
const noteOf = proof => (proof.note ? make("p", {class: "note"}, proof.note) : null)

/**
 * A button and what it opens under itself.
 * @param {string} label
 * @param {ProofTable} proof
 * @returns {[HTMLButtonElement, HTMLDivElement]}
 */
export function opener(label, proof) {
  const id = `proof-${opened++}`
  const button = make("button", {type: "button", class: "link", "aria-expanded": "false", "aria-controls": id}, label)
  const shown = make("div", {class: "proof", id, hidden: true})
  button.addEventListener("click", () => {
    if (!shown.firstChild) shown.append(...[table(proof), noteOf(proof)].filter(part => part !== null)) // most are never opened
    shown.hidden = !shown.hidden
    button.setAttribute("aria-expanded", String(!shown.hidden))
  })
  return [button, shown]
}

/**
 * A button and the sheet it opens over the list, where a table of five columns has room. One sheet is open at a time;
 * Escape or a click beside it closes it, and the button has the focus again.
 * @param {string} label
 * @param {ProofTable} proof
 * @returns {[HTMLButtonElement, HTMLDivElement]}
 */
export function sheet(label, proof) {
  const about = {type: "button", class: "link", "aria-expanded": "false", "aria-haspopup": "dialog"}
  const button = make("button", about, label)
  const close = make("button", {type: "button", class: "shut", "aria-label": gettext("Close")}, icon("close"))
  const frame = {class: "proof sheet", popover: "auto", role: "dialog", "aria-label": proof.title, tabindex: -1}
  const shown = make("div", frame, close, table(proof), noteOf(proof))
  button.popoverTargetElement = shown
  close.addEventListener("click", () => shown.hidePopover())
  shown.addEventListener("toggle", event => {
    const isOpen = event.newState === "open"
    button.setAttribute("aria-expanded", String(isOpen))
    if (isOpen) shown.focus({preventScroll: true})
    else if (document.activeElement === document.body || shown.matches(":focus-within")) button.focus({preventScroll: true})
  })
  return [button, shown]
}

/**
 * Is a sheet open in here?
 * @param {Element} place
 */
export const hasSheet = place => place.querySelector(".sheet:popover-open") !== null
