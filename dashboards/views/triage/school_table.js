// The table of schools, a body per tier. A row is built the first time it is shown and kept;
// a filter change only says which rows stand in the table and in what order.
import {around, isModified, keepingPlace, ledTo, make, note, told} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {disputedMark, monthLetters, stripMaker, tierIcon} from "../../assets/scripts/marks.js"
import {CELLS, COLUMNS, tracks, USUAL} from "./columns.js"
import {sparkline} from "./sparkline.js"

/** @import {Hints, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ColumnName, ListMessage, ListParameters, School, Spark, Tier, Vocabulary} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{element: HTMLElement, school: School, button: HTMLElement | null, drawn: unknown}} Row */
/** @typedef {Tier & {body: HTMLElement, head: HTMLElement, count: HTMLElement}} Group */

export class SchoolTable {
  /** @type {Partial<Vocabulary>} */
  words = {}
  /** @type {ColumnName[]} */
  columns = USUAL
  /** @type {Map<string, School>} */
  schools = new Map()
  /** @type {Map<string, Row>} */
  rows = new Map()
  /** @type {Group[]} */
  groups = []
  /** @type {string[]} */
  order = []
  /** @type {Partial<Record<ColumnName, HTMLElement>>} */
  heads = {}
  /** @type {Record<string, Spark>} */
  sparks = {}
  sparkText = ""
  /** @type {Hints} */
  hints = {}
  strip = stripMaker([], {})
  table = make("table", {role: "table", "aria-label": gettext("Schools by support tier")})
  empty = make("p", {class: "empty"})
  reset = make("button", {type: "button", class: "reset"}, gettext("Reset"))
  element = make("div", {class: "schools"}, this.table, this.empty)

  /** @param {Model<ListParameters, ListMessage>} model */
  constructor(model) {
    this.model = model
    this.element.addEventListener("keydown", event => this.key(event))
    this.element.addEventListener("click", event => this.click(event))
    this.reset.addEventListener("click", () => told(this.element, "filters-reset"))
  }

  // ---------------------------------------------------------------- what the server says
  /** @param {number} [most] rows to draw now; `more` adds the others */
  draw(most) {
    keepingPlace(this.element, () => {
      this.learn()
      this.take()
      this.show(most)
      this.sorted()
    })
  }

  /** New words: heads, groups and every row are built afresh. */
  learn() {
    this.words = JSON.parse(this.model.vocabulary || "{}")
    this.columns = this.words.columns ?? USUAL
    this.strip = stripMaker(this.words.months ?? [], this.words.marks ?? {})
    this.element.style.setProperty("--wide", tracks(this.columns, "wide"))
    this.element.style.setProperty("--middle", tracks(this.columns, "middle"))
    this.element.dataset.columns = this.columns.join(" ")
    this.groups = (this.words.tiers ?? []).map(tier => this.group(tier))
    this.empty.replaceChildren(
      make("b", {}, this.words.empty_head ?? gettext("No school fits these filters")),
      `${this.words.empty ?? ""} `,
      this.reset,
    )
    this.table.replaceChildren(this.head(), ...this.groups.map(group => group.body))
  }

  head() {
    this.heads = {}
    const cells = this.columns.map(name => {
      const words = this.words.heads?.[name] ?? COLUMNS[name].head()
      const head = make("th", {role: "columnheader", scope: "col", class: name})
      this.heads[name] = head
      if (COLUMNS[name].sorts) {
        const way = make("span", {class: "way", "aria-hidden": "true"})
        head.append(make("button", {type: "button", "data-sort": name}, words, way))
      } else if (name === "months") {
        const letters = make("span", {class: "letters", "aria-hidden": "true"}, ...monthLetters(this.words.months ?? []))
        head.append(gettext("{head}, {year}", {head: words, year: this.words.year ?? ""}), letters)
      } else head.append(words)
      return head
    })
    return make("thead", {role: "rowgroup"}, make("tr", {role: "row", class: "line"}, ...cells))
  }

  /**
   * @param {Tier} tier
   * @returns {Group}
   */
  group(tier) {
    const count = make("span", {class: "count"})
    const label = make("span", {title: tier.told || null}, tier.label)
    const about = {role: "rowheader", scope: "rowgroup", "aria-colspan": this.columns.length}
    const head = make("tr", {role: "row", class: "group"}, make("th", about, tierIcon(tier.code), label, count))
    return {...tier, body: make("tbody", {role: "rowgroup", class: tier.code}, head), head, count}
  }

  take() {
    /** @type {School[]} */
    const schools = JSON.parse(this.model.schools || "[]")
    this.schools = new Map(schools.map(school => [school.id, school]))
    this.rows.clear()
  }

  // ---------------------------------------------------------------- what people see
  /** @param {School} school */
  row(school) {
    const made = this.rows.get(school.id)
    if (made) return made
    const cells = this.columns.map(name => CELLS[name](school, this.strip))
    const about = {role: "row", class: `line school-row ${school.tier}`, "data-id": school.id}
    const element = make("tr", about, ...cells)
    /** @type {Row} */
    const row = {element, school, button: element.querySelector("button.name"), drawn: null}
    this.rows.set(school.id, row)
    this.hint(row)
    this.dispute(row)
    return row
  }

  /** @param {Row} row */
  hint({element, school}) {
    const words = this.hints[school.id]
    element.querySelector(".hint")?.remove()
    if (words) element.querySelector("th.school")?.append(make("small", {class: "hint"}, words))
  }

