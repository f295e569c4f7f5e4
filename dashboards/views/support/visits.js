// Whom the visits of the coming weeks reach: the list with a day each, and the weeks beside it.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {TypedDay} from "../parts/typed_day.js"
import {logButton} from "./entries.js"

/** @import {SupportChange, VisitsLook, VisitsShown, VisitRow} from "../../assets/scripts/shapes.d.ts" */

const WAIT = 52 // px of the bar for the longest wait

export class VisitsCard {
  body = make("div", {class: "visits"})
  told = make("p", {class: "unseen", role: "status"})
  element = make("div", {}, this.told, this.body)
  /** The school that was moved by the last press, until it is drawn in its new place. */
  moved = ""
  /**
   * Days that somebody set by hand, by school.
   * @type {Map<string, string>}
   */
  byHand = new Map()
  /**
   * The same as words, by school.
   * @type {Map<string, TypedDay>}
   */
  inWords = new Map()
  /** @type {VisitsShown | null} */
  shown = null

  /**
   * @param {(change: SupportChange) => void} send
   * @param {(look: VisitsLook) => void} look
   * @param {import("../parts/typed_day.js").Ask} ask
   */
  constructor(send, look, ask) {
    this.send = send
    this.look = look
    this.ask = ask
  }

  /** @param {VisitsShown} shown */
  draw(shown) {
    this.shown = shown
    this.#redraw()
    this.#tell(shown)
    return this.element
  }

  #redraw() {
    const {shown} = this
    if (!shown) return
    if (shown.none) {
      this.body.replaceChildren(make("section", {class: "card"}, make("p", {class: "none"}, shown.none)))
      return
    }
    const list = make("div", {class: "list"}, this.#controls(shown), this.#table(shown))
    this.body.replaceChildren(list, this.#weeks(shown))
  }

  /** @param {Partial<VisitsLook>} changed */
  #looks(changed) {
    const {shown} = this
    if (!shown) return
    const {room, order, leaves_out, added, travel} = shown
    this.look({room, order, leaves_out, added, travel, ...changed})
  }

