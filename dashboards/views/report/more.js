// The rest of an activity: when, how, for whom, in which languages; folded away until somebody asks for it.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {named} from "./controls.js"

/** @import {ReportPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */

/**
 * @param {Fields} fields
 * @param {string} key
 * @param {ReportPart} part
 */
export function moreFields(fields, key, part) {
  const path = (/** @type {string} */ column) => `activity/${key}/${column}`
  const line = (/** @type {string} */ column, /** @type {string} */ name, kind = "") => named(name, fields.line(path(column)), kind)
  const count = (/** @type {string} */ column, /** @type {string} */ name) => named(name, fields.count(path(column)))
  const choice = (
    /** @type {string} */ column,
    /** @type {string} */ name,
    /** @type {readonly {code: string, label: string}[]} */ options,
  ) => named(name, fields.choice(path(column), options))
  const yesNo = (/** @type {string} */ column, /** @type {string} */ name) => named(name, fields.yesNo(path(column), name))
  return make(
    "div",
    {class: "rest-fields"},
    choice("time_band", gettext("When"), part.choices.bands),
    choice("mode", gettext("How"), part.choices.modes),
    choice("goal", gettext("Goal of the plan"), part.choices.goals),
    count("duration_hours", gettext("Hours")),
    count("families_invited", gettext("Families invited")),
    line("audience", gettext("For whom")),
    line("notice_languages", gettext("Languages of the notice")),
    line("interpretation_languages", gettext("Interpreted into")),
    line("partner", gettext("Community partner")),
    count("cost", gettext("Cost")),
    line("fund", gettext("Paid by")),
    line("other_types", gettext("Other types, as 2, 5")),
    yesNo("child_care", gettext("Child care")),
    yesNo("transport", gettext("Transport")),
    yesNo("food", gettext("Food")),
    yesNo("was_planned", gettext("In the plan")),
    yesNo("is_cancelled", gettext("Cancelled")),
    line("cancelled_reason", gettext("Why cancelled")),
    line("evidence_link", gettext("Link to pictures or papers"), "wide"),
  )
}

/**
 * What is said of it in one line: "Evening · English, Spanish · child care".
 * @param {{value: (column: string) => unknown}} row
 * @param {ReportPart} part
 */
export function summed(row, part) {
  const label = (/** @type {readonly {code: string, label: string}[]} */ options, /** @type {string} */ column) =>
    options.find(({code}) => code === row.value(column))?.label ?? ""
  const yes = (/** @type {string} */ column, /** @type {string} */ name) =>
    row.value(column) === "yes" || row.value(column) === true ? name : ""
  const partner = String(row.value("partner") ?? "").trim()
  return [
    yes("is_cancelled", gettext("cancelled")),
    label(part.choices.bands, "time_band"),
    label(part.choices.modes, "mode"),
    String(row.value("notice_languages") ?? ""),
    yes("child_care", gettext("child care")),
    yes("transport", gettext("transport")),
    yes("food", gettext("food")),
    partner ? gettext("with {partner}", {partner}) : "",
    yes("was_planned", gettext("from the plan")),
  ]
    .filter(Boolean)
    .join(" · ")
}
