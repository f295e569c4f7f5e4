// The cards, what there is to choose from beside them, and at the right the write-up that is open or the form to mark
// an activity. A choice shows and hides here at once; the server hears of it for the sentence on top and for files.
import {isConnected} from "../../assets/scripts/connected.js"
import {around, make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../../assets/scripts/operation.js"
import {Choosing, shownRows} from "./choosing.js"
import {MarkForm} from "./mark_form.js"
import {written} from "./texts.js"
import {WriteUpView} from "./write_up_view.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {PracticeChange, PracticeLook, PracticeRow, PracticesMessage, PracticesParameters, PracticesPart} from "../../assets/scripts/shapes.d.ts" */

const TYPING_ENDS = 300 // ms after the last letter

export class PracticesPage {
  element = make("div", {class: "practices"})
  choosing = new Choosing(change => this.choose(change))
  list = make("section", {class: "list", "aria-label": gettext("Practices")})
  cards = make("div", {class: "cards"})
  foot = make("p", {class: "showing", role: "status"})
  aside = make("aside", {class: "panel", hidden: true, tabindex: -1})
  mark = make("button", {type: "button", class: "btn pri", hidden: true}, icon("plus"), gettext("Mark an activity"))
  print = make("button", {type: "button", class: "btn"})
  paper = make("div", {class: "paper"})
  /** @type {PracticeLook | null} */
  look = null
  /** @type {WriteUpView | null} */
  open = null
  /** @type {MarkForm | null} */
  form = null
  /**
   * What was changed and has not come yet as it is now.
   * @type {{id: number, version: number, sent: string, said: string} | null}
   */
  awaited = null
  /** What was sent and has no answer yet. */
  sent = ""
  timer = 0

  /** @param {Model<PracticesParameters, PracticesMessage>} model */
  constructor(model) {
    this.model = model
    const bar = make("div", {class: "bar"}, this.foot, make("span", {class: "grow"}), this.mark, this.print)
    const fold = make("details", {class: "fold", open: true}, make("summary", {}, gettext("Filters")), this.choosing.element)
    if (typeof innerWidth === "number" && innerWidth < 1200) fold.removeAttribute("open")
    this.list.append(bar, this.cards)
    this.element.append(fold, this.list, this.aside, this.paper)
    this.mark.addEventListener("click", () => this.marking())
    this.print.addEventListener("click", () => this.onPaper(this.shown()))
    this.cards.addEventListener("click", event => {
      const card = around(event, "button[data-id]")
      if (card) this.show(Number(card.dataset.id))
    })
    this.element.addEventListener("keydown", event => {
      if (event.key === "Escape" && !this.aside.hidden && !event.defaultPrevented) this.close()
    })
  }

  /** @returns {PracticesPart | null} */
  get part() {
    return JSON.parse(this.model.practices || "null")
  }

  shown() {
    const {part, look} = this
    return part && look ? shownRows(part.rows, look) : []
  }

  // ---------------------------------------------------------------- the cards
  draw() {
    const {part} = this
    if (!part) return
    const isFirst = this.look === null
    this.look ??= part.look
    this.choosing.draw(part, this.look)
    this.mark.hidden = !part.schools.length
    this.drawCards()
    if (this.open) {
      const row = part.rows.find(one => one.id === this.open?.row.id)
      if (row) this.open.take(row)
      else this.close()
    }
    const asked = part.rows.find(row => row.id === part.opened)
    if (isFirst && asked) {
      this.look = {...this.look, group: asked.group, level: ""}
      this.choosing.draw(part, this.look)
      this.drawCards()
      this.show(asked.id)
    }
    this.arrive()
  }

  drawCards() {
    const {part} = this
    if (!part) return
    const rows = this.shown()
    const all = part.rows.filter(row => row.group === this.look?.group).length
    const at = this.cards.querySelector(/** @type {"button"} */ ("button:focus"))?.dataset.id
    /** @type {Map<string, PracticeRow[]>} */
    const byType = new Map()
    for (const row of rows) byType.set(row.type_name, [...(byType.get(row.type_name) ?? []), row])
    const groups = [...byType].map(([name, some]) =>
      make(
        "section",
        {},
        make(
          "h2",
          {},
          some[0]?.type ? make("b", {class: "number"}, String(some[0].type)) : null,
          name,
          make("small", {}, String(some.length)),
        ),
        make("div", {class: "pair"}, ...some.map(row => this.card(row))),
      ),
    )
    const none = part.rows.length ? make("p", {class: "none"}, part.none) : null
    this.cards.replaceChildren(...(rows.length ? groups : none ? [none] : []))
    this.foot.textContent = part.rows.length ? gettext("Showing {count} of {all} practices", {count: rows.length, all}) : ""
    this.print.replaceChildren(icon("print"), ngettext("Print the collection, {count}", "Print the collection, {count}", rows.length))
    this.print.hidden = !rows.length
    if (at) this.cards.querySelector(/** @type {"button"} */ (`button[data-id="${at}"]`))?.focus({preventScroll: true})
  }

  /** @param {PracticeRow} row */
  card({id, title, line, school, state}) {
    const isOpen = this.open?.row.id === id
    return make(
      "button",
      {type: "button", class: isOpen ? "card on" : "card", "data-id": id, "aria-expanded": String(isOpen)},
      make("b", {}, title),
      state ? make("span", {class: "state"}, state) : null,
      make("span", {}, line),
      make("small", {}, school),
    )
  }

  /** @param {Partial<PracticeLook>} change */
  choose(change) {
    const {part} = this
    if (!part || !this.look) return
    const look = {...this.look, ...change}
    this.look = look
    this.choosing.draw(part, look)
    this.drawCards()
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.model.send_msg({look}), "search" in change ? TYPING_ENDS : 0)
  }

  // ---------------------------------------------------------------- beside them
  /** @param {number} id */
  show(id) {
    const row = this.part?.rows.find(one => one.id === id)
    if (!row) return
    this.form = null
    if (this.open?.row.id !== id)
      this.open = new WriteUpView(row, {
        send: (name, change) => this.send(name, change),
        close: () => this.close(),
        print: one => this.onPaper([one]),
      })
    this.lay(this.open.element, row.title)
    this.drawCards()
    this.aside.focus()
  }

  marking() {
    const {part} = this
    if (!part) return
    this.open = null
    this.drawCards()
    this.form ??= new MarkForm(part, {
      ask: school => this.model.send_msg({activities: school}),
      send: change => this.send("mark", change),
      close: () => this.close(),
    })
    this.lay(this.form.element, gettext("Mark an activity"))
    this.form.first.focus()
  }

  close() {
    const id = this.open?.row.id
    this.open = null
    this.form = null
    this.aside.hidden = true
    this.element.classList.remove("opened")
    this.drawCards()
    const card = id === undefined ? null : this.cards.querySelector(/** @type {"button"} */ (`button[data-id="${id}"]`))
    if (card) card.focus()
    else if (!this.mark.hidden) this.mark.focus()
  }

  /**
   * @param {HTMLElement} inside
   * @param {string} label
   */
  lay(inside, label) {
    if (this.aside.firstChild !== inside) this.aside.replaceChildren(inside)
    this.aside.setAttribute("aria-label", label)
    this.aside.hidden = false
    this.element.classList.add("opened")
  }

  /** The server has a school's activities. */
  offered() {
    this.form?.offer(JSON.parse(this.model.activities || "null"))
  }

  /**
   * @param {string} name
   * @param {PracticeChange} change
   */
  send(name, change) {
    if (this.sent || this.awaited || !isConnected()) return
    this.sent = name
    this.form?.wait(true)
    this.open?.wait(true)
    this.model.send_msg({...change, operation: operation()})
  }

  answered() {
    const {sent} = this
    if (!sent) return
    this.sent = ""
    const {refusal = "", said = "", id = 0, version = 0} = this.model.answer
    if (refusal) {
      this.form?.wait(false)
      this.open?.wait(false)
      this.form?.refuse(refusal)
      this.open?.answered(sent, refusal, "")
      return
    }
    this.form?.done()
    this.awaited = {id: id || (this.open?.row.id ?? 0), version, sent, said}
    this.arrive()
  }

  /** Once the server has sent the practice as it is now: its answer may be here before it. */
  arrive() {
    const {awaited} = this
    const row = awaited && this.part?.rows.find(one => one.id === awaited.id)
    if (!awaited || !row || row.version < awaited.version || !this.look) return
    this.awaited = null
    this.form = null
    if (row.group !== this.look.group) this.choose({group: row.group})
    if (this.open?.row.id !== row.id) this.show(row.id)
    this.open?.wait(false)
    this.open?.answered(awaited.sent, "", awaited.said)
    window.partnership?.say(awaited.said)
  }

  // ---------------------------------------------------------------- on paper
  /** @param {PracticeRow[]} rows each begins where the last one ends, as one document */
  onPaper(rows) {
    const {part} = this
    if (!part) return
    this.paper.replaceChildren(...rows.map(row => make("article", {}, ...written(row))))
    this.element.classList.add("on-paper")
    window.print()
    this.element.classList.remove("on-paper")
  }

  isTyped() {
    return Boolean(this.form?.isTyped() || this.open?.isTyped())
  }

  /** Would it be there again after a reload? What is typed about a practice is kept, a mark is two clicks. */
  isKept() {
    return !this.form?.isTyped()
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.sent = ""
    this.form?.wait(false)
    this.open?.wait(false)
  }
}
