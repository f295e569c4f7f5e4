// What is on record about a school: its reports, its activities, and who spoke with whom.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {marksSvg, monthLetters, monthsInWords} from "../../assets/scripts/marks.js"
import {paragraph, section} from "./section.js"

/** @import {Activity, Contact, RecordDetail, Vocabulary} from "../../assets/scripts/shapes.d.ts" */

const FIRST = {activities: 4, contacts: 3}

/**
 * The first of a list, and a button for all of it.
 * @template Entry
 * @param {string} title
 * @param {Entry[]} all
 * @param {number} first
 * @param {(some: Entry[]) => HTMLElement} draw
 */
function some(title, all, first, draw) {
  if (!all.length) return null
  const list = draw(all.slice(0, first))
  if (all.length <= first) return section(title, null, list)
  const more = make("button", {type: "button", class: "link"}, gettext("All {count}", {count: all.length}))
  const made = section(title, more, list)
  more.addEventListener("click", () => {
    made.lastChild?.replaceWith(draw(all))
    more.remove()
    made.tabIndex = -1
    made.focus({preventScroll: true})
  })
  return made
}

/** @param {Contact} contact */
function contactLine({channel, label, date, text}) {
  const unseen = make("span", {class: "unseen"}, `${label}, `)
  const shown = make("span", {class: "channel", title: label}, icon(channel), unseen)
  return make("li", {}, shown, make("span", {class: "date"}, date), make("span", {}, text))
}

/** @param {Contact[]} contacts */
const contactList = contacts => make("ul", {class: "contacts"}, ...contacts.map(contactLine))

/** @param {Activity} activity */
function activityLine({date, title, type, families, note}) {
  const more = make("small", {}, [type, families, note].filter(Boolean).join(" · "))
  return make("li", {}, make("span", {class: "date"}, date), make("span", {}, title, more))
}

/** @param {Activity[]} activities */
const activityList = activities => make("ul", {class: "activities"}, ...activities.map(activityLine))

/**
 * @param {string[]} marks
 * @param {Partial<Vocabulary>} vocabulary
 */
function months(marks, {months: names = [], marks: words = {}, year = ""}) {
  if (!marks.length || marks.length !== names.length) return null
  const picture = marksSvg(marks, {width: 19, height: 15, pitch: 23, top: 0})
  picture.setAttribute("role", "img")
  picture.setAttribute("aria-label", monthsInWords(marks, names, words))
  const letters = make("div", {class: "letters", "aria-hidden": "true"}, ...monthLetters(names))
  return section(gettext("Reports, {year}", {year}), null, letters, picture)
}

/**
 * @param {Partial<RecordDetail>} detail
 * @param {Partial<Vocabulary>} vocabulary
 */
export function recordPart({months: marks = [], activities = [], contacts}, vocabulary) {
  const none = contacts && section(gettext("Last contacts"), null, paragraph(gettext("No contact is recorded yet.")))
  return [
    months(marks, vocabulary),
    some(gettext("Activities"), activities, FIRST.activities, activityList),
    some(gettext("Last contacts"), contacts ?? [], FIRST.contacts, contactList) ?? none ?? null,
  ]
}
