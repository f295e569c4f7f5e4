// What is on record about a school: its reports and its activities.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {marksSvg, monthLetters, monthsInWords} from "../../assets/scripts/marks.js"
import {section, some} from "./section.js"

/** @import {Activity, RecordDetail, Vocabulary} from "../../assets/scripts/shapes.d.ts" */

const FIRST = 4

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
export function recordPart({months: marks = [], activities = [], counted = ""}, vocabulary) {
  return [months(marks, vocabulary), some(gettext("Activities"), activities, FIRST, activityList, make("p", {class: "reached"}, counted))]
}
