// The lines of the audit log, the newest first, with fields above them. The fields are built once and keep what is typed.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {AuditMessage, AuditParameters} from "../../assets/scripts/shapes.d.ts" */
/** @import {AuditChoice, AuditPart, AuditRow} from "../../assets/scripts/types.d.ts" */

const TYPING_ENDS = 400 // ms after the last letter

export class AuditPage {
  element = make("div", {class: "audit"})
  person = make("select", {class: "in", id: "who"})
  action = make("select", {class: "in", id: "what"})
  subject = make("input", {class: "in", id: "about", type: "search", maxlength: 200, autocomplete: "off"})
  since = make("input", {class: "in", id: "since", type: "date"})
  until = make("input", {class: "in", id: "until", type: "date"})
  lines = make("div", {class: "card"})
  earlier = make("button", {type: "button", class: "btn"}, gettext("Earlier lines"))
  timer = 0

  /** @param {Model<AuditParameters, AuditMessage>} model */
  constructor(model) {
    this.model = model
    const field = (/** @type {string} */ label, /** @type {HTMLElement} */ control) =>
      make("label", {for: control.id}, make("span", {}, label), control)
    this.element.append(
      make(
        "div",
        {class: "fields"},
        field(gettext("Who"), this.person),
        field(gettext("What"), this.action),
        field(gettext("About: a school, a login, a receipt"), this.subject),
        field(gettext("From"), this.since),
        field(gettext("Until"), this.until),
      ),
      this.lines,
      this.earlier,
    )
    for (const one of [this.person, this.action, this.since, this.until]) one.addEventListener("change", () => this.look())
    this.subject.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.look(), TYPING_ENDS)
    })
    this.earlier.addEventListener("click", () => model.send_msg({more: true}))
  }

  look() {
    const chosen = {person: this.person.value, action: this.action.value, subject: this.subject.value}
    this.model.send_msg({look: {...chosen, since: this.since.value, until: this.until.value}})
  }

  draw() {
    /** @type {AuditPart | null} */
    const part = JSON.parse(this.model.log || "null")
    if (!part) return
    offer(this.person, part.people, part.person)
    offer(this.action, part.actions, part.action)
    this.earlier.hidden = !part.has_more
    const head = [gettext("When"), gettext("Who"), gettext("What"), gettext("About"), gettext("Besides")].map(words =>
      make("th", {scope: "col"}, words),
    )
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...part.rows.map(lineRow)))
    this.lines.replaceChildren(
      part.rows.length ? table : make("p", {class: "none"}, gettext("No line fits. Take one of the choices back.")),
    )
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {readonly AuditChoice[]} choices
 * @param {string} chosen
 */
function offer(select, choices, chosen) {
  const now = JSON.stringify(choices)
  if (select.dataset.offered === now) return
  select.dataset.offered = now
  select.replaceChildren(...choices.map(({code, label}) => make("option", {value: code, selected: code === chosen}, label)))
}

/** @param {AuditRow} row */
function lineRow({id, at, person, action, subject, details}) {
  return make(
    "tr",
    {"data-line": id},
    make("td", {class: "at"}, at),
    make("td", {}, person),
    make("td", {class: "action"}, action),
    make("td", {}, subject),
    make("td", {class: "besides"}, details),
  )
}
