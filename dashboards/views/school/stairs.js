// The staircase beside the reasons: each bar begins where the one before ended, so that all together reach the score.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {Bars, Line} from "../../assets/scripts/shapes.d.ts" */

// px inside the column of bars
export const LEFT = 8
const WIDTH = 102
const NARROWEST = 1.5
/** Two words under the bars stand in one line from here on; nearer, one under the other. */
const APART = 58
/** Half the words under the bars stays inside the column. */
const WORD = {typical: {lowest: 19, highest: 95}, list: {lowest: 26, highest: 90}}

/** @typedef {{low: number, high: number, from: number, to: number, takes: boolean}} Step */

/**
 * Where each bar stands in the column, where typical and the visit list are and where the total ends. Pure.
 *
 * The column reaches from the least to the greatest of all that is drawn, so that no bar is cut: a school that needs
 * less than is typical has its bars to the left of that line.
 * @param {Pick<Line, "points">[]} lines
 * @param {Bars} bars
 */
export function stairs(lines, bars) {
  const ends = [0]
  for (const line of lines) ends.push((ends.at(-1) ?? 0) + (line.points ?? 0))
  const list = bars.visit_list - bars.typical
  const total = bars.total - bars.typical
  const lowest = Math.min(list, total, ...ends)
  const range = Math.max(list, total, ...ends) - lowest || 1
  const x = (/** @type {number} */ value) => round(LEFT + (WIDTH * (value - lowest)) / range)
  /** @type {Step[]} */
  const steps = lines.map((_line, i) => {
    const from = ends[i] ?? 0
    const to = ends[i + 1] ?? 0
    return {low: x(Math.min(from, to)), high: x(Math.max(from, to)), from: x(from), to: x(to), takes: to < from}
  })
  return {steps, typical: x(0), line: x(list), total: x(total), reaches: total >= list}
}

/** @typedef {ReturnType<typeof stairs>} Stairs */

/**
 * @param {string} name
 * @param {number} left
 */
const upright = (name, left) => make("i", {class: name, style: `left:${left}px`})

/**
 * @param {string} look
 * @param {number} low
 * @param {number} high
 */
const block = (look, low, high) => make("i", {class: look, style: `left:${low}px;width:${Math.max(NARROWEST, high - low)}px`})

/**
 * @param {Stairs} drawn
 * @param {number} i
 */
export function bar({steps, typical, line}, i) {
  const step = steps[i]
  if (!step) return null
  const label = step.takes ? gettext("less need than is typical") : gettext("more need than is typical")
  return make(
    "span",
    {class: "bar", role: "img", "aria-label": step.low === step.high ? gettext("as is typical") : label},
    upright("typical-line", typical),
    upright("list-line", line),
    i ? upright("from", step.from) : null,
    upright("to", step.to),
    block(step.takes ? "block takes" : "block", step.low, step.high),
  )
}

/**
 * The last two lines: all bars together, and the scale they stand on.
 * @param {Stairs} drawn
 */
export function together({steps, typical, line, total, reaches}) {
  const words = make("div", {}, make("b", {}, gettext("All of this together")))
  const label = reaches ? gettext("beyond the line of the visit list") : gettext("short of the line of the visit list")
  const end = make(
    "span",
    {class: "bar", role: "img", "aria-label": label},
    upright("typical-line", typical),
    upright("list-line", line),
    upright("from", steps.at(-1)?.to ?? typical),
    block(total < typical ? "block takes" : "block", Math.min(typical, total), Math.max(typical, total)),
  )
  const within = (/** @type {{lowest: number, highest: number}} */ room, /** @type {number} */ at) =>
    Math.min(room.highest, Math.max(room.lowest, at))
  const isNear = Math.abs(within(WORD.typical, typical) - within(WORD.list, line)) < APART
  const scale = make(
    "span",
    {class: isNear ? "bar near" : "bar"},
    make("em", {style: `left:${within(WORD.typical, typical)}px`}, gettext("typical")),
    make("em", {class: "second", style: `left:${within(WORD.list, line)}px`}, gettext("visit list")),
  )
  return [make("li", {class: "step together"}, words, end), make("li", {class: "step scale", "aria-hidden": "true"}, make("span"), scale)]
}
