// One activity: a row of fields, on a phone a card; what is odd about it stands right under it.
import {make, note} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {named} from "./controls.js"
import {dayShown} from "./days.js"
import {moreFields, summed} from "./more.js"
import {COLUMNS} from "./paste.js"

/** @import {CheckedQuestion, OddField} from "../../assets/scripts/shapes.d.ts" */
/** @import {Rows} from "./rows.js" */

export class Row {
  /** The rest of its fields, once somebody asked for them. @type {HTMLElement | null} */
  rest = null

  /**
   * @param {Rows} rows
   * @param {string} key
   */
  constructor(rows, key) {
    this.rows = rows
    this.key = key
    const {fields, part} = rows
    const at = this.path("activity_date")
    const head = make("div", {class: "acts"})
    const tag = {label: gettext("Day")}
    const cell = (/** @type {string} */ name, /** @type {HTMLElement} */ field, /** @type {string} */ kind) => named(name, field, kind)
    this.title = fields.line(this.path("title"), {placeholder: gettext("Another activity"), maxlength: 200})
    head.append(
      cell(tag.label, fields.day(at, part.month_days, {placeholder: gettext("Day")}), "w-day"),
      cell(gettext("Activity"), this.title, "w-title"),
      cell(gettext("Type"), fields.choice(this.path("involvement_type"), part.choices.types, {empty: gettext("Type")}), "w-type rest"),
      cell(gettext("Families"), fields.count(this.path("families_attended")), "w-count rest"),
      cell(gettext("Adults"), fields.count(this.path("adults_attended")), "w-count rest"),
      cell(gettext("Students"), fields.count(this.path("students_attended")), "w-count rest"),
      cell(gettext("Counted by"), fields.choice(this.path("counting_method"), part.choices.methods), "w-method rest"),
    )
    const copy = make(
      "button",
      {type: "button", class: "icon", "aria-label": gettext("Copy this row"), title: gettext("Copy this row (Ctrl D)")},
      copyIcon(),
    )
    const remove = make(
      "button",
      {type: "button", class: "icon", "aria-label": gettext("Take this row out"), title: gettext("Take this row out")},
      icon("close", 14),
    )
    copy.addEventListener("click", () => rows.copy(this))
    remove.addEventListener("click", () => rows.remove(this))
    head.append(make("span", {class: "ops rest"}, copy, remove))
    this.summary = make("button", {type: "button", class: "summary", "aria-expanded": "false"})
    this.summary.addEventListener("click", () => rows.open(this))
    this.asks = make("div", {class: "asks"})
    this.line = make("span", {class: "line"})
    const more = make("button", {type: "button", class: "text", "aria-expanded": "false"}, gettext("more"))
    this.more = make("div", {class: "more rest"}, this.line, more)
    more.addEventListener("click", () => {
      this.rest ??= moreFields(fields, key, part)
      if (!this.rest.isConnected) this.more.after(this.rest)
      else this.rest.hidden = !this.rest.hidden
      note(more, "aria-expanded", String(!this.rest.hidden))
    })
    this.element = make("li", {class: "row", "data-key": key}, this.summary, head, this.asks, this.more)
    this.tell()
  }

  /** @param {string} column */
  path(column) {
    return `activity/${this.key}/${column}`
  }

  /** @param {string} column */
  value(column) {
    return this.rows.fields.draft.value(this.path(column))
  }

  /** Nothing is typed in it yet. */
  get isBlank() {
    return COLUMNS.every(column => !this.value(column))
  }

  /** What stands under the row, and on its card while that is shut. */
  tell() {
    const {part} = this.rows
    this.element.classList.toggle("blank", this.isBlank)
    this.line.textContent = summed(this, part)
    const families = this.value("families_attended")
    const said = [
      dayShown(String(this.value("activity_date") ?? "")),
      families ? gettext("{count} families", {count: String(families)}) : "",
    ]
    this.summary.replaceChildren(
      make(
        "span",
        {},
        make("b", {}, String(this.value("title") || gettext("Another activity"))),
        make("small", {}, said.filter(Boolean).join(" · ")),
      ),
      icon("down", 16),
    )
  }

  /** @param {CheckedQuestion[]} questions @param {OddField[]} odd */
  ask(questions, odd) {
    const {rows} = this
    this.asks.replaceChildren(
      ...questions.map(one => rows.page.question(one)),
      ...odd.map(({text}) => make("p", {class: "say", role: "status"}, icon("alert", 16), make("span", {}, text))),
    )
    const asked = new Set([...questions.filter(one => one.is_open), ...odd].map(({path}) => path))
    for (const input of this.element.querySelectorAll(/** @type {"input"} */ ("[data-path]"))) {
      input.classList.toggle("odd", asked.has(input.dataset.path ?? ""))
    }
    if (asked.size) this.element.classList.add("asked")
    else this.element.classList.remove("asked")
  }
}

function copyIcon() {
  const shape = make("path", {d: "M5.500 5.500h8v8h-8zM3.500 10.500h-1v-8h8v1"})
  return make("svg", {class: "ic", width: 15, height: 15, viewBox: "0 0 16 16", "aria-hidden": "true"}, shape)
}
