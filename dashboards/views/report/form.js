// Parts of the form that stand beside the activities: which report it is, why it came back, whether there is anything to
// report, and the questions under a field.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {offers} from "./offers.js"

/** @import {CheckedQuestion, ReportOption, ReportPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {ReportPage} from "./report_page.js" */
/** @import {Rows} from "./rows.js" */

/** @param {ReportPart} part */
export function returned(part) {
  const {returned} = part
  if (!returned) return []
  return [
    make(
      "div",
      {class: "say info"},
      icon("alert", 16),
      make(
        "div",
        {},
        make("b", {}, returned.head),
        " ",
        returned.quote ? make("q", {}, returned.quote.replace(/^[“"]|[”"]$/g, "")) : null,
        " ",
        returned.how,
      ),
    ),
  ]
}

/** School and month, where there are several. @param {ReportPage} page @param {ReportPart} part */
export function bar(page, part) {
  const choose = (
    /** @type {"school" | "month"} */ name,
    /** @type {string} */ label,
    /** @type {readonly ReportOption[]} */ options,
    /** @type {string} */ chosen,
  ) => {
    if (options.length < 2) return null
    const list = make(
      "select",
      {class: "in", "aria-label": label},
      ...options.map(({code, label: text}) => make("option", {value: code, selected: code === chosen}, text)),
    )
    list.addEventListener("change", () => page.leave({school: part.school_id, month: part.month, [name]: list.value}))
    return list
  }
  const said = part.for_others ? make("p", {class: "say info"}, icon("alert", 16), make("span", {}, part.for_others)) : null
  const choices = [
    choose("school", gettext("School"), part.schools, part.school_id),
    choose("month", gettext("Month"), part.months, part.month),
  ]
  return make("div", {class: "top"}, said, ...choices)
}

/** Activities, or nothing to report. @param {ReportPage} page @param {ReportPart} part */
export function mode(page, part) {
  const group = make("div", {class: "seg", role: "radiogroup", "aria-label": gettext("What there is to report")})
  for (const [isNil, name] of /** @type {[boolean, string][]} */ ([
    [false, gettext("Activities")],
    [true, gettext("Nothing to report")],
  ])) {
    const radio = make("input", {type: "radio", name: `mode ${part.keeps}`, value: String(isNil)})
    radio.addEventListener("change", () => {
      page.draft?.type("form/is_nil", isNil, true)
      page.turn()
    })
    group.append(make("label", {}, radio, name))
  }
  page.fields?.keep("form/is_nil", {
    element: group,
    show: value => {
      for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === String(value === true)
      page.turn()
    },
  })
  return group
}

/** @param {ReportPage} page @param {ReportPart} part */
export function nil(page, part) {
  const reason = page.fields?.area("form/nil_reason", {"aria-label": gettext("Why is there nothing to report?")})
  const common = part.choices.reasons.map(text => {
    const one = make("button", {type: "button", class: "pill"}, text)
    one.addEventListener("click", () => {
      page.draft?.type("form/nil_reason", text, true)
      page.fields?.show("form/nil_reason")
    })
    return one
  })
  const said = gettext("It counts as a report, not as zero activities. What you typed stays here until you send.")
  return make(
    "section",
    {class: "card nil"},
    make("h2", {}, gettext("Why is there nothing to report?")),
    make("div", {class: "pills"}, ...common),
    reason,
    make("p", {class: "muted"}, said),
  )
}

/** @param {ReportPage} page @param {CheckedQuestion} one */
export function question(page, one) {
  const replies = one.replies.map(({label, path, value}) => {
    const button = make("button", {type: "button", class: "btn s"}, label)
    button.addEventListener("click", () => {
      page.draft?.type(path, value, true)
      page.fields?.show(path)
      page.fields?.focus(one.path)
    })
    return button
  })
  if (one.is_open)
    return make("div", {class: "say", role: "status"}, icon("alert", 16), make("span", {class: "grow"}, one.text), ...replies)
  return make("p", {class: "kept"}, icon("check", 14), gettext("{question} Kept.", {question: one.text}))
}

/**
 * @param {ReportPart} part
 * @param {Rows} rows
 * @param {HTMLElement} count how many are in
 */
export function activitiesCard(part, rows, count) {
  const heads = [gettext("Day"), gettext("Activity"), gettext("Type"), gettext("Families"), gettext("Adults"), gettext("Students")]
  return make(
    "section",
    {class: "card full"},
    make("h2", {}, gettext("Activities"), " ", count),
    offers(part, rows),
    make("div", {class: "acts heads", "aria-hidden": "true"}, ...[...heads, gettext("Counted by")].map(text => make("span", {}, text))),
    rows.element,
    rows.undo,
  )
}
