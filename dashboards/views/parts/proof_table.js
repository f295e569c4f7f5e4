// A small table of figures or rows, and the button that opens one under a sentence.
import {make} from "../../assets/scripts/dom.js"
import {number} from "../../assets/scripts/gettext.js"

/** @import {ProofTable} from "../../assets/scripts/shapes.d.ts" */

const isNumber = (/** @type {unknown} */ value) => typeof value === "number"

/**
 * What a cell says; nobody counted is a dash, never a zero.
 * @param {string | number | null} value
 */
export const cellText = value => (value === null ? "–" : typeof value === "number" ? number(value) : value)

/** @param {ProofTable} proof */
function table({title, columns, rows}) {
  const heads = columns.map((name, i) => make("th", {scope: "col", class: isNumber(rows[0]?.[i]) ? "number" : null}, name))
  const lines = rows.map(row => {
    const cells = row.map((value, i) =>
      make(i ? "td" : "th", {scope: i ? null : "row", class: isNumber(value) ? "number" : null}, cellText(value)),
    )
    return make("tr", {}, ...cells)
  })
  return make("table", {}, make("caption", {}, title), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines))
}

let opened = 0

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} shown
 */
export function shut(button, shown) {
  shown.hidden = true
  button.setAttribute("aria-expanded", "false")
}

/**
 * A button and what it opens.
 * @param {string} label
 * @param {ProofTable} proof
 * @param {() => void} before
 * @returns {[HTMLButtonElement, HTMLDivElement]}
 */
export function opener(label, proof, before = () => {}) {
  const id = `proof-${opened++}`
  const button = make("button", {type: "button", class: "link", "aria-expanded": "false", "aria-controls": id}, label)
  const note = proof.note ? make("p", {class: "note"}, proof.note) : null
  const shown = make("div", {class: "proof", id, hidden: true}, table(proof), note)
  button.addEventListener("click", () => {
    before()
    shown.hidden = !shown.hidden
    button.setAttribute("aria-expanded", String(!shown.hidden))
  })
  return [button, shown]
}
