// The staircase of reasons: each bar begins where the one above it ends, so that all together reach the score.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {Bars, Line} from "../../assets/scripts/shapes.d.ts" */

// px inside the column of bars
export const LEFT = 8
const WIDTH = 102
const NARROWEST = 1.5
/** From here on there is room for a second word on the scale. */
const ROOM_FOR_TYPICAL = 62
const SCALE_WORD = {lowest: 24, highest: 88}

/** @typedef {{low: number, high: number, from: number, to: number, isStrength: boolean}} Step */

/**
 * Where each bar stands in the column, where the visit list begins and where the total ends. Pure.
 * @param {Pick<Line, "points" | "strength">[]} lines
 * @param {Bars} bars
 */
export function stairs(lines, bars) {
  const ends = [0]
  for (const line of lines) ends.push((ends.at(-1) ?? 0) + (line.points ?? 0))
  const highest = Math.max(bars.visit_list - bars.typical, bars.total - bars.typical, ...ends) || 1
  const x = (/** @type {number} */ value) => round(LEFT + WIDTH * Math.min(1, Math.max(0, value / highest)))
  /** @type {Step[]} */
  const steps = lines.map((line, i) => {
    const from = ends[i] ?? 0
    const to = ends[i + 1] ?? 0
    return {low: x(Math.min(from, to)), high: x(Math.max(from, to)), from: x(from), to: x(to), isStrength: Boolean(line.strength)}
  })
  return {steps, line: x(bars.visit_list - bars.typical), total: x(bars.total - bars.typical)}
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
export function bar({steps, line}, i) {
  const step = steps[i]
  if (!step) return null
  return make(
    "span",
    {class: "bar", "aria-hidden": "true"},
    upright("list-line", line),
    i ? upright("from", step.from) : null,
    upright("to", step.to),
    block(step.isStrength ? "block strength" : "block", step.low, step.high),
  )
}

/**
 * The last two lines: all bars together, and the scale they stand on.
 * @param {Stairs} drawn
 */
export function together({steps, line, total}) {
  const words = make("div", {}, make("b", {}, gettext("Together"), " "), make("span", {class: "aside"}, gettext("(the bars add up)")))
  const end = make(
    "span",
    {class: "bar", "aria-hidden": "true"},
    upright("list-line", line),
    upright("from", steps.at(-1)?.to ?? LEFT),
    block("block", LEFT, total),
  )
  const under = Math.min(SCALE_WORD.highest, Math.max(SCALE_WORD.lowest, line))
  const scale = make(
    "span",
    {class: "bar"},
    line > ROOM_FOR_TYPICAL ? make("em", {style: "left:2px"}, gettext("typical")) : null,
    make("em", {class: "middle", style: `left:${under}px`}, gettext("visit list")),
  )
  return [make("li", {class: "step together"}, words, end), make("li", {class: "step scale", "aria-hidden": "true"}, make("span"), scale)]
}
