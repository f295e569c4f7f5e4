// What every card of the page about a school is made of.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {Child} from "../../assets/scripts/page.d.ts" */

/**
 * A card under its heading; what stands beside the title says of when or how much.
 * @param {string} kind
 * @param {string} title
 * @param {string} about
 * @param {Child[]} inside
 */
export const card = (kind, title, about, ...inside) =>
  make("section", {class: `card ${kind}`}, make("h2", {}, title, about ? " " : null, about ? make("small", {}, about) : null), ...inside)

/**
 * @param {string | null | undefined} text
 * @param {string} [kind]
 */
export const sentence = (text, kind) => (text ? make("p", {class: kind}, text) : null)

/**
 * The first of a list, and a button for all of it.
 * @template Entry
 * @param {Entry[]} all
 * @param {number} first
 * @param {(some: Entry[]) => HTMLElement} draw
 */
export function someOf(all, first, draw) {
  const list = draw(all.slice(0, first))
  if (all.length <= first) return list
  const more = make("button", {type: "button", class: "link more-of"}, gettext("All {count}", {count: all.length}))
  const place = make("div", {class: "some"}, list, more)
  more.addEventListener("click", () => {
    place.replaceChildren(draw(all))
    place.tabIndex = -1
    place.focus({preventScroll: true})
  })
  return place
}
