// The steps by goal, each on a line of the year's months: planned, done, done later, still to do.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {PlanGroup, PlanPart, PlanRow} from "../../assets/scripts/shapes.d.ts" */

const WHOLE = 100

/** @param {string} kind */
const mark = kind => make("i", {class: `mark ${kind}`}, kind === "done" || kind === "late" ? icon("check", 9) : null)

/** What the marks mean. */
export function legend() {
  const key = (/** @type {HTMLElement} */ shape, /** @type {string} */ text) => make("li", {}, shape, text)
  return make(
    "ul",
    {class: "keys"},
    key(mark("done"), gettext("done")),
    key(make("span", {class: "stretch"}, mark("ring"), make("i", {class: "line"}), mark("late")), gettext("late")),
    key(make("span", {class: "stretch"}, mark("ring"), make("i", {class: "line open"})), gettext("not yet")),
    key(mark("later"), gettext("due later")),
  )
}

/** @param {PlanPart} part */
export function monthsHead({months}) {
  const names = months.map(({label, is_now}) => make("span", {class: is_now ? "here" : ""}, label))
  return make(
    "div",
    {class: "line-of months", "aria-hidden": "true"},
    make("span", {}),
    make("span", {class: "left"}, gettext("Step")),
    make("span", {class: "names"}, ...names),
    make("span", {}),
  )
}

/** @param {PlanGroup} group */
export const groupHead = ({goal, about}) => make("h3", {class: "goal"}, goal, " ", make("small", {}, about))

/**
 * @param {PlanRow} row
 * @param {PlanPart} part
 */
function track({state, at, done_at}, {months, now}) {
  const wide = WHOLE / months.length
  const middle = (/** @type {number} */ month) => round((month + 0.5) * wide)
  const reach = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ kind) =>
    make("i", {class: kind, style: `left:${from}%;width:${round(to - from)}%`})
  const placed = (/** @type {HTMLElement} */ shape, /** @type {number} */ left) => {
    shape.setAttribute("style", `left:${left}%`)
    return shape
  }
  const parts = now === null ? [] : [placed(make("i", {class: "now"}), round(now * wide))]
  if (at >= 0 && state === "late" && done_at >= 0)
    parts.push(reach(middle(at), middle(done_at), "line"), placed(mark("ring"), middle(at)), placed(mark("late"), middle(done_at)))
  else if (state === "done" && done_at >= 0) parts.push(placed(mark("done"), middle(done_at)))
  else if (at >= 0 && (state === "open" || state === "unknown")) {
    if (now !== null && now * wide > middle(at)) parts.push(reach(middle(at), round(now * wide), "line open"))
    parts.push(placed(mark("ring"), middle(at)))
  } else if (at >= 0) parts.push(placed(mark("later"), middle(at)))
  return make("span", {class: "track", "aria-hidden": "true"}, ...parts)
}

/**
 * One step; its button opens what stands behind it.
 * @param {PlanRow} row
 * @param {PlanPart} part
 * @param {boolean} isOpen
 */
export function stepLine(row, part, isOpen) {
  const {id, title, type, state, state_label} = row
  return make(
    "button",
    {type: "button", class: `line-of step ${state}`, "data-key": `step ${id}`, "data-step": id, "aria-expanded": String(isOpen)},
    type ? make("b", {class: "number"}, String(type)) : make("span", {}),
    make("span", {class: "left", dir: "auto"}, title),
    track(row, part),
    make("span", {class: "state"}, state_label),
  )
}
