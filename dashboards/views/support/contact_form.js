// The form to log a contact: filled in as far as it can be known, and saved with a few keys.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../../assets/scripts/operation.js"
import {TypedDay} from "../parts/typed_day.js"
import {formFoot, noteLine} from "./form_parts.js"
import {Picks} from "./picks.js"

/** @import {ContactDraft, ContactForm as Offered, ContactTyped, StepSeen} from "../../assets/scripts/shapes.d.ts" */

/**
 * What a form does besides: `typed` is called at every change, with null where nothing differs from the form as offered;
 * `day` asks which day is meant, one to come or one that has been.
 * @typedef {{send: (draft: ContactDraft, goesOn: boolean) => void, typed: (draft: ContactDraft | null) => void,
 *   day: (text: string, ahead: boolean, operation: string) => void}} Acts
 */

const VISIT = "in_person"
const TOOK_PLACE = "accepted"
const NO_ANSWER = "no_answer"

export class ContactForm {
  how = new Picks(gettext("How"), () => this.#chose("how"), {icons: true})
  about = new Picks(gettext("What about"), () => this.changed(), {takesOther: gettext("What else it was about")})
  result = new Picks(gettext("Result"), () => this.#chose("result"))
  finding = new Picks(gettext("Was the list right about this school?"), () => this.changed(), {beside: gettext("only after a visit")})
  next = new Picks(gettext("Next step"), () => this.#chose("next"), {takesOther: gettext("What else is next")})
  on = make("input", {type: "date", "aria-label": gettext("Day of the contact")})
  due = make("input", {type: "date", "aria-label": gettext("Due on")})
  typedOn = new TypedDay(gettext("Day of the contact"), (text, number) => this.acts.day(text, false, number))
  typedDue = new TypedDay(gettext("Due on"), (text, number) => this.acts.day(text, true, number))
  when = make("div", {class: "row days", hidden: true}, ...this.typedOn.beside(this.on))
  dueDay = this.typedDue.beside(this.due)
  note = make("textarea", {rows: 2, maxlength: 2000})
  days = make("div", {class: "row days"})
  boxes = make("div", {})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  unconnected = make("p", {class: "hint", role: "status", hidden: true})
  save = make("button", {type: "submit", class: "save"}, gettext("Save"))
  /** @type {HTMLInputElement[]} */
  closes = []
  waits = false
  isTicked = false

  /**
   * @param {Offered} offered
   * @param {ContactDraft | null} draft what waits from before
   * @param {Acts} acts
   */
  constructor(offered, draft, acts) {
    this.offered = offered
    this.acts = acts
    this.operation = draft?.operation ?? operation()
    this.isNextChosen = Boolean(draft) || Boolean(offered.corrects)
    this.on.min = offered.first_day
    this.on.max = offered.today
    this.due.min = offered.ahead_from
    const typed = draft?.typed ?? {...offered.fields, closes: offered.steps.filter(step => offered.closes.includes(step.key))}
    this.element = make("form", {novalidate: true, "aria-label": gettext("Log a contact")}, ...this.#parts(typed, draft))
    this.#fill(typed)
    this.before = JSON.stringify(this.typed())
    if (draft) this.before = "" // what waits from before differs from what is offered
    for (const kind of ["input", "change"]) this.element.addEventListener(kind, () => this.changed())
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      this.submit(false)
    })
    this.element.addEventListener("keydown", event => this.#key(event))
    this.wait(false)
  }

  /**
   * @param {ContactTyped} typed
   * @param {ContactDraft | null} draft
   */
  #parts(typed, draft) {
    const {offered} = this
    const change = make("button", {type: "button", class: "link"}, gettext("change"))
    const when = make("small", {}, gettext("today, {day}, by {name}", {day: offered.day, name: offered.by}), " ", change)
    change.addEventListener("click", () => {
      this.when.hidden = false
      this.on.focus()
    })
    this.when.hidden = typed.on === offered.today
    this.how.element.querySelector(".over")?.append(when)
    const lead = offered.lead
      ? make("p", {class: "lead"}, icon("alert"), make("span", {}, offered.lead, " ", make("b", {}, offered.from_step)))
      : null
    this.#offerSteps(typed.closes)
    const broken = gettext("The connection broke off while this was being saved. Save it again: it is kept once.")
    return [
      lead,
      draft?.wasSent ? make("p", {class: "hint"}, broken) : null,
      this.how.element,
      this.when,
      this.about.element,
      this.result.element,
      this.finding.element,
      noteLine(this.note),
      this.next.element,
      this.days,
      this.boxes,
      this.refused,
      this.unconnected,
      formFoot(offered, this.save, () => this.submit(true)),
    ].filter(part => part !== null)
  }

  /** @param {StepSeen[]} closes */
  #offerSteps(closes) {
    const {steps} = this.offered
    this.closes = steps.map(({key}) => make("input", {type: "checkbox", value: key, checked: closes.some(one => one.key === key)}))
    for (const box of this.closes)
      box.addEventListener("change", () => {
        this.isTicked = true
      })
    const lines = steps.map((step, at) =>
      make("label", {class: "closes"}, this.closes[at], gettext("Closes the open step"), make("small", {}, `${step.text}, ${step.when}`)),
    )
    this.boxes.replaceChildren(...lines)
  }

  /**
   * The steps as they are by now, under what is typed.
   * @param {Offered} offered
   */
  renew(offered) {
    const {closes} = this.typed()
    this.offered = offered
    this.#offerSteps(closes)
  }

  /** @param {ContactTyped} typed */
  #fill(typed) {
    const {offered} = this
    const named = (/** @type {string[]} */ texts) => texts.map(text => /** @type {[string, string]} */ ([text, text]))
    this.how.offer(offered.channels, typed.channel)
    this.about.offer(named(offered.purposes), typed.purpose)
    this.result.offer(offered.results[typed.channel] ?? [], typed.result)
    this.finding.offer(offered.findings, typed.finding)
    this.next.offer([...named(offered.next_steps), ["", gettext("None")]], typed.next_step)
    this.on.value = typed.on
    this.due.value = typed.due
    this.note.value = typed.note
    const picks = offered.picks.map(([name, day]) => {
      const button = make("button", {type: "button", class: "pick", "data-day": day}, name)
      button.addEventListener("click", () => {
        this.due.value = day
        this.typedDue.clear()
        this.changed()
      })
      return button
    })
    const [due = "", words = "", said = ""] = this.dueDay
    this.days.replaceChildren(due, words, ...picks, said)
    this.#settle()
  }

