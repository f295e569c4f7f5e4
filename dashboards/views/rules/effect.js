// What moved rules would do: who would enter and leave, and how often a school stays on under other weights.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {box} from "../../assets/scripts/paths.js"

/** @import {Hints} from "../../assets/scripts/page.d.ts" */
/** @import {Effect, MovedSchool, Staying} from "../../assets/scripts/shapes.d.ts" */

const BOXES = 10

/**
 * Schools that come from, or go to, the same place.
 * @param {MovedSchool[]} schools
 */
function together(schools) {
  const names = schools.flatMap(({name, cluster}, at) => [at ? gettext(", ") : "", make("span", {class: "school", title: cluster}, name)])
  const [{tier, words} = {tier: "", words: ""}] = schools
  return make("li", {}, tierIcon(tier), make("span", {class: "way"}, words), make("span", {class: "schools"}, ...names))
}

/**
 * @param {MovedSchool[]} schools
 * @returns {MovedSchool[][]}
 */
function byWay(schools) {
  /** @type {Map<string, MovedSchool[]>} */
  const ways = new Map()
  for (const school of schools) ways.set(school.words, [...(ways.get(school.words) ?? []), school])
  return [...ways.values()]
}

/**
 * @param {string} title
 * @param {MovedSchool[]} schools
 */
const effectCard = (title, schools) =>
  make(
    "section",
    {class: "card"},
    make("h4", {}, title),
    schools.length ? make("ul", {}, ...byWay(schools).map(together)) : make("p", {class: "quiet"}, gettext("no school")),
  )

/**
 * Who would enter Extra support and who would leave it; one line where nobody moves.
 * @param {Pick<Effect, "enter" | "leave">} effect
 * @param {boolean} isMoved
 */
export function effectCards({enter, leave}, isMoved) {
  if (!enter.length && !leave.length) {
    const none = isMoved ? gettext("Extra support stays as it is.") : gettext("No rule is moved yet. Who would come and go stands here.")
    return [make("p", {class: "none"}, none)]
  }
  return [
    effectCard(gettext("Would enter ({count})", {count: enter.length}), enter),
    effectCard(gettext("Would leave ({count})", {count: leave.length}), leave),
  ]
}

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
  ...Object.fromEntries(stays.map(({id, hint}) => [id, hint])),
  ...Object.fromEntries(enter.map(({id}) => [id, gettext("would enter")])),
  ...Object.fromEntries(leave.map(({id}) => [id, gettext("would leave")])),
})
