// A practice as it is read, beside the cards and on paper: figures of the report, then what the school wrote.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PracticeRow} from "../../assets/scripts/shapes.d.ts" */

/**
 * The four texts with their names, in the order they are read.
 * @type {() => [Exclude<keyof PracticeRow["texts"], "title">, string][]}
 */
export const textNames = () => [
  ["aim", gettext("What it was for")],
  ["what_was_done", gettext("What was done")],
  ["materials", gettext("What it takes")],
  ["how_it_went", gettext("How it went, and what we would do differently")],
]

/** @param {PracticeRow} row */
export const heading = row => make("p", {class: "hint"}, row.type ? make("b", {class: "number"}, String(row.type)) : null, row.about)

/** @param {PracticeRow} row */
export function written(row) {
  const boxes = row.figures.map(({value, label}) => make("div", {}, make("b", {}, value), make("small", {}, label)))
  /** @type {HTMLElement[]} */
  const parts = [heading(row), make("h2", {}, row.title), make("p", {}, row.beside)]
  if (boxes.length) parts.push(make("div", {class: "figures"}, ...boxes))
  if (row.news) parts.push(make("p", {class: "news"}, row.news))
  for (const [name, label] of textNames()) {
    const lines = row.texts[name].filter(Boolean)
    if (lines.length) parts.push(make("h3", {}, label), inLines(lines))
  }
  parts.push(make("h3", {}, gettext("What parents said")), make("p", {}, row.said))
  parts.push(
    make("h3", {}, gettext("Worth knowing")),
    make("p", {class: "muted"}, gettext("One event shows what can work, not what will.")),
  )
  return parts
}

/** @param {string[]} lines several lines are steps */
function inLines(lines) {
  if (lines.length === 1) return make("p", {}, lines[0])
  return make("ol", {}, ...lines.map(line => make("li", {}, line.replace(/^\d+[.)]\s+/, ""))))
}
