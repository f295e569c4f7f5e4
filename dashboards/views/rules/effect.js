// What moved rules would do: who would enter and leave, and how often a school stays on under other weights.
import {make} from "../../assets/scripts/dom.js"
import {gettext, listed} from "../../assets/scripts/gettext.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {box} from "../../assets/scripts/paths.js"

/** @import {Hints} from "../../assets/scripts/page.d.ts" */
/** @import {Effect, MovedSchool, Staying} from "../../assets/scripts/shapes.d.ts" */

const BOXES = 10

/** @param {MovedSchool} school */
function moved({name, cluster, tier}) {
  const title = listed([name, cluster].filter(Boolean))
  return make("li", {title}, tierIcon(tier), make("span", {class: "school"}, name), make("span", {class: "cluster"}, cluster))
}

/**
 * @param {string} title
 * @param {MovedSchool[]} schools
 */
export const effectCard = (title, schools) =>
  make(
    "section",
    {class: "card"},
    make("h3", {}, title),
    schools.length ? make("ul", {}, ...schools.map(moved)) : make("p", {class: "quiet"}, gettext("no school")),
  )

/** @param {Staying} school */
export function stays({name, tenths, words}) {
  const on = Array.from({length: tenths}, (_, i) => box(i * 10, 0.5, 8, 11, 2))
  const off = Array.from({length: BOXES - tenths}, (_, i) => box((tenths + i) * 10 + 0.5, 1, 7, 10, 2))
  const boxes = make(
    "svg",
    {width: 98, height: 12, "aria-hidden": "true"},
    make("path", {class: "on", d: on.join("")}),
    make("path", {class: "off", d: off.join("")}),
  )
  return make("li", {}, make("span", {class: "school"}, name), boxes, make("span", {}, words))
}

/**
 * What the list beside the drawer says at each school; entering or leaving matters more than how often it stays.
 * @param {Pick<Effect, "enter" | "leave"> & {stays: Staying[]}} effect
 * @returns {Hints}
 */
export const hintsOf = ({enter, leave, stays}) => ({
  ...Object.fromEntries(stays.map(({id, words}) => [id, words])),
  ...Object.fromEntries(enter.map(({id}) => [id, gettext("would enter")])),
  ...Object.fromEntries(leave.map(({id}) => [id, gettext("would leave")])),
})