  /** @param {Row} row */
  dispute({element, school}) {
    const words = this.model.disputed?.[school.id]
    element.querySelector(".disputed")?.remove()
    if (words) element.querySelector("button.name")?.after(disputedMark(words, true))
  }

  disputes() {
    for (const row of this.rows.values()) this.dispute(row)
  }

  /** @param {Hints} hints */
  hintAll(hints) {
    this.hints = hints
    for (const row of this.rows.values()) this.hint(row)
  }

  show(most = Number.POSITIVE_INFINITY) {
    keepingPlace(this.element, () => this.place(most))
  }

  /** @param {number} most */
  place(most) {
    this.order = this.model.shown.filter(id => this.schools.has(id))
    let room = most
    for (const group of this.groups) {
      const own = this.schoolsOf(group)
      const words = ngettext("{count} school", "{count} schools", own.length)
      const drawn = own.slice(0, room).map(school => this.row(school).element)
      // Rows drawn to be seen at once are measured at once; the height of others is guessed until they come into view.
      if (Number.isFinite(most)) for (const element of drawn) element.classList.add("at-once")
      group.body.replaceChildren(group.head, ...drawn)
      group.body.hidden = own.length === 0
      group.count.textContent = group.offer ? `${words} · ${group.offer}` : words
      room = Math.max(0, room - own.length)
    }
    this.empty.hidden = this.order.length > 0
    this.reset.hidden = !this.schools.size
    const clusters = new Set(this.order.map(id => this.schools.get(id)?.cluster))
    this.element.dataset.clusters = clusters.size > 1 && !this.columns.includes("cluster") ? "many" : "one"
    this.spark()
    this.mark()
  }

  /** Add the rows that `draw` left out; what stands is not touched. */
  more() {
    for (const group of this.groups) {
      const standing = group.body.children.length - 1
      group.body.append(
        ...this.schoolsOf(group)
          .slice(standing)
          .map(school => this.row(school).element),
      )
    }
    this.spark()
    this.mark()
  }

  /** @param {Group} group */
  schoolsOf({code}) {
    return this.order.flatMap(id => this.schools.get(id) ?? []).filter(school => school.tier === code)
  }

  /** An involvement filter changes these and nothing else. */
  spark() {
    const {sparks: head} = this.heads
    const all = COLUMNS.sparks.head()
    head?.replaceChildren(this.model.kind || all)
    head?.setAttribute("title", this.model.kind ? gettext("{all}: {kind}", {all, kind: this.model.kind}) : all)
    head?.classList.toggle("one-kind", !!this.model.kind)
    if (this.sparkText !== this.model.sparks) {
      this.sparkText = this.model.sparks
      this.sparks = JSON.parse(this.sparkText || "{}")
    }
    for (const id of this.order) {
      const row = this.rows.get(id)
      if (!row || row.drawn === this.sparks) continue
      row.drawn = this.sparks
      const spark = this.sparks[id]
      row.element.querySelector("td.sparks")?.replaceChildren(...(spark ? [sparkline(spark, this.words.months ?? [])] : []))
    }
  }

  /** Tab reaches one row, the arrows do the rest. */
  mark(chosen = this.model.selected) {
    const stop = this.order.includes(chosen) ? chosen : this.visible()[0]?.dataset.id
    for (const [id, {element, button}] of this.rows) {
      if (button) {
        note(button, "tabindex", id === stop ? "0" : "-1")
        note(button, "aria-expanded", String(id === chosen))
      }
      note(element, "aria-current", id === chosen ? "true" : null)
    }
  }

  sorted() {
    const sort = this.model.sort || "school"
    const column = sort.replace(/^-/, "")
    for (const [name, head] of Object.entries(this.heads)) {
      const way = name !== column ? "none" : sort.startsWith("-") ? "descending" : "ascending"
      if (head.querySelector("[data-sort]")) head.setAttribute("aria-sort", way)
    }
  }

  // ---------------------------------------------------------------- what people do
  /** @returns {HTMLElement[]} */
  visible() {
    return [...this.element.querySelectorAll(/** @type {"tr"} */ ("tbody:not([hidden]) tr.school-row"))]
  }

  /** @param {HTMLElement} row */
  focus(row) {
    this.rows.get(row.dataset.id ?? "")?.button?.focus({preventScroll: true})
  }

  /** @param {MouseEvent} event */
  click(event) {
    const head = around(event, "button[data-sort]")
    const row = around(event, "tr.school-row")
    if (head) {
      const isAscending = head.parentElement?.getAttribute("aria-sort") === "ascending"
      this.model.send_msg({sort: isAscending ? `-${head.dataset.sort}` : `${head.dataset.sort}`})
    } else if (row && !String(getSelection())) {
      this.focus(row)
      this.open(row.dataset.id ?? "")
    }
  }

  /**
   * The row is marked before the server has answered; `mark` says again what is so.
   * @param {string} id
   */
  open(id) {
    this.mark(id)
    told(this.element, "school-opened", {name: this.schools.get(id)?.name ?? ""})
    this.model.send_msg({open: id})
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const rows = this.visible()
    const from = around(event, "tr.school-row")
    const here = from ? rows.indexOf(from) : -1
    const next = ledTo(event.key, here, rows.length)
    if (here < 0 || next === undefined || isModified(event)) return
    event.preventDefault()
    const row = rows[next]
    if (!row) return
    this.focus(row)
    row.scrollIntoView({block: "nearest"})
  }
}
