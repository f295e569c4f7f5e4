// The foot of the drawer: keeping moved rules as a rule set with a name, a day and a note.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

export class SaveForm {
  problem = make("p", {class: "problem", role: "alert", hidden: true})
  name = make("input", {type: "text", class: "field", maxlength: 100})
  from = make("input", {type: "date", class: "field"})
  note = make("input", {
    type: "text",
    class: "field",
    placeholder: gettext("Why this change? (needed to save)"),
    "aria-label": gettext("Why this change?"),
    maxlength: 2000,
  })
  refusal = make("p", {class: "quiet"})
  saveButton = make("button", {type: "button", class: "save"}, gettext("Save as rule set"))
  more = make("div", {class: "more"}, make("label", {}, gettext("Name"), this.name), make("label", {}, gettext("In force from"), this.from))
  element = make("footer", {}, this.problem, this.more, this.note, this.refusal)
  isNamed = false

  /**
   * @param {() => void} save
   * @param {() => void} toDefault
   */
  constructor(save, toDefault) {
    const back = make("button", {type: "button", class: "plain"}, gettext("Back to default"))
    this.element.append(make("div", {class: "buttons"}, this.saveButton, back))
    this.name.addEventListener("input", () => {
      this.isNamed = this.name.value !== ""
    })
    this.saveButton.addEventListener("click", save)
    this.note.addEventListener("keydown", event => {
      if (event.key === "Enter") save()
    })
    back.addEventListener("click", toDefault)
  }

  /**
   * @param {string} refusal why this person cannot save; empty for who can
   * @param {string} [from] the day to propose
   */
  learn(refusal, from) {
    if (from !== undefined) this.from.value = from
    this.refusal.textContent = refusal
    this.refusal.hidden = !refusal
    for (const part of [this.note, this.more, this.saveButton]) part.hidden = Boolean(refusal)
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
  }

  /** @param {string} problem */
  refuse(problem) {
    this.complain(problem)
    if (!this.note.value.trim()) this.note.focus()
  }

  /** @param {boolean} waits */
  wait(waits) {
    this.saveButton.disabled = waits
    this.saveButton.textContent = waits ? gettext("Saving") : gettext("Save as rule set")
  }

  clear() {
    this.note.value = ""
    this.isNamed = false
  }

  typed() {
    return {name: this.name.value, from: this.from.value, note: this.note.value}
  }
}