  // ---------------------------------------------------------------- what follows from a choice
  /** @param {"how" | "result" | "next"} what */
  #chose(what) {
    const {offered} = this
    if (what === "result") this.#tick()
    if (what === "how") this.result.offer(offered.results[this.how.value] ?? [], this.result.value)
    if (what === "next") {
      this.isNextChosen = true
      if (this.next.value && !this.due.value) this.due.value = offered.picks.at(-1)?.[1] ?? ""
      if (!this.next.value && !this.next.isOther) this.due.value = ""
    }
    this.changed()
  }

  /** A try without an answer leaves the open step open, unless somebody ticked it themselves. */
  #tick() {
    if (this.isTicked) return
    this.closes.forEach((box, at) => {
      const {key = ""} = this.offered.steps[at] ?? {}
      box.checked = this.result.value === TOOK_PLACE && this.offered.closes.includes(key)
    })
  }

  /** The usual next step, as long as nobody has chosen one. */
  #suggest() {
    if (this.isNextChosen) return
    const {offered} = this
    const usual =
      this.result.value === NO_ANSWER ? offered.after_no_answer : this.result.value === TOOK_PLACE ? offered.follows[this.about.value] : ""
    if ((usual ?? "") === this.next.value) return
    const names = offered.next_steps.map(text => /** @type {[string, string]} */ ([text, text]))
    this.next.offer([...names, ["", gettext("None")]], usual ?? "")
    const at = this.result.value === NO_ANSWER ? 0 : offered.picks.length - 1
    this.due.value = usual ? (offered.picks[at]?.[1] ?? "") : ""
  }

  changed() {
    this.#suggest()
    this.#settle()
    this.acts.typed(this.isTyped() ? this.draft() : null)
  }

  #settle() {
    const isVisit = this.how.value === VISIT && this.result.value === TOOK_PLACE
    this.finding.element.hidden = !isVisit
    this.days.hidden = !this.next.value && !this.next.isOther
    for (const button of this.days.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.day === this.due.value))
  }

  // ---------------------------------------------------------------- keys
  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.submit(false)
      return
    }
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault() // no form is sent by a slip
    const isWriting =
      event.target instanceof HTMLTextAreaElement ||
      (event.target instanceof HTMLInputElement && !["radio", "checkbox"].includes(event.target.type))
    if (isWriting || event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return
    const shown = [this.how, this.about, this.result, this.finding, this.next].filter(group => !group.element.hidden)
    const here = shown.find(group => event.target instanceof Node && group.element.contains(event.target)) ?? shown[0]
    if (!here?.pickNumber(Number(event.key))) return
    event.preventDefault()
    event.stopPropagation()
    if (!here.isOther) this.#after(here)
  }

  /** @param {Picks} group */
  #after(group) {
    const shown = [this.how, this.about, this.result, this.finding].filter(one => !one.element.hidden)
    const at = shown.indexOf(group)
    if (group === this.next) this.due.focus()
    else if (at + 1 < shown.length) shown[at + 1]?.focus()
    else this.note.focus()
  }

  focus() {
    this.how.focus()
  }

  // ---------------------------------------------------------------- what is typed
  /** @returns {ContactTyped} */
  typed() {
    const isVisit = this.how.value === VISIT && this.result.value === TOOK_PLACE
    const next = this.next.value.trim()
    return {
      on: this.on.value,
      channel: this.how.value,
      purpose: this.about.value,
      result: this.result.value,
      finding: isVisit ? this.finding.value : "",
      note: this.note.value,
      next_step: next,
      due: next ? this.due.value : "",
      closes: this.offered.steps.filter((_, at) => this.closes[at]?.checked),
    }
  }

  isTyped() {
    return JSON.stringify(this.typed()) !== this.before
  }

  /** @returns {ContactDraft} */
  draft() {
    return {typed: this.typed(), operation: this.operation}
  }

  /** @param {boolean} goesOn */
  submit(goesOn) {
    const days = [this.typedOn, ...(this.days.hidden ? [] : [this.typedDue])]
    if (this.waits || !isConnected() || !days.every(day => day.isSettled())) return
    this.refuse("")
    this.wait(true)
    this.acts.send(this.draft(), goesOn)
  }

  /**
   * Waits for an answer, or no more. Without a connection nothing is saved, and the form says so.
   * @param {boolean} waits
   */
  wait(waits) {
    this.waits = waits
    const isLost = !isConnected()
    this.save.disabled = waits || isLost
    this.save.textContent = waits ? gettext("Saving") : gettext("Save")
    this.unconnected.hidden = !isLost
    this.unconnected.textContent = isLost
      ? gettext("Not connected, so nothing can be saved now. What you typed stays; save it when the page is loaded again.")
      : ""
  }

  /** The connection is lost, and with it the questions about days. */
  lost() {
    this.wait(false)
  }

  /** @param {string} words */
  refuse(words) {
    this.wait(false)
    if (words) this.operation = operation() // nothing of it was kept: the next try is another thing
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}
