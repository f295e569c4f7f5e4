// The range picture of a figure: the band that is expected, a dot for this month, a ring for the month before, a small
// stroke for the year before; outside of the band this month is a triangle.
import {make} from "../../assets/scripts/dom.js"

/** @import {FigureRow} from "../../assets/scripts/shapes.d.ts" */

const [WIDTH, HEIGHT, MIDDLE] = [200, 22, 11]

/** @param {number} place */
const at = place => 6 + place * (WIDTH - 12)

/** @param {FigureRow} row */
export function rangePicture(row) {
  const [now = null, before = null, yearBefore = null] = row.places
  if (now === null && before === null && !row.expected) return null
  const picture = make("svg", {width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true"})
  picture.append(make("path", {d: `M6 ${MIDDLE}H${WIDTH - 6}`, class: "axis"}))
  if (row.expected) {
    const width = Math.max(at(row.high) - at(row.low), 2)
    picture.append(make("rect", {x: at(row.low), y: MIDDLE - 6, width, height: 12, rx: 2, class: "band"}))
  }
  if (yearBefore !== null) picture.append(make("path", {d: `M${at(yearBefore)} ${MIDDLE - 5}v10`, class: "year"}))
  if (before !== null) picture.append(make("circle", {cx: at(before), cy: MIDDLE, r: 4, class: "before"}))
  if (now !== null) {
    const x = at(now)
    const triangle = `M${x} ${MIDDLE - 6}l6 11h-12z`
    picture.append(row.is_outside ? make("path", {d: triangle, class: "outside"}) : make("circle", {cx: x, cy: MIDDLE, r: 5, class: "now"}))
  }
  return picture
}
