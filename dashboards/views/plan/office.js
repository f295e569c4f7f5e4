// What is done with the whole plan: it is sent, taken back, accepted, or sent back with what to change.
import {make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PlanChange, PlanPart} from "../../assets/scripts/shapes.d.ts" */

const LONGEST_NOTE = 2000

export class Office {
  isNoting = false
  note = ""

  /**
   * @param {(change: PlanChange) => void} send
   * @param {(key: string) => void} redraw called with what is to hold the keyboard then
   */
  constructor(send, redraw) {
    this.send = send
    this.redraw = redraw
  }

  /** @param {PlanPart} part another plan is shown */
  another(part) {
    this.note = part.may.includes("give_back") ? (draftOf(keyOf(part)) ?? "") : ""
    this.isNoting = this.note !== ""
  }

  isTyped() {
    return this.isNoting && this.note.trim() !== ""
  }

  /** @param {PlanPart} part it is sent, or left */
  done(part) {
    this.isNoting = false
    this.note = ""
    keepDraft(keyOf(part), null)
  }

  /** @param {PlanPart} part */
  buttons(part) {
    const {may, version, next_label} = part
    const noted = () => {
      this.isNoting = true
      this.redraw("note")
    }
    return [
      may.includes("submit") ? button("submit", gettext("Send to the office"), () => this.send({change: "submit", version}), true) : null,
      may.includes("accept") ? button("accept", gettext("Accept"), () => this.send({change: "accept", version}), true) : null,
      may.includes("give_back") ? button("give_back", gettext("Send back"), noted) : null,
      may.includes("start_next") ? button("start_next", next_label, () => this.send({change: "start_next"})) : null,
      may.includes("take_back") ? button("take_back", gettext("Take it back"), () => this.send({change: "take_back", version})) : null,
    ].filter(made => made !== null)
  }

  /**
   * @param {PlanPart} part
   * @returns {HTMLElement | null}
   */
  noting(part) {
    if (!this.isNoting || !part.may.includes("give_back")) return null
    const field = make("textarea", {class: "in", rows: 2, maxlength: LONGEST_NOTE, "data-key": "note"})
    field.value = this.note
    field.addEventListener("input", () => {
      this.note = field.value
      keepDraft(keyOf(part), this.note || null)
    })
    const leave = () => {
      this.done(part)
      this.redraw("give_back")
    }
    const form = make(
      "form",
      {class: "card noting", "aria-label": gettext("Send the plan back")},
      make("label", {}, gettext("What the school is asked to change"), field),
      make("p", {class: "hint"}, gettext("The school reads this sentence on top of its plan.")),
      make(
        "div",
        {class: "buttons"},
        make("button", {type: "submit", class: "btn pri", "data-key": "send back"}, gettext("Send it back")),
        button("leave it", gettext("Leave it"), leave),
      ),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      this.send({change: "give_back", version: part.version, note: this.note})
    })
    return form
  }
}

/** @param {PlanPart} part */
const keyOf = part => `${part.draft} note`

/**
 * @param {string} key
 * @param {string} text
 * @param {() => void} act
 * @param {boolean} [isFirst]
 */
function button(key, text, act, isFirst = false) {
  const made = make("button", {type: "button", class: isFirst ? "btn pri" : "btn", "data-key": key}, text)
  made.addEventListener("click", act)
  return made
}
