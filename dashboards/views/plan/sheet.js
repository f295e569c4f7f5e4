// The card of the steps, and the lines over it: what was said, what the office asks, and why somebody may not write.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {groupHead, legend, monthsHead, stepLine} from "./steps.js"

/** @import {PlanPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {StepForm} from "./step_form.js" */

/**
 * @param {PlanPart} part
 * @param {string} refused
 * @param {string} said
 */
export function linesOf(part, refused, said) {
  const line = (/** @type {string} */ kind, /** @type {string} */ shape, /** @type {(HTMLElement | string)[]} */ ...inside) =>
    make("p", {class: `say ${kind}`, role: {err: "alert", ok: "status"}[kind]}, icon(shape), make("span", {}, ...inside))
  return [
    refused ? line("err", "alert", refused) : null,
    said ? line("ok", "check", said) : null,
    part.note ? line("asks", "flag", make("b", {}, gettext("{who} asks:", {who: part.note_by})), " ", part.note) : null,
    part.why_not ? line("quiet", "lock", part.why_not) : null,
  ].filter(one => one !== null)
}

/**
 * What stands on the card.
 * @param {PlanPart} part
 * @param {StepForm | null} form the step that is written
 * @param {string} read the step that is open to be read
 * @param {(copies: boolean) => void} begin
 */
export function sheetOf(part, form, read, begin) {
  const head = make(
    "div",
    {class: "card-head"},
    make("h2", {}, gettext("Steps by goal and month"), " ", make("small", {}, gettext("the number is the involvement type"))),
    part.groups.length ? legend() : null,
  )
  const groups = part.groups.flatMap(group => [
    groupHead(group),
    ...group.rows.flatMap(row => {
      const isOpen = form?.step === row.id || read === row.id
      const about = read === row.id ? make("p", {class: "about"}, row.about) : null
      const inside = form && form.step === row.id && !form.isGone ? form.element : about
      return inside ? [stepLine(row, part, isOpen), inside] : [stepLine(row, part, isOpen)]
    }),
  ])
  const taken = part.taken.map(({id, text}) =>
    make(
      "p",
      {class: "taken"},
      icon("undo"),
      make("span", {dir: "auto"}, text),
      make("button", {type: "button", class: "btn", "data-back": id, "data-key": `back ${id}`}, gettext("Put it back")),
    ),
  )
  const isApart = form && (!form.step || form.isGone)
  return [
    head,
    ...(isApart ? [form.element] : []),
    ...(part.groups.length ? [monthsHead(part), ...groups] : [emptyPlan(part, begin)]),
    ...taken,
  ]
}

/**
 * A plan without steps: how to begin.
 * @param {PlanPart} part
 * @param {(copies: boolean) => void} act
 */
function emptyPlan(part, act) {
  const {may, to_copy: count, last_year: year} = part
  const copy = make(
    "button",
    {type: "button", class: "btn pri", "data-key": "copy"},
    ngettext("Copy {count} step of {year}", "Copy {count} steps of {year}", count, {year}),
  )
  copy.addEventListener("click", () => act(true))
  const begin = make("button", {type: "button", class: "btn", "data-key": "begin"}, gettext("Begin with an empty plan"))
  begin.addEventListener("click", () => act(false))
  const buttons = [may.includes("copy") ? copy : null, may.includes("begin") ? begin : null].filter(button => button !== null)
  if (!may.includes("copy")) begin.classList.add("pri")
  return make(
    "div",
    {class: "empty"},
    make("p", {}, part.state ? gettext("There is no step in it yet.") : gettext("Nobody has begun this plan.")),
    may.includes("copy")
      ? make("p", {class: "hint"}, gettext("Each step is copied a year later, with nothing done. Change or take out what does not fit."))
      : null,
    make("div", {class: "buttons"}, ...buttons),
  )
}
