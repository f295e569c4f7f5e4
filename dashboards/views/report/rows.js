// The activities: a row each, built once and never again under the cursor; the last one waits for another activity.
import {make, note} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {COLUMNS, cellsOf, typedIn} from "./paste.js"
import {Row} from "./row.js"

/** @import {CheckedQuestion, DraftValue, ReportPart} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */

/** A key for a row that was not there before. */
const newKey = () => `n${Math.random().toString(36).slice(2, 10)}`

export class Rows {
  element = make("ul", {class: "rows"})
  undo = make("p", {class: "say quiet undo", role: "status", hidden: true})
  /** @type {Row[]} */
  rows = []

  /**
   * @param {Fields} fields
   * @param {ReportPart} part
   * @param {{question: (one: CheckedQuestion) => HTMLElement, counted: () => void}} page
   */
  constructor(fields, part, page) {
    this.fields = fields
    this.part = part
    this.page = page
    for (const key of this.keysOfDraft()) this.add(key)
    this.wait()
    this.element.addEventListener("keydown", event => this.key(event))
    this.element.addEventListener("paste", event => this.paste(event))
    this.element.addEventListener("input", event => this.typedIn(event))
    this.element.addEventListener("change", event => this.typedIn(event))
  }

  get draft() {
    return this.fields.draft
  }

  /** Keys of the rows that stand in the draft, in their order. */
  keysOfDraft() {
    const keys = new Set()
    for (const path of this.draft.paths()) if (path.startsWith("activity/")) keys.add(path.split("/")[1])
    const standing = /** @type {string[]} */ ([...keys]).filter(key => this.stands(key))
    const at = (/** @type {string} */ key) => Number(this.draft.value(`activity/${key}/at`) ?? 0)
    return standing.sort((one, other) => at(one) - at(other) || (one < other ? -1 : 1))
  }

  /** @param {string} key */
  stands(key) {
    if (this.draft.value(`activity/${key}/gone`) === true) return false
    return [...this.draft.paths()].some(path => path.startsWith(`activity/${key}/`) && !path.endsWith("/at") && this.draft.value(path))
  }

  /** Rows with something in them. */
  get filled() {
    return this.rows.filter(row => !row.isBlank)
  }

  /**
   * @param {string} key
   * @param {Row} [after]
   */
  add(key, after) {
    const row = new Row(this, key)
    const place = after ? this.rows.indexOf(after) + 1 : this.rows.length
    this.rows.splice(place, 0, row)
    if (after) after.element.after(row.element)
    else this.element.append(row.element)
    return row
  }

  /** There is always one row to write in. */
  wait() {
    const last = this.rows.at(-1)
    if (!last?.isBlank) this.add(newKey())
  }

  /** @param {Event} event */
  typedIn(event) {
    const row = this.rowOf(event.target)
    if (!row) return
    const wasBlank = row.element.classList.contains("blank")
    this.place(row)
    row.tell()
    if (wasBlank && !row.isBlank) this.open(row, true) // a shut card would take the field from under the fingers
    this.wait()
    this.page.counted()
  }

  /** Where a new row stands among the others is kept with it. @param {Row} row */
  place(row) {
    if (this.draft.value(row.path("at")) !== null || row.isBlank) return
    const here = this.rows.indexOf(row)
    const at = (/** @type {Row | undefined} */ one) => (one ? Number(this.draft.value(one.path("at")) ?? 0) : 0)
    const [before, after] = [at(this.rows[here - 1]), at(this.rows[here + 1])]
    this.draft.type(row.path("at"), after > before ? (before + after) / 2 : before + 1)
  }

  /** @param {EventTarget | null} target */
  rowOf(target) {
    const element = target instanceof Element ? target.closest("li.row") : null
    return this.rows.find(row => row.element === element)
  }

  /**
   * An activity with these fields: in the row that waits.
   * @param {Record<string, DraftValue>} values by column
   * @param {Row} [after]
   */
  fill(values, after) {
    const waiting = this.rows.at(-1)
    const row = after ? this.add(newKey(), after) : waiting?.isBlank ? waiting : this.add(newKey())
    for (const [column, value] of Object.entries(values)) {
      this.draft.type(row.path(column), value)
      this.fields.show(row.path(column))
    }
    this.place(row)
    row.tell()
    this.wait()
    this.page.counted()
    this.open(row, true)
    return row
  }

