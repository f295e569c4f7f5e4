// Sessions that are planned and not held yet: each becomes held with who came, is changed or dropped.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PlannedTraining, TrainingPart} from "../../assets/scripts/shapes.d.ts" */

/**
 * held: it was, and the form asks who came; all: it was, and everybody expected came.
 * @typedef {{held: (row: PlannedTraining) => void, all: (row: PlannedTraining) => void, change: (row: PlannedTraining) => void,
 *   drop: (row: PlannedTraining) => void, button: (key: string, text: string, act: () => void) => HTMLButtonElement}} Acts
 */

/**
 * @param {TrainingPart} part
 * @param {Acts} acts
 */
export function plannedCard(part, acts) {
  return make(
    "section",
    {class: "planned", hidden: !part.planned.length, "aria-label": gettext("Planned")},
    make("h2", {}, gettext("Planned"), " ", make("small", {}, gettext("counted once they are held"))),
    ...part.planned.map(row => plannedRow(row, part.may_write, acts)),
  )
}

/**
 * @param {PlannedTraining} row
 * @param {boolean} mayWrite
 * @param {Acts} acts
 */
function plannedRow(row, mayWrite, acts) {
  const {id, topic, about, expected, schools, past, said} = row
  return make(
    "article",
    {class: "card session", "data-session": id},
    make("header", {}, make("h3", {class: "topic", dir: "auto"}, topic), make("p", {class: "date"}, about)),
    past ? make("p", {class: "past"}, past) : null,
    make("p", {}, expected),
    schools.length ? make("p", {class: "muted"}, schools.join(", ")) : null,
    said ? make("p", {class: "muted"}, said) : null,
    mayWrite ? buttons(row, acts) : null,
  )
}

/**
 * @param {PlannedTraining} row
 * @param {Acts} acts
 */
function buttons(row, {held, all, change, drop, button}) {
  const {id, topic, all_came} = row
  const named = (/** @type {HTMLButtonElement} */ made) => {
    made.setAttribute("aria-label", `${made.textContent}: ${topic}`)
    return made
  }
  return make(
    "div",
    {class: "buttons"},
    all_came ? named(button(`all ${id}`, all_came, () => all(row))) : null,
    named(button(`hold ${id}`, gettext("Held: who came"), () => held(row))),
    named(button(`change ${id}`, gettext("Change"), () => change(row))),
    named(button(`drop ${id}`, gettext("Drop"), () => drop(row))),
  )
}
