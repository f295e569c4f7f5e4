// A school's year in small: activities as bars, reach as a line above them; a month without a report is a dotted base
// line and breaks the line. A reach that rests on a figure to be checked is a hollow dot beside the line.
import {make} from "../../assets/scripts/dom.js"
import {gettext, listed} from "../../assets/scripts/gettext.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {Month, Spark} from "../../assets/scripts/shapes.d.ts" */

const WIDTH = 66
const HEIGHT = 28
const BAR_HEIGHT = 14
const LINE_BASE = 12 // the line has the upper part to itself
const LINE_HEIGHT = 10
const HOLLOW = 1.8
const FEWEST_AT_FULL_HEIGHT = 6 // so that one activity is a low bar everywhere

const isNumber = (/** @type {number | null | undefined} */ value) => typeof value === "number"

/** @param {(number | null)[]} values */
const most = values => Math.max(...values.map(value => value ?? 0))

/**
 * The paths of one sparkline, and where its line ends. Pure.
 * @param {Spark} spark
 * @param {number} months
 */
export function sparkPaths({activities, reach: all, check = []}, months) {
  const reach = all.map((value, i) => (check.includes(i) ? null : value))
  const pitch = WIDTH / Math.max(months, 1)
  const tallest = Math.max(FEWEST_AT_FULL_HEIGHT, most(activities))
  const highest = Math.max(1e-9, most(reach))
  const middle = (/** @type {number} */ i) => round(i * pitch + 3.3)
  const level = (/** @type {number} */ value) => round(LINE_BASE - (LINE_HEIGHT * value) / highest)
  const bar = (/** @type {number} */ value) => round((-BAR_HEIGHT * value) / tallest - 0.6)
  const bars = activities.map((value, i) => (value ? `M${middle(i)} ${HEIGHT}v${bar(value)}` : ""))
  const bases = activities.map((value, i) => (value ? "" : `M${round(middle(i) - 2)} 27.5h4`))
  const points = reach.map((value, i) => {
    if (value === null) return ""
    return `${isNumber(reach[i - 1]) ? "L" : "M"}${middle(i)} ${level(value)}`
  })
  const ends = reach.flatMap((value, i) => (value !== null && !isNumber(reach[i + 1]) ? [{x: middle(i), y: level(value)}] : []))
  const hollow = check.flatMap(i => {
    const value = all[i]
    return typeof value === "number" ? [{x: middle(i), y: Math.max(HOLLOW + 0.5, level(value))}] : []
  })
  return {bars: bars.join(""), bases: bases.join(""), line: points.join(""), ends, hollow}
}

/**
 * "Activities: September 2, October no report".
 * @param {(number | null)[]} activities
 * @param {Month[]} months
 */
export function activitiesInWords(activities, months) {
  const told = months.slice(0, activities.length).map((month, i) => {
    const count = activities[i]
    return typeof count === "number"
      ? gettext("{month} {count}", {month: month.name, count})
      : gettext("{month} no report", {month: month.name})
  })
  return gettext("Activities: {months}", {months: listed(told)})
}

/**
 * @param {Spark} spark
 * @param {Month[]} months
 */
export function sparkline(spark, months) {
  const {bars, bases, line, ends, hollow} = sparkPaths(spark, months.length)
  const checks = (spark.check ?? []).flatMap(i => months[i]?.name ?? [])
  const counted = activitiesInWords(spark.activities, months)
  const words = checks.length
    ? gettext("{activities}. Families to check: {months}", {activities: counted, months: listed(checks)})
    : counted
  return make(
    "svg",
    {width: WIDTH, height: HEIGHT, role: "img", "aria-label": words},
    make("path", {d: bars, class: "bars"}),
    make("path", {d: bases, class: "bases"}),
    make("path", {d: line, class: "reach"}),
    ...ends.map(({x, y}) => make("circle", {cx: x, cy: y, r: 1.6, fill: "var(--primary)"})),
    ...hollow.map(({x, y}) => make("circle", {cx: x, cy: y, r: HOLLOW, fill: "none", stroke: "var(--primary)"})),
    make("title", {}, words),
  )
}
