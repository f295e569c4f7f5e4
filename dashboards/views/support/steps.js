// A person's next steps: what is overdue, due today and coming; each done, put off with a reason, or logged.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {TypedDay} from "../parts/typed_day.js"
import {logButton} from "./entries.js"

/** @import {EndedStep, StepsShown, SupportChange, SupportStep} from "../../assets/scripts/shapes.d.ts" */

export class StepsCard {
  element = make("section", {class: "card next-steps", "aria-label": gettext("My next steps")})
  /** The step that somebody is about to put off or end, and what they typed. */
  open = {key: "", what: /** @type {"" | "snooze" | "done"} */ (""), text: "", until: ""}
  link = ""
  /** @type {StepsShown | null} */
  shown = null

  /**
   * @param {(change: SupportChange) => void} send
   * @param {import("../parts/typed_day.js").Ask} ask
   */
  constructor(send, ask) {
    this.send = send
    this.day = new TypedDay(gettext("Until"), ask, "words")
  }

  /** @param {StepsShown} shown */
  draw(shown) {
    this.shown = shown
    const count = shown.groups.reduce((sum, group) => sum + group.rows.length, 0)
    const head = make(
      "div",
      {class: "card-head"},
      make("h2", {}, gettext("My next steps"), count ? make("small", {}, String(count)) : null),
    )
    const groups = shown.groups.flatMap(({code, title, rows}) => [
      make("h3", {class: code}, title, make("small", {}, String(rows.length))),
      make("ul", {class: "rows"}, ...rows.map(row => this.#row(row, shown))),
    ])
    const none = shown.none ? make("p", {class: "none"}, shown.none) : null
    this.element.replaceChildren(head, ...groups, ...(none ? [none] : []), ...this.#ended(shown.ended), this.#calendar(shown))
    return this.element
  }

  #again() {
    if (this.shown) this.draw(this.shown)
  }

  /**
   * @param {SupportStep} row
   * @param {StepsShown} shown
   */
  #row(row, shown) {
    const isOpen = this.open.key === row.key
    const act = (/** @type {string} */ words, /** @type {"snooze" | "done"} */ what) => {
      const button = make("button", {type: "button", class: "link", "data-key": `${what} ${row.key}`}, words)
      button.addEventListener("click", () => {
        this.open = {key: row.key, what, text: "", until: shown.until}
        this.day.clear()
        this.#again()
        const field = this.element.querySelector(`[data-key="${CSS.escape(`field ${row.key}`)}"]`)
        if (field instanceof HTMLElement) field.focus()
      })
      return button
    }
    const log = logButton(gettext("Log a contact"), {school: row.school})
    const beside = make("span", {class: "acts"}, log, act(gettext("Done"), "done"), act(gettext("Put off"), "snooze"))
    return make(
      "li",
      {class: row.mark ? `step ${row.mark}` : "step", "data-school": row.school},
      make("span", {class: "when"}, row.mark === "overdue" ? icon("alert", 14) : null, row.when),
      make(
        "span",
        {class: "what"},
        make("b", {}, make("a", {href: row.address, dir: "auto"}, row.name)),
        " ",
        make("span", {}, row.text),
        make("small", {}, row.by),
        isOpen ? this.#form(row, shown) : null,
      ),
      isOpen ? null : beside,
    )
  }

  /**
   * @param {SupportStep} row
   * @param {StepsShown} shown
   */
  #form(row, shown) {
    const {open} = this
    const isSnooze = open.what === "snooze"
    const text = make("input", {type: "text", maxlength: 200, "data-key": `field ${row.key}`, value: open.text})
    text.addEventListener("input", () => {
      open.text = text.value
    })
    const until = make("input", {type: "date", value: open.until})
    until.addEventListener("input", () => {
      open.until = until.value
    })
    const [picked, ...words] = this.day.beside(until)
    const picks = shown.snoozes.map(([name, day]) => {
      const pick = make("button", {type: "button", class: "plain"}, name)
      pick.addEventListener("click", () => {
        until.value = day
        open.until = day
        this.day.clear()
      })
      return pick
    })
    const save = make("button", {type: "submit", class: "save"}, isSnooze ? gettext("Put off") : gettext("Done"))
    const away = make("button", {type: "button", class: "plain"}, gettext("Discard"))
    away.addEventListener("click", () => this.#close())
    const form = make(
      "form",
      {class: "ending"},
      make("label", {}, isSnooze ? gettext("Why") : gettext("How it ended, if you like"), text),
      isSnooze ? make("div", {class: "day"}, make("label", {}, gettext("Until"), picked), ...words) : null,
      isSnooze ? make("span", {class: "picks"}, ...picks) : null,
      make("span", {class: "buttons"}, save, away),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      if (isSnooze && !this.day.isSettled()) return
      const step = {key: row.key, due: row.due}
      this.send(isSnooze ? {snooze: step, until: open.until, reason: open.text} : {done: step, outcome: open.text})
    })
    form.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      this.#close()
    })
    return form
  }

  #close() {
    const {key, what} = this.open
    this.open = {key: "", what: "", text: "", until: ""}
    this.#again()
    const back = this.element.querySelector(`[data-key="${CSS.escape(`${what} ${key}`)}"]`)
    if (back instanceof HTMLElement) back.focus()
  }

  /** @param {EndedStep[]} ended */
  #ended(ended) {
    if (!ended.length) return []
    const rows = ended.map(({key, name, text, when}) => {
      const again = make("button", {type: "button", class: "link", "data-key": `reopen ${key}`}, gettext("Open again"))
      again.addEventListener("click", () => this.send({reopen: key}))
      return make(
        "li",
        {class: "step ended"},
        make("span", {class: "when"}, when),
        make("span", {class: "what"}, make("b", {}, name), " ", text),
        again,
      )
    })
    return [
      make("h3", {}, gettext("Done in the last 7 days"), make("small", {}, String(ended.length))),
      make("ul", {class: "rows"}, ...rows),
    ]
  }

  // ---------------------------------------------------------------- the calendar
  /** @param {StepsShown} shown */
  #calendar({feed, may_feed: mayFeed}) {
    if (!mayFeed) return make("span", {hidden: true})
    const button = (/** @type {string} */ words, /** @type {SupportChange} */ change) => {
      const pressed = make("button", {type: "button", class: "plain", "data-key": words}, words)
      pressed.addEventListener("click", () => this.send(change))
      return pressed
    }
    const state = feed
      ? gettext("Your calendar program asks at a secret address, made on {day}. It names schools and days, no people.", {day: feed})
      : gettext("Your calendar program can ask for your next steps at a secret address. It names schools and days, no people.")
    const link = this.link
      ? make("input", {type: "text", readonly: true, class: "address", "aria-label": gettext("The secret address"), value: this.link})
      : null
    const once = link ? make("small", {}, gettext("Copy it now: it is shown once. Whoever has it sees your days.")) : null
    const make_it = feed ? gettext("Make a new address") : gettext("Make an address")
    return make(
      "div",
      {class: "calendar-feed"},
      make("h3", {}, gettext("In your calendar")),
      make("p", {}, state),
      link,
      once,
      make(
        "span",
        {class: "buttons"},
        button(make_it, {make_feed: true}),
        feed ? button(gettext("Take it back"), {revoke_feed: true}) : null,
      ),
    )
  }

  /**
   * A change was answered.
   * @param {string} refusal
   * @param {string} link
   */
  settled(refusal, link) {
    this.link = link
    if (!refusal) this.open = {key: "", what: "", text: "", until: ""}
  }

  isTyped() {
    return this.open.text !== ""
  }
}
