// Since the last list: who is new on it and who left, in one line; the reasons, and many names, open below it.
import {fill, make, told} from "../assets/scripts/dom.js"
import {gettext} from "../assets/scripts/gettext.js"
import {link} from "./link.js"

/** @import {News, NewsSchool} from "../assets/scripts/types.d.ts" */

const NAMES_IN_LINE = 4

/** @param {NewsSchool} school */
function schoolLink(school) {
  const name = link(school.address, {}, school.name)
  name.addEventListener("click", () => told(name, "school-opened", {name: school.name}))
  return name
}

/**
 * @param {HTMLElement} place
 * @param {News | null} news
 */
export function showNews(place, news) {
  place.hidden = !news?.head && !news?.district
  if (!news || place.hidden) return place.replaceChildren()
  const {head, none, district, groups} = news
  const comma = gettext(", ")
  const semicolon = gettext("; ")
  const inLine = groups.reduce((count, group) => count + group.schools.length, 0) <= NAMES_IN_LINE
  const parts = groups.flatMap((group, i) => [
    i ? semicolon : "",
    group.text,
    ...(inLine ? [" (", ...group.schools.flatMap((school, at) => [at ? comma : "", schoolLink(school)]), ")"] : []),
  ])
  const reasons = groups.map(group => {
    const schools = group.schools.flatMap((school, at) => [at ? semicolon : "", schoolLink(school), ` (${school.why})`])
    return make("li", {}, make("b", {}, group.text), ": ", ...schools)
  })
  const list = make("ul", {id: "news-why", hidden: !place.querySelector("button[aria-expanded=true]")}, ...reasons)
  const button = make(
    "button",
    {type: "button", class: "text", "aria-controls": "news-why", "aria-expanded": String(!list.hidden)},
    inLine ? gettext("Why") : gettext("Names and why"),
  )
  button.addEventListener("click", () => {
    list.hidden = !list.hidden
    button.setAttribute("aria-expanded", String(!list.hidden))
  })
  const line = head ? make("span", {}, make("b", {}, head), " ", none, ...parts, groups.length ? button : "") : ""
  fill(place, make("p", {}, line, district ? make("span", {}, district) : ""), list)
}
