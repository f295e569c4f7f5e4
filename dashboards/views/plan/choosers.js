// Which school and year: schools whose plan waits come first, then those that this reader may write for; and a contact there.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {logButton} from "../support/entries.js"

/** @import {PlanPart} from "../../assets/scripts/shapes.d.ts" */

/**
 * @param {PlanPart} part
 * @param {(school: string, year: string) => void} choose
 */
export function choosers({school, year, schools, years, state, state_label, may_log}, choose) {
  const names = {waits: gettext("Wait for the office"), own: gettext("Yours to write"), other: gettext("To read")}
  const groups = /** @type {(keyof typeof names)[]} */ (["waits", "own", "other"])
  const option = (/** @type {PlanPart["schools"][number]} */ {id, name, state}) =>
    make("option", {value: id}, gettext("{school}: {state}", {school: name, state}))
  const filled = groups.map(group => ({group, some: schools.filter(one => one.group === group)})).filter(({some}) => some.length)
  const options =
    filled.length > 1 ? filled.map(({group, some}) => make("optgroup", {label: names[group]}, ...some.map(option))) : schools.map(option)
  const which = make("select", {class: "in school", "aria-label": gettext("School"), "data-key": "school"}, ...options)
  which.value = school
  which.addEventListener("change", () => choose(which.value, year))
  const when = make(
    "select",
    {class: "in", "aria-label": gettext("School year"), "data-key": "year"},
    ...years.map(one => make("option", {value: one}, one)),
  )
  when.value = year
  when.addEventListener("change", () => choose(school, when.value))
  const log = logButton(gettext("Log a contact"), {school})
  log.className = "btn"
  log.dataset.key = "log"
  const standing = make("span", {class: `standing ${state}`}, state_label)
  return [schools.length > 1 ? which : null, when, standing, may_log ? log : null].filter(one => one !== null)
}