  // ---------------------------------------------------------------- the order of travel
  /** @param {VisitsShown} shown those that have no day yet, as they stand */
  #travel({chosen}) {
    return chosen.filter(row => !row.is_agreed).map(row => row.id)
  }

  /**
   * @param {string} id
   * @param {number} by
   */
  #move(id, by) {
    if (!this.shown) return
    const travel = this.#travel(this.shown)
    const at = travel.indexOf(id)
    const to = at + by
    if (at < 0 || to < 0 || to >= travel.length) return
    travel.splice(to, 0, ...travel.splice(at, 1))
    this.moved = id
    this.#looks({travel})
  }

  /** @param {VisitsShown} shown */
  #tell(shown) {
    const row = shown.chosen.find(one => one.id === this.moved)
    this.moved = ""
    if (!row) return
    const travel = this.#travel(shown)
    const day = this.#day(row)
    const words = gettext("{school}: visit {place} of {count}, {day}", {
      school: row.name,
      place: travel.indexOf(row.id) + 1,
      count: travel.length,
      day: shown.days.find(one => one.day === day)?.name ?? day,
    })
    requestAnimationFrame(() => {
      this.told.textContent = words // once it stands on the page, or nobody hears it
    })
  }

  /**
   * Where a visit stands among the others: at an end a button does nothing, and keeps the keyboard.
   * @param {VisitRow} row
   */
  #moves({id, name}) {
    const travel = this.shown ? this.#travel(this.shown) : []
    if (travel.length < 2) return null
    const at = travel.indexOf(id)
    const button = (/** @type {"up" | "down"} */ to, /** @type {string} */ label, /** @type {boolean} */ isEnd) => {
      const pressed = make(
        "button",
        {type: "button", "aria-label": label, title: label, "aria-disabled": isEnd ? "true" : null},
        icon("down"),
      )
      pressed.dataset.key = `${to} ${id}`
      pressed.addEventListener("click", () => this.#move(id, to === "up" ? -1 : 1))
      return pressed
    }
    return make(
      "span",
      {class: "moves", role: "group", "aria-label": gettext("Order of travel")},
      button("up", gettext("{school} earlier", {school: name}), at === 0),
      button("down", gettext("{school} later", {school: name}), at === travel.length - 1),
    )
  }

  // ---------------------------------------------------------------- what is asked for
  /** @param {VisitsShown} shown */
  #controls({room, order, leaves_out: leavesOut, visited, travel}) {
    const step = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ by) => {
      const button = make("button", {type: "button", "aria-label": name, "data-key": sign, disabled: room + by < 0}, sign)
      button.addEventListener("click", () => this.#looks({room: room + by}))
      return button
    }
    const ways = /** @type {["need" | "wait", string][]} */ ([
      ["need", gettext("Most need first")],
      ["wait", gettext("Longest wait first")],
    ]).map(([code, words]) => {
      const radio = make("input", {type: "radio", name: "visit-order", value: code, checked: order === code, "data-key": `order ${code}`})
      radio.addEventListener("change", () => this.#looks({order: code}))
      return make("label", {}, radio, words)
    })
    const leaves = make("input", {type: "checkbox", checked: leavesOut, "data-key": "leaves"})
    leaves.addEventListener("change", () => this.#looks({leaves_out: leaves.checked}))
    const back = make("button", {type: "button", class: "link", "data-key": "list order"}, gettext("Back to the order of the list"))
    back.addEventListener("click", () => this.#looks({travel: []}))
    const byHand = travel.length ? make("span", {class: "by-hand"}, gettext("In the order of your travel."), " ", back) : null
    return make(
      "div",
      {class: "controls"},
      make("b", {}, gettext("In the coming weeks I can visit")),
      make(
        "span",
        {class: "stepper", role: "group", "aria-label": gettext("Visits")},
        step(gettext("One less"), "−", -1),
        make("output", {}, String(room)),
        step(gettext("One more"), "+", 1),
      ),
      make("span", {class: "ways", role: "radiogroup", "aria-label": gettext("Order")}, ...ways),
      make("label", {class: "leaves"}, leaves, gettext("Leave out visited in the last 30 days"), make("small", {}, String(visited))),
      byHand,
    )
  }

  // ---------------------------------------------------------------- the list
  /** @param {VisitsShown} shown */
  #table(shown) {
    const heads = [
      gettext("School"),
      gettext("Why, in words"),
      gettext("Since visit or call"),
      gettext("Already tried, newest first"),
      gettext("Visit on"),
    ]
    const head = make("tr", {}, make("td", {}), ...heads.map(text => make("th", {scope: "col"}, text)))
    const cut = make("tr", {class: "cut"}, make("td", {colspan: 6}, make("b", {}, shown.cut), " ", shown.cut_next))
    const rows = [...shown.chosen.map(row => this.#row(row)), cut, ...shown.below.map(row => this.#row(row))]
    const table = make("table", {class: "whom"}, make("thead", {}, head), make("tbody", {}, ...rows))
    return make("section", {class: "card", "aria-label": gettext("Visits of the coming weeks")}, table)
  }

  /** @param {VisitRow} row */
  #row(row) {
    const {id, name, address, about, tier, tier_label, why, aside, waited, share, last, tried, tried_text} = row
    const bar = make("i", {class: "wait", "aria-hidden": "true"}, make("i", {style: `width:${Math.round(WAIT * share)}px`}))
    const icons = tried.map(([code, label]) => make("span", {title: label}, icon(code, 13), make("span", {class: "unseen"}, `${label}, `)))
    return make(
      "tr",
      {"data-school": id, class: row.day ? null : "not"},
      make("td", {class: "tier"}, tierIcon(tier), make("span", {class: "unseen"}, tier_label)),
      make("th", {scope: "row"}, make("a", {href: address, dir: "auto"}, name), make("small", {}, about)),
      make("td", {class: "why"}, why, make("small", {}, aside)),
      make("td", {class: "waited"}, make("span", {}, bar, waited), make("small", {}, last)),
      make("td", {class: "tried"}, make("span", {class: "icons"}, ...icons), make("span", {}, tried_text)),
      make("td", {class: "on"}, ...this.#on(row)),
    )
  }

  /** @param {VisitRow} row */
  #on(row) {
    const {id, name, is_agreed: isAgreed, may_swap: maySwap, day} = row
    if (day) {
      const field = make("input", {
        type: "date",
        value: this.#day(row),
        disabled: isAgreed,
        "aria-label": gettext("Day for {school}", {school: name}),
        "data-key": `on ${id}`,
      })
      field.addEventListener("change", () => {
        if (!field.value) return
        this.byHand.set(id, field.value)
        const key = /** @type {HTMLElement | null} */ (this.element.querySelector(":focus"))?.dataset.key ?? `on ${id}`
        this.#redraw()
        const again = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
        if (again instanceof HTMLElement) again.focus()
      })
      return [
        make("span", {class: "offered"}, field, isAgreed ? null : this.#moves(row)),
        ...(isAgreed ? [] : this.#words(id, name).beside(field).slice(1)),
        isAgreed ? make("small", {}, this.#isPast(day) ? gettext("agreed; the day is past") : gettext("agreed")) : null,
      ].filter(part => part !== null)
    }
    if (!maySwap) return [logButton(gettext("Log a call"), {school: id})]
    const swap = make("button", {type: "button", class: "plain", "data-key": `swap ${id}`}, gettext("Swap in"))
    swap.addEventListener("click", () => this.#looks({added: [...(this.shown?.added ?? []), id]}))
    return [swap]
  }

  /**
   * @param {string} id
   * @param {string} school
   */
  #words(id, school) {
    const words = this.inWords.get(id) ?? new TypedDay(gettext("Day for {school}", {school}), this.ask, `words ${id}`)
    this.inWords.set(id, words)
    return words
  }

  /** @param {string} day */
  #isPast(day) {
    return day < (this.shown?.days.find(one => one.now)?.day ?? "")
  }

  /** @param {VisitRow} row */
  #day({id, day, is_agreed: isAgreed}) {
    return isAgreed ? day : (this.byHand.get(id) ?? day)
  }

  // ---------------------------------------------------------------- the weeks
  /** @param {VisitsShown} shown */
  #weeks(shown) {
    const cells = shown.days.map(({day, label, name, is_past, now}) => {
      const there = shown.chosen.filter(row => this.#day(row) === day)
      const kinds = [is_past ? "past" : "", now ? "now" : "", there.length ? "taken" : ""].filter(Boolean).join(" ")
      const visits = there.map(row => make("span", {}, row.name, row.is_agreed ? make("small", {}, gettext("agreed")) : null))
      return make("li", {class: kinds || null}, make("b", {"aria-label": name}, label), now ? make("small", {}, now) : null, ...visits)
    })
    const heads = shown.weekdays.map(name => make("li", {class: "weekday", "aria-hidden": "true"}, name))
    const lines = (/** @type {[string, string][]} */ pairs) =>
      make("dl", {}, ...pairs.flatMap(([count, text]) => [make("dt", {}, count), make("dd", {}, text)]))
    const toAdd = shown.chosen.filter(row => !row.is_agreed)
    const plan = make("button", {type: "button", class: "save", disabled: !toAdd.length, "data-key": "plan"}, gettext("Make this my plan"))
    plan.addEventListener("click", () => {
      if (![...this.inWords.values()].every(words => !words.field.isConnected || words.isSettled())) return
      plan.disabled = true
      this.send({plan: toAdd.map(row => ({school: row.id, on: this.#day(row)}))})
    })
    const undo = make("button", {type: "button", class: "link", "data-key": "undo"}, gettext("Undo"))
    undo.addEventListener("click", () => this.send({take_back: shown.plan}))
    return make(
      "section",
      {class: "card weeks"},
      make("div", {class: "card-head"}, make("h2", {}, shown.title, make("small", {}, shown.agreed))),
      make("ol", {class: "days-of"}, ...heads, ...cells),
      make("h3", {}, gettext("How these were chosen")),
      lines(shown.how),
      make("h3", {}, gettext("If it were")),
      lines(shown.if_it_were),
      make("h3", {}, gettext("Past visits")),
      make("p", {}, shown.past),
      shown.plan ? make("p", {class: "planned", role: "status"}, icon("check"), shown.plan_text, " ", undo) : null,
      make("div", {class: "foot"}, plan, make("small", {}, shown.adds)),
    )
  }
}