  /** @param {Row} row */
  copy(row) {
    const values = /** @type {Record<string, DraftValue>} */ ({})
    for (const path of this.draft.paths()) {
      const column = path.startsWith(`activity/${row.key}/`) ? path.split("/")[2] : undefined
      if (column && !["at", "gone", "step", "activity_id"].includes(column) && this.draft.value(path) !== null)
        values[column] = this.draft.value(path)
    }
    const made = this.fill(values, row)
    this.draft.type(made.path("title"), made.value("title"), true)
    this.fields.focus(made.path("activity_date"))
  }

  /** @param {Row} row */
  remove(row) {
    if (row.isBlank) return
    const place = this.rows.indexOf(row)
    this.draft.type(row.path("gone"), true, true)
    row.element.remove()
    this.rows.splice(place, 1)
    const back = make("button", {type: "button", class: "text"}, gettext("Undo"))
    back.addEventListener("click", () => {
      this.draft.type(row.path("gone"), false, true)
      this.rows.splice(place, 0, row)
      const next = this.rows[place + 1]
      if (next) next.element.before(row.element)
      else this.element.append(row.element)
      this.undo.hidden = true
      this.page.counted()
      this.fields.focus(row.path("title"))
    })
    this.undo.replaceChildren(gettext("Taken out: {title}.", {title: String(row.value("title") || "")}), " ", back)
    this.undo.hidden = false
    this.page.counted()
    back.focus()
  }

  /**
   * On a phone one card is open at a time.
   * @param {Row} row
   * @param {boolean} [stays] it is open, or becomes so
   */
  open(row, stays = false) {
    const wasOpen = row.element.classList.contains("opened")
    for (const one of this.rows) {
      one.element.classList.toggle("opened", one === row && (stays || !wasOpen))
      note(one.summary, "aria-expanded", String(one.element.classList.contains("opened")))
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const row = this.rowOf(event.target)
    const target = event.target
    if (!row || !(target instanceof HTMLElement)) return
    if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      if (!row.isBlank) this.copy(row)
      return
    }
    const column = target.dataset.path?.split("/")[2]
    if (event.key !== "Enter" || event.isComposing || !column || !target.matches("input")) return
    event.preventDefault()
    target.dispatchEvent(new Event("change", {bubbles: true}))
    const next = this.rows[this.rows.indexOf(row) + (event.shiftKey ? -1 : 1)]
    if (next) this.fields.focus(next.path(next.isBlank && column !== "activity_date" ? "title" : column))
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const first = this.rowOf(event.target)
    const column = event.target instanceof HTMLElement ? event.target.dataset.path?.split("/")[2] : undefined
    const cells = cellsOf(event.clipboardData?.getData("text/plain") ?? "")
    const start = COLUMNS.indexOf(column ?? "")
    if (!first || !cells || start < 0) return
    event.preventDefault()
    let here = this.rows.indexOf(first)
    for (const line of cells) {
      const row = this.rows[here] ?? this.add(newKey())
      for (const [offset, cell] of line.entries()) {
        const name = COLUMNS[start + offset]
        if (!name) break
        this.draft.type(row.path(name), typedIn(name, cell, this.part.choices, this.part.month_days))
        this.fields.show(row.path(name))
      }
      this.place(row)
      row.tell()
      here += 1
    }
    this.wait()
    this.draft.type(first.path(column ?? "title"), first.value(column ?? "title"), true)
    this.page.counted()
  }

  /** A field that somebody else has saved: a row of theirs comes, or goes. @param {string} path */
  shown(path) {
    const key = path.split("/")[1] ?? ""
    const row = this.rows.find(one => one.key === key)
    if (row && !this.stands(key)) {
      row.element.remove()
      this.rows.splice(this.rows.indexOf(row), 1)
    } else if (!row && this.stands(key)) {
      const waiting = this.rows.at(-1)
      this.add(key, waiting?.isBlank ? this.rows.at(-2) : waiting)
      if (waiting?.isBlank) this.element.append(waiting.element)
    }
    row?.tell()
    this.page.counted()
  }
}
