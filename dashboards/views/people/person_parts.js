// What is told of a person and cannot be typed into: the picture of their days, what they can do, what was changed.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {CareLine, PersonPanel} from "../../assets/scripts/shapes.d.ts" */

const [LEFT, WIDTH, LINE, BAR] = [104, 268, 24, 12] // px of the picture
const LONGEST = 15 // letters of a name beside its bar; the whole name stands below

/** @param {number} share */
const across = share => LEFT + Math.round(share * WIDTH)

/** @param {string} name */
const short = name => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name)

/**
 * Each cluster or school as a bar from its first to its last day; what is to come is pale.
 * @param {PersonPanel} panel
 */
export function daysPicture({care, now, years}) {
  const foot = care.length * LINE + 4
  const bars = care.flatMap(({name, starts, stops}, at) => {
    const top = at * LINE + 4
    const past = Math.min(stops, now)
    const shape = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ look) =>
      to > from
        ? make("rect", {x: across(from), y: top, width: Math.max(2, across(to) - across(from)), height: BAR, rx: 2, class: look})
        : null
    const label = make("text", {x: 0, y: top + 10}, short(name))
    return [label, shape(starts, past, "held"), shape(Math.max(starts, now), stops, "ahead")]
  })
  const ticks = years.map(([at, text]) => make("text", {x: across(at), y: foot + 16, class: "year"}, text))
  const isLate = years.some(([at]) => Math.abs(at - now) * WIDTH < 56)
  return make(
    "svg",
    {
      class: "days",
      viewBox: `0 0 ${LEFT + WIDTH + 8} ${foot + 22}`,
      role: "img",
      "aria-label": care.map(({name, days}) => gettext("{name}: {days}", {name, days})).join(gettext("; ")),
    },
    make("path", {d: `M${LEFT} ${foot}H${LEFT + WIDTH}`, class: "axis"}),
    ...bars,
    make("path", {d: `M${across(now)} 0V${foot + 4}`, class: "now"}),
    ...ticks,
    isLate ? null : make("text", {x: across(now), y: foot + 16, class: "year today"}, gettext("today")),
  )
}

/** @param {PersonPanel} panel */
export const rightsTable = ({rights, rights_title}) =>
  make(
    "section",
    {},
    make("h3", {}, rights_title),
    make(
      "table",
      {class: "rights"},
      ...rights.map(([what, answer]) => make("tr", {}, make("th", {scope: "row"}, what), make("td", {}, answer))),
    ),
  )

/** @param {PersonPanel} panel */
export const changesList = ({changes}) =>
  make(
    "section",
    {},
    make("h3", {}, gettext("Last changes")),
    changes.length
      ? make(
          "ul",
          {class: "changes"},
          ...changes.map(([day, text]) => make("li", {}, make("span", {class: "muted"}, day), make("span", {}, text))),
        )
      : make("p", {class: "hint"}, gettext("Nothing was changed here by hand.")),
  )

/**
 * Each sign-in that holds, with the button that ends it: somebody's browser at home, or left open elsewhere.
 * @param {PersonPanel} panel
 * @param {(key: string, words: string, id: number) => Node} button
 */
export const signInsList = ({sign_ins: signIns}, button) =>
  make(
    "section",
    {},
    make("h3", {}, gettext("Signed in")),
    make(
      "ul",
      {class: "changes sign-ins"},
      ...signIns.map(([id, words]) => make("li", {}, make("span", {}, words), button(`sign-in ${id}`, words, id))),
    ),
  )

/** @param {CareLine} line */
export const keyOf = ({key, begins}) => `${key} ${begins}`
