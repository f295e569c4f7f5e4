// What every part of a school's detail is made of.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {Child} from "../../assets/scripts/page.d.ts" */

/**
 * @param {string} title
 * @param {Child} extra beside the title
 * @param {Child[]} children
 */
export const section = (title, extra, ...children) => make("section", {}, make("h3", {}, make("span", {}, title), extra), ...children)

/** @param {string} text */
export const paragraph = text => make("p", {}, text)

/**
 * The first of a list, and a button for all of it.
 * @template Entry
 * @param {string} title
 * @param {Entry[]} all
 * @param {number} first
 * @param {(some: Entry[]) => HTMLElement} draw
 * @param {Child} [before] stands between title and list
 */
export function some(title, all, first, draw, before = null) {
  if (!all.length) return null
  const list = draw(all.slice(0, first))
  if (all.length <= first) return section(title, null, before, list)
  const more = make("button", {type: "button", class: "link"}, gettext("All {count}", {count: all.length}))
  const made = section(title, more, before, list)
  more.addEventListener("click", () => {
    made.lastChild?.replaceWith(draw(all))
    more.remove()
    made.tabIndex = -1
    made.focus({preventScroll: true})
  })
  return made
}
