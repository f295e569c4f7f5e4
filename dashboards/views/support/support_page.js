// What the page Support is made of: a person's next steps, whom their visits reach, the office's plan against need.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"
import {asksDay} from "../parts/typed_day.js"
import {officeCard} from "./office.js"
import {StepsCard} from "./steps.js"
import {VisitsCard} from "./visits.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Support, SupportChange, SupportMessage, SupportParameters} from "../../assets/scripts/shapes.d.ts" */

export class SupportPage {
  element = make("div", {class: "home support"})
  said = make("p", {class: "said", role: "status"})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  waiting = ""
  ask = asksDay({send_msg: message => this.model.send_msg(message)}, true)
  steps = new StepsCard(change => this.send(change), this.ask)
  visits = new VisitsCard(
    change => this.send(change),
    look => this.model.send_msg({look}),
    this.ask,
  )

  /** @param {Model<SupportParameters, SupportMessage>} model */
  constructor(model) {
    this.model = model
    this.element.append(this.said, this.refused)
  }

  /** @returns {Support | null} */
  get part() {
    return JSON.parse(this.model.part || "null")
  }

  draw() {
    const focused = /** @type {HTMLElement | null} */ (this.element.querySelector(":focus"))?.dataset.key
    const {part} = this
    const cards = []
    if (part?.visits) cards.push(this.visits.draw(part.visits))
    if (part?.office) cards.push(officeCard(part.office))
    if (part?.steps) cards.push(this.steps.draw(part.steps))
    this.element.replaceChildren(this.said, this.refused, ...cards)
    if (focused) this.#focus(focused)
  }

  /** @param {string} key */
  #focus(key) {
    const again = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again instanceof HTMLElement) again.focus({preventScroll: true})
  }

  /** @param {SupportChange} change */
  send(change) {
    if (this.waiting) return
    this.waiting = operation()
    this.element.toggleAttribute("data-waiting", true)
    this.tell("", "")
    this.model.send_msg({...change, operation: this.waiting})
  }

  answered() {
    const {operation: about, said = "", refusal = "", link = ""} = this.model.answer
    if (about !== this.waiting) return
    this.waiting = ""
    this.element.toggleAttribute("data-waiting", false)
    this.steps.settled(refusal, link)
    this.tell(said, refusal)
    this.draw()
  }

  /**
   * @param {string} said
   * @param {string} refusal
   */
  tell(said, refusal) {
    this.said.textContent = said
    this.refused.textContent = refusal
    this.refused.hidden = !refusal
  }

  isTyped() {
    return this.steps.isTyped()
  }

  lost() {
    this.waiting = ""
    this.tell("", gettext("Not connected, so nothing can be saved now."))
  }
}
