// Steps of the programme at one school, each with the day it was reached; one is written, corrected or taken back in its
// place. What is typed is kept in this tab until it is saved.
import {answerForForm, isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf, isKeptThroughReload, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"
import {asksDay, followDays, TypedDay} from "../parts/typed_day.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ProgrammeLine, ProgrammeMessage, ProgrammeParameters, ProgrammePart} from "../../assets/scripts/shapes.d.ts" */

/** What is typed of a step, and how it stood when that began. @typedef {{step: string, on: string, note: string, seen: string, version: number}} Typed */

const LONGEST_NOTE = 200

/** @param {Drawing<ProgrammeParameters, ProgrammeMessage>} drawing */
export function render({model, el}) {
  const card = new ProgrammeSteps(model)
  el.append(card.element)
  card.draw()
  model.on("steps", () => card.draw())
  model.on("answer", () => card.answered())
  followDays(model)
  const stop = answerForForm(
    () => card.isTyped(),
    isKeptThroughReload,
    () => card.lost(),
  )
  const show = () => card.show()
  addEventListener("show-steps", show)
  model.on("remove", () => {
    stop()
    removeEventListener("show-steps", show)
  })
}

class ProgrammeSteps {
  element = make("div", {class: "decided programme"})
  /** @type {Typed | null} */
  typed = null
  school = ""
  said = ""
  refused = ""
  isSent = false

  /** @param {Model<ProgrammeParameters, ProgrammeMessage>} model */
  constructor(model) {
    this.model = model
    this.day = new TypedDay(gettext("Since when"), asksDay(model, false), "words")
  }

  /** @returns {ProgrammePart | null} */
  get part() {
    return JSON.parse(this.model.steps || "null")
  }

  isTyped() {
    const {typed} = this
    return typed !== null && (typed.note !== "" || typed.on !== this.began(typed))
  }

  /** @param {Typed} typed the day that the form began with */
  began({seen}) {
    return seen || (this.part?.usual ?? "")
  }

  draw() {
    const {part} = this
    this.element.classList.toggle("card", part !== null)
    if (!part) return this.element.replaceChildren()
    if (part.school !== this.school) this.arrive(part)
    if (!part.may_write) this.typed = null
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const key = active?.getAttribute("data-key")
    const caret = active instanceof HTMLInputElement && active.type === "text" ? active.selectionStart : null
    this.element.replaceChildren(this.section(part))
    if (key) this.focus(key)
    const again = root instanceof ShadowRoot ? root.activeElement : null
    if (caret !== null && again instanceof HTMLInputElement && again.type === "text") again.setSelectionRange(caret, caret)
  }

  /** @param {ProgrammePart} part another school than before */
  arrive({school, draft}) {
    this.school = school
    this.typed = draftOf(draft)
    this.said = ""
    this.refused = ""
    this.day.clear()
  }

  /** @param {ProgrammePart} part */
  section(part) {
    return make(
      "section",
      {},
      make("h3", {}, gettext("Steps of the programme"), make("span", {class: "about"}, part.about)),
      this.said ? make("p", {class: "said", role: "status"}, this.said) : null,
      make("ul", {class: "steps"}, ...part.lines.map(line => this.line(part, line))),
      part.note ? make("p", {class: "hint"}, part.note) : null,
    )
  }

  /**
   * @param {ProgrammePart} part
   * @param {ProgrammeLine} line
   */
  line(part, line) {
    const {step, name, reached, on, since, told} = line
    const isOpen = this.typed?.step === step
    const words = told.flatMap(([note, said]) => [note ? make("span", {class: "what"}, note) : null, make("small", {}, said)])
    return make(
      "li",
      {"data-step": step},
      make("b", {}, name),
      make("span", {class: on ? "on" : "on open"}, reached, since ? make("small", {}, since) : null),
      make("span", {class: "told"}, ...words),
      part.may_write && !isOpen ? this.begin(part, line) : null,
      isOpen ? this.form(part, line) : null,
    )
  }

  /**
   * @param {ProgrammePart} part
   * @param {ProgrammeLine} line
   */
  begin(part, {step, name, on, version}) {
    const button = make(
      "button",
      {type: "button", class: "link", "data-key": `write ${step}`},
      on ? gettext("Correct") : gettext("Write the day"),
    )
    button.setAttribute("aria-label", on ? gettext("Correct: {step}", {step: name}) : gettext("Write the day: {step}", {step: name}))
    button.addEventListener("click", () => {
      this.day.clear()
      this.typed = {step, on: on || part.usual, note: "", seen: on, version}
      this.said = ""
      this.refused = ""
      this.keep()
      this.draw()
      this.focus("on")
    })
    return button
  }

  /**
   * @param {ProgrammePart} part
   * @param {ProgrammeLine} line
   */
  form(part, line) {
    const typed = /** @type {Typed} */ (this.typed)
    const day = make("input", {type: "date", "data-key": "on", max: part.until})
    day.value = typed.on
    day.addEventListener("input", () => {
      typed.on = day.value
      this.keep()
    })
    const [picked, ...words] = this.day.beside(day)
    const note = make("input", {type: "text", "data-key": "note", maxlength: LONGEST_NOTE, autocomplete: "off"})
    note.value = typed.note
    note.addEventListener("input", () => {
      typed.note = note.value
      this.keep()
    })
    const isOther = line.version !== typed.version || line.on !== typed.seen
    const form = make(
      "form",
      {novalidate: true, "aria-label": line.name},
      make(
        "div",
        {class: "row"},
        make("div", {class: "day"}, make("label", {}, gettext("Since when"), picked), ...words),
        make("label", {}, gettext("Note for the office (may be left out; no names of children or parents)"), note),
      ),
      isOther ? make("p", {class: "hint"}, gettext("Somebody wrote here meanwhile: {day}", {day: line.reached})) : null,
      this.refused ? make("p", {class: "refused", role: "alert"}, this.refused) : null,
      make(
        "div",
        {class: "buttons"},
        make(
          "button",
          {type: "submit", class: "save", "data-key": "save", disabled: this.isSent},
          isOther ? gettext("Write mine") : gettext("Save"),
        ),
        this.button("leave", gettext("Leave it"), () => this.leave()),
        make("span", {class: "grow"}),
        line.on ? this.button("take back", gettext("Not reached: take back"), () => this.send(part, "take_back", line, isOther)) : null,
      ),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      if (this.day.isSettled()) this.send(part, "write", line, isOther)
    })
    form.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.preventDefault()
      event.stopPropagation()
      this.leave()
    })
    return form
  }

  /** Somebody asks for the card: it comes to the top, and the keyboard goes there. */
  show() {
    this.element.scrollIntoView({block: "start"})
    const title = this.element.querySelector("h3")
    title?.setAttribute("tabindex", "-1")
    title?.focus({preventScroll: true})
  }

  leave() {
    const step = this.typed?.step ?? ""
    this.typed = null
    this.refused = ""
    this.keep()
    this.draw()
    this.focus(`write ${step}`)
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   */
  button(key, text, act) {
    const made = make("button", {type: "button", "data-key": key, disabled: this.isSent}, text)
    made.addEventListener("click", act)
    return made
  }

  /** @param {string} key */
  focus(key) {
    const there = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (there instanceof HTMLElement) there.focus({preventScroll: true})
  }

  keep() {
    const {part} = this
    if (part) keepDraft(part.draft, this.isTyped() ? this.typed : null)
  }

  /**
   * @param {ProgrammePart} part
   * @param {"write" | "take_back"} what
   * @param {ProgrammeLine} line
   * @param {boolean} isOther somebody wrote meanwhile, and whoever presses has seen it
   */
  send({school}, what, line, isOther) {
    const {typed} = this
    if (this.isSent || !typed) return
    if (!isConnected()) {
      this.refused = gettext("No connection: nothing can be saved now. What you typed stays here.")
      return this.draw()
    }
    if (isOther) [typed.seen, typed.version] = [line.on, line.version]
    this.isSent = true
    this.refused = ""
    this.said = ""
    const {step, on, note, seen, version} = typed
    const said = {school, step, note, seen, version}
    this.draw()
    this.model.send_msg(what === "write" ? {write: {...said, on}, operation: operation()} : {take_back: said, operation: operation()})
  }

  answered() {
    if (!this.isSent) return
    this.isSent = false
    const {refusal = "", said = ""} = this.model.answer
    this.refused = refusal
    this.said = said
    const step = this.typed?.step ?? ""
    if (!refusal) {
      this.typed = null
      this.keep()
    }
    this.draw()
    if (!refusal) this.focus(`write ${step}`)
  }

  lost() {
    this.isSent = false
    this.draw()
  }
}
