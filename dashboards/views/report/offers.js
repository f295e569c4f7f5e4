// One click away: what the month before had, what the plan says, and what schools of the level commonly do.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {ReportPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {Rows} from "./rows.js" */

const AT_FIRST = 4

/**
 * @param {ReportPart} part
 * @param {Rows} rows
 */
export function offers(part, rows) {
  const element = make("div", {class: "offers"})
  const {draft} = rows
  const add = (/** @type {Readonly<Record<string, string>>} */ fields, more = {}) => {
    const row = rows.fill({...fields, ...more})
    draft.type(row.path("title"), row.value("title"), true)
    rows.fields.focus(row.path("activity_date"))
  }
  const buttons = make("div", {class: "sources"})
  if (part.copies.length) {
    const copy = make(
      "button",
      {type: "button", class: "btn"},
      gettext("Copy from {month}", {month: part.before}),
      make("small", {}, String(part.copies.length)),
    )
    copy.addEventListener("click", () => {
      for (const {fields} of part.copies) add(fields)
      copy.disabled = true
    })
    buttons.append(copy)
  }
  if (part.steps.length) {
    const steps = make("div", {class: "steps pills", hidden: true})
    const open = make(
      "button",
      {type: "button", class: "btn", "aria-expanded": "false"},
      gettext("From the plan"),
      make("small", {}, String(part.steps.length)),
    )
    open.addEventListener("click", () => {
      steps.hidden = !steps.hidden
      open.setAttribute("aria-expanded", String(!steps.hidden))
    })
    for (const {item, title, due, fields} of part.steps) {
      const one = make(
        "button",
        {type: "button", class: "pill"},
        icon("plus", 12),
        due ? gettext("{title} ({month})", {title, month: due}) : title,
      )
      const isIn = () => rows.filled.some(row => row.value("step") === item)
      one.disabled = isIn()
      one.addEventListener("click", () => {
        if (!isIn()) add(fields, {step: item})
        one.disabled = true
      })
      steps.append(one)
    }
    buttons.append(open)
    element.append(buttons, steps)
  } else if (buttons.childElementCount) element.append(buttons)
  if (part.common.length) {
    const pills = make("div", {class: "common pills"}, make("span", {class: "muted"}, gettext("Common at schools of this level")))
    const all = part.common.map(({title, fields}, place) => {
      const one = make("button", {type: "button", class: "pill", hidden: place >= AT_FIRST}, icon("plus", 12), title)
      one.addEventListener("click", () => add(fields))
      return one
    })
    pills.append(...all)
    if (all.length > AT_FIRST) {
      const rest = make("button", {type: "button", class: "text"}, gettext("All {count}", {count: all.length}))
      rest.addEventListener("click", () => {
        for (const one of all) one.hidden = false
        rest.remove()
        all[AT_FIRST]?.focus()
      })
      pills.append(rest)
    }
    element.append(pills)
  }
  return element
}
