// Every school's months in one picture, a block per cluster. One stop for Tab: up and down change the school,
// left and right walk through its months, Enter opens it. What a box means is said in words beside it.
import {around, isModified, keepingPlace, ledTo, make, note, told} from "../../assets/scripts/dom.js"
import {gettext, listed} from "../../assets/scripts/gettext.js"
import {marksSvg, monthInWords, monthLetters, tierIcon} from "../../assets/scripts/marks.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Cluster, Month, MonthTotals, PictureMessage, PictureParameters, School, Tier, Vocabulary} from "../../assets/scripts/shapes.d.ts" */

const CELL = {width: 19, height: 15, pitch: 23, top: 1.5, rowHeight: 18}
const UNREMARKABLE = ["accepted", "not_due"]

export class Picture {
  /** @type {Partial<Vocabulary>} */
  words = {}
  /** @type {Month[]} */
  months = []
  /** @type {Map<string, School>} */
  schools = new Map()
  /** @type {Map<string, Tier>} */
  tiers = new Map()
  /** @type {Map<string, HTMLElement>} */
  rows = new Map()
  /**
   * The month the keyboard stands on.
   * @type {number | undefined}
   */
  month = undefined
  element = make("div", {class: "picture"})
  tip = make("div", {class: "tip", "aria-hidden": "true", hidden: true})
  said = make("p", {class: "unseen", role: "status"})
  empty = make("p", {class: "empty"})
  reset = make("button", {type: "button", class: "reset"}, gettext("Reset"))

  /** @param {Model<PictureParameters, PictureMessage>} model */
  constructor(model) {
    this.model = model
    this.element.addEventListener("keydown", event => this.key(event))
    this.element.addEventListener("click", event => this.open(around(event, "button.line")))
    this.element.addEventListener("pointermove", event => this.point(event))
    this.element.addEventListener("pointerleave", () => this.hide())
    this.element.addEventListener("focusout", () => this.hide())
    this.reset.addEventListener("click", () => told(this.element, "filters-reset"))
  }

  draw() {
    this.learn()
    this.show()
  }

  learn() {
    this.words = JSON.parse(this.model.vocabulary || "{}")
    /** @type {School[]} */
    const schools = JSON.parse(this.model.schools || "[]")
    this.months = this.words.months ?? []
    this.schools = new Map(schools.map(school => [school.id, school]))
    this.tiers = new Map((this.words.tiers ?? []).map(tier => [tier.code, tier]))
    this.rows = new Map()
    this.empty.replaceChildren(
      make("b", {}, this.words.empty_head ?? gettext("No school fits these filters")),
      `${this.words.empty ?? ""} `,
      this.reset,
    )
    this.reset.hidden = !schools.length
  }

  // ---------------------------------------------------------------- what people see
  /** @param {School} school */
  row(school) {
    const made = this.rows.get(school.id)
    if (made) return made
    const tier = this.tiers.get(school.tier)
    const shape = (tier && !["steady", "apart"].includes(tier.code) ? tierIcon(tier.code, 12) : null) ?? make("span", {class: "tier-icon"})
    const kind = school.closed ?? this.words.levels?.[school.level] ?? school.level
    const size = school.number ? `${school.number} · ${kind}` : kind
    const months = marksSvg(school.marks, CELL)
    months.setAttribute("aria-hidden", "true")
    const unusual = school.marks.flatMap((mark, i) =>
      UNREMARKABLE.includes(mark) ? [] : [monthInWords(this.months[i], mark, this.words.marks ?? {})],
    )
    const state = unusual.length ? listed(unusual) : gettext("all reports accepted")
    const label = listed([school.name, size, tier?.label ?? "", state].filter(Boolean))
    const name = make(
      "span",
      {class: "name"},
      make("bdi", {}, school.name),
      " ",
      make("span", {class: school.closed ? "size closed" : "size"}, size),
    )
    const about = {type: "button", class: "line", "data-id": school.id, tabindex: -1, "aria-label": label}
    const row = make("li", {}, make("button", about, shape, name, months))
    this.rows.set(school.id, row)
    return row
  }

  /** @param {Cluster} cluster */
  block({name, words, ids}) {
    const shown = new Set(this.model.shown)
    const schools = ids.flatMap(id => (shown.has(id) ? (this.schools.get(id) ?? []) : []))
    if (!schools.length) return []
    const letters = make("span", {class: "letters", "aria-hidden": "true"}, ...monthLetters(this.months))
    const title = make("span", {class: "title"}, make("b", {}, name), make("span", {class: "words"}, words))
    const rows = schools.map(school => this.row(school))
    const about = {"aria-label": gettext("{name} cluster", {name})}
    return [make("section", about, make("h2", {}, title, letters), make("ul", {}, ...rows))]
  }

