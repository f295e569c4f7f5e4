// Every activity a school has reported in the year, latest first, and a field to search them.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {card, sentence} from "./card.js"

/** @import {ActivitiesCard, HeldActivity} from "../../assets/scripts/shapes.d.ts" */

const FIRST = 6

/** @param {HeldActivity[]} rows */
function table(rows) {
  const heads = [gettext("Date"), gettext("Activity"), gettext("Type"), gettext("Families"), gettext("Counted by"), gettext("Answers")]
  const lines = rows.map(({date, title, type, families, counted, answers, attention}) => {
    const cell = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {number} */ at) =>
      make("td", {class: kind, "data-head": heads[at], dir: kind === "title" ? "auto" : null}, text)
    return make(
      "tr",
      {},
      make("th", {scope: "row", class: "date"}, date),
      cell("title", title, 1),
      cell("type", type, 2),
      cell(attention ? "number attention" : "number", families, 3),
      cell("counted", counted, 4),
      cell("number answers", answers, 5),
    )
  })
  const numbers = new Set([3, 5])
  const head = heads.map((text, i) => make("th", {scope: "col", class: numbers.has(i) ? "number" : null}, text))
  return make("table", {class: "activities-table"}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...lines))
}

/** @param {ActivitiesCard | null} activities */
export function activitiesCard(activities) {
  if (!activities) return null
  const {about, rows, none} = activities
  if (!rows.length) return card("activities", gettext("Activities"), about, sentence(none))
  const place = make("div", {class: "found"})
  const field = make("input", {type: "text", inputmode: "search", "aria-label": gettext("Search the activities"), "data-key": "search"})
  field.placeholder = gettext("Search")
  field.maxLength = 100
  const count = make("p", {class: "aside", role: "status"})
  let isWhole = rows.length <= FIRST
  const show = () => {
    const typed = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    const found = rows.filter(row => typed.every(part => row.found.includes(part)))
    const shown = isWhole || typed.length ? found : found.slice(0, FIRST)
    count.textContent = typed.length ? ngettext("{count} activity found", "{count} activities found", found.length) : ""
    const more = make("button", {type: "button", class: "link more-of"}, gettext("All {count}", {count: rows.length}))
    more.addEventListener("click", () => {
      isWhole = true
      show()
      field.focus({preventScroll: true})
    })
    place.replaceChildren(...(shown.length ? [table(shown)] : []), ...(shown.length < found.length ? [more] : []))
  }
  field.addEventListener("input", show)
  show()
  const search = rows.length > FIRST ? make("div", {class: "search"}, field, count) : null
  return card("activities", gettext("Activities"), about, search, place)
}
