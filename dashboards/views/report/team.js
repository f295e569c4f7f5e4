// What is said of the month besides: the team's meeting, the principal, who changed, what got in the way, teachers.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {named} from "./controls.js"

/** @import {ReportPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */

/**
 * @param {Fields} fields
 * @param {ReportPart} part
 */
export function teamCard(fields, part) {
  const count = (/** @type {string} */ path, /** @type {string} */ unit) =>
    make("label", {class: "unit"}, fields.count(path), make("span", {}, unit))
  const line = (/** @type {string} */ name, /** @type {HTMLElement} */ field) => make("div", {class: "line"}, make("span", {}, name), field)
  const changed = make(
    "div",
    {class: "ticks"},
    fields.tick("form/liaison_changed", gettext("Liaison changed")),
    fields.tick("form/principal_changed", gettext("Principal changed")),
  )
  return make(
    "section",
    {class: "card team"},
    make("h2", {}, gettext("Team and school")),
    line(gettext("Our team met"), fields.yesNo("form/team_met", gettext("Our team met"))),
    make(
      "div",
      {class: "units"},
      count("form/team_minutes", gettext("minutes")),
      count("form/team_parents_present", gettext("parents there")),
    ),
    make("div", {class: "asks", "data-asks": "form/team_minutes"}),
    line(gettext("Principal took part"), fields.yesNo("form/principal_took_part", gettext("Principal took part"))),
    line(gettext("Plan on track"), fields.yesNo("form/plan_on_track", gettext("Plan on track"))),
    changed,
    make("h3", {}, gettext("What got in the way?")),
    fields.pills("form/barriers", part.choices.barriers, gettext("What got in the way?")),
    teachers(fields),
  )
}

/** @param {Fields} fields */
function teachers(fields) {
  const {draft} = fields
  const keys = [...new Set([...draft.paths()].filter(path => path.startsWith("observation/")).map(path => path.split("/")[1] ?? ""))]
  const key = keys.find(one => draft.value(`observation/${one}/gone`) !== true && !draft.value(`observation/${one}/of`)) ?? "n1"
  const path = (/** @type {string} */ column) => `observation/${key}/${column}`
  const count = (/** @type {string} */ column, /** @type {string} */ name) => named(name, fields.count(path(column)))
  const said = ["asked", "answered"].some(column => draft.value(path(column)))
  return make(
    "details",
    {class: "teachers", open: said},
    make("summary", {}, gettext("What teachers saw")),
    make(
      "div",
      {class: "seen"},
      count("asked", gettext("Teachers asked")),
      count("answered", gettext("Answered")),
      count("saw_behaviour", gettext("Saw a change in behavior")),
      count("saw_taking_part", gettext("in taking part")),
      count("saw_asking_for_help", gettext("in asking for help")),
      count("saw_homework", gettext("in homework")),
      count("saw_attendance", gettext("in attendance")),
      named(gettext("In a few words, no names"), fields.line(path("note"), {maxlength: 500}), "wide"),
    ),
  )
}