  /** How much came in, over the columns of the months. */
  totals() {
    /** @type {MonthTotals | null} */
    const totals = JSON.parse(this.model.totals || "null")
    if (!totals) return []
    const shares = totals.shares.map(share => make("i", {}, share ?? ""))
    const label = make("span", {class: "label", "aria-hidden": "true"}, totals.label)
    const letters = make("span", {class: "letters", "aria-hidden": "true"}, ...shares)
    return [make("p", {class: "totals"}, make("span", {class: "unseen"}, totals.said), label, letters)]
  }

  show() {
    /** @type {Cluster[]} */
    const clusters = JSON.parse(this.model.clusters || "[]")
    const blocks = clusters.flatMap(cluster => this.block(cluster))
    this.empty.hidden = blocks.length > 0
    keepingPlace(this.element, () => this.element.replaceChildren(...this.totals(), ...blocks, this.empty, this.tip, this.said))
    this.hide()
    this.mark()
  }

  /** @returns {HTMLElement[]} */
  buttons() {
    return [...this.element.querySelectorAll(/** @type {"button"} */ ("button.line"))]
  }

  mark(opened = this.model.selected) {
    const buttons = this.buttons()
    const chosen = buttons.find(button => button.dataset.id === opened)
    for (const button of buttons) {
      note(button, "tabindex", button === (chosen ?? buttons[0]) ? "0" : "-1")
      note(button, "aria-expanded", String(button === chosen))
      note(button, "aria-current", button === chosen ? "true" : null)
    }
  }

  // ---------------------------------------------------------------- one month in words
  /**
   * @param {HTMLElement} button
   * @param {number} i
   */
  inWords(button, i) {
    const school = this.schools.get(button.dataset.id ?? "")
    const mark = school?.marks[i]
    if (!school || !mark) return ""
    const state = this.words.marks?.[mark] ?? mark
    return gettext("{school}, {month}: {state}", {school: school.name, month: this.months[i]?.name ?? "", state})
  }

  /**
   * @param {HTMLElement} button
   * @param {number} i
   */
  explain(button, i) {
    const words = this.inWords(button, i)
    const months = button.querySelector("svg:last-child")
    if (!words || !months) return this.hide()
    const here = this.element.getBoundingClientRect()
    const picture = months.getBoundingClientRect()
    this.tip.textContent = words
    this.tip.hidden = false
    const {offsetWidth: width, offsetHeight: height} = this.tip
    const left = picture.left - here.left + i * CELL.pitch + CELL.width / 2 - width / 2
    const top = picture.bottom + height + 12 > innerHeight ? picture.top - here.top - height - 6 : picture.bottom - here.top + 6
    this.tip.style.left = `${Math.max(4, Math.min(left, here.width - width - 4))}px`
    this.tip.style.top = `${top}px`
    this.unframe()
    months.append(make("rect", {class: "here", x: i * CELL.pitch - 1.5, y: 0, width: CELL.width + 3, height: CELL.rowHeight, rx: 4}))
  }

  hide() {
    this.tip.hidden = true
    this.month = undefined
    this.unframe()
  }

  unframe() {
    for (const old of this.element.querySelectorAll(".here")) old.remove()
  }

  // ---------------------------------------------------------------- what people do
  /** @param {PointerEvent} event */
  point(event) {
    const picture = event.pointerType === "touch" ? null : around(event, "button.line svg:last-child")
    if (!picture?.parentElement) return this.hide()
    const across = event.clientX - picture.getBoundingClientRect().left
    const i = Math.floor((across + (CELL.pitch - CELL.width) / 2) / CELL.pitch)
    this.explain(picture.parentElement, Math.max(0, Math.min(i, this.months.length - 1)))
  }

  /** @param {HTMLElement | null} button */
  open(button) {
    if (!button) return
    const id = button.dataset.id ?? ""
    button.focus({preventScroll: true})
    this.mark(id)
    told(this.element, "school-opened", {name: this.schools.get(id)?.name ?? ""})
    this.model.send_msg({open: id})
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const buttons = this.buttons()
    const button = around(event, "button.line")
    const here = button ? buttons.indexOf(button) : -1
    if (!button || here < 0 || isModified(event)) return
    const next = ledTo(event.key, here, buttons.length)
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (next === undefined && !step) return
    event.preventDefault()
    if (next === undefined) this.walk(button, step)
    else this.go(buttons, next)
  }

  /**
   * To the next month of the same school.
   * @param {HTMLElement} button
   * @param {number} step
   */
  walk(button, step) {
    const last = this.months.length - 1
    const month = this.month === undefined ? (step > 0 ? 0 : last) : Math.max(0, Math.min(last, this.month + step))
    this.explain(button, month)
    this.month = month
    this.said.textContent = this.tip.textContent
  }

  /**
   * To another school.
   * @param {HTMLElement[]} buttons
   * @param {number} at
   */
  go(buttons, at) {
    for (const [i, button] of buttons.entries()) button.tabIndex = i === at ? 0 : -1
    buttons[at]?.focus({preventScroll: true})
    buttons[at]?.scrollIntoView({block: "nearest"})
  }
}
