// The foot of the drawer: moved rules with a name and a reason, put in force from a day on, or proposed.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {RulesTyped} from "../../assets/scripts/shapes.d.ts" */

export class SaveForm {
  problem = make("p", {class: "problem", role: "alert", hidden: true})
  name = make("input", {type: "text", class: "field", maxlength: 100})
  from = make("input", {type: "date", class: "field"})
  note = make("input", {type: "text", class: "field", maxlength: 2000})
  refusal = make("p", {class: "quiet"})
  unconnected = make("p", {class: "quiet", role: "status", hidden: true})
  saveButton = make("button", {type: "button", class: "save"})
  back = make("button", {type: "button", class: "plain"}, gettext("Back to default"))
  fromLabel = make("label", {}, gettext("In force from"), this.from)
  more = make("div", {class: "more"}, make("label", {}, gettext("Name"), this.name), this.fromLabel)
  element = make("footer", {}, this.problem, this.more, this.note, this.refusal, this.unconnected)
  isNamed = false
  may = ""
  waits = false

  /**
   * @param {() => void} save
   * @param {() => void} toDefault
   * @param {() => void} typed
   */
  constructor(save, toDefault, typed) {
    const {back} = this
    this.element.append(make("div", {class: "buttons"}, this.saveButton, back))
    this.name.addEventListener("input", () => {
      this.isNamed = this.name.value !== ""
    })
    for (const kind of ["input", "change"]) this.element.addEventListener(kind, typed)
    this.saveButton.addEventListener("click", save)
    this.note.addEventListener("keydown", event => {
      if (event.key === "Enter") save()
    })
    back.addEventListener("click", toDefault)
  }

  /**
   * @param {string} may what this person may do with moved rules
   * @param {string} refusal why neither; empty for who may
   * @param {string} [from] the day to propose
   */
  learn(may, refusal, from) {
    this.may = may
    if (from !== undefined) this.from.value = from
    const why = may === "propose" ? gettext("Why this change? (needed to propose)") : gettext("Why this change? (needed to save)")
    this.note.placeholder = why
    this.note.setAttribute("aria-label", gettext("Why this change?"))
    this.refusal.textContent = refusal
    this.refusal.hidden = !refusal
    this.fromLabel.hidden = may === "propose"
    this.more.classList.toggle("alone", may === "propose")
    this.wait(this.waits)
  }

  /**
   * What can be done with the rules as they stand; nothing is asked for before one is moved.
   * @param {boolean} isMoved
   * @param {boolean} isDefault
   */
  follow(isMoved, isDefault) {
    const isOffered = !this.refusal.textContent && (isMoved || this.note.value !== "")
    for (const part of [this.note, this.more, this.saveButton]) part.hidden = !isOffered
    this.back.hidden = isDefault
    this.element.hidden = !isOffered && isDefault && !this.refusal.textContent && this.problem.hidden
  }

  /**
   * A name for the rules, unless the person has typed one.
   * @param {string} name
   */
  propose(name) {
    if (!this.isNamed) this.name.value = name
  }

  /** @param {boolean} isMoved */
  proposeDefault(isMoved) {
    this.isNamed = false
    if (isMoved && !this.note.value) this.note.value = gettext("Back to the default rules")
  }

  /** @param {string} words */
  complain(words) {
    this.problem.textContent = words
    this.problem.hidden = !words
    if (words) this.element.hidden = false
  }

  /** @param {string} problem */
  refuse(problem) {
    this.complain(problem)
    if (!this.note.value.trim()) this.note.focus()
  }

  /**
   * Waits for an answer, or no more. Without a connection nothing is saved, and the form says so.
   * @param {boolean} waits
   */
  wait(waits) {
    this.waits = waits
    const isLost = !isConnected()
    const still = this.may === "propose" ? gettext("Propose to the director") : gettext("Put in force")
    this.saveButton.disabled = waits || isLost
    this.saveButton.textContent = waits ? gettext("Saving") : still
    this.unconnected.hidden = !isLost
    this.unconnected.textContent = isLost
      ? gettext("Not connected, so nothing can be saved now. What you moved and typed stays; save it when the page is loaded again.")
      : ""
  }

  clear() {
    this.note.value = ""
    this.isNamed = false
  }

  /** @returns {RulesTyped} */
  typed() {
    return {name: this.name.value, from: this.from.value, note: this.note.value}
  }

  /**
   * What was typed before the page was loaded again; a name only where the person gave it.
   * @param {RulesTyped} typed
   */
  fill({name, from, note}) {
    this.isNamed = name !== ""
    if (name) this.name.value = name
    if (from) this.from.value = from
    this.note.value = note
  }
}
