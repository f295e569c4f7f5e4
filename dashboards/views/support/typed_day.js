// A day typed as people say it, "tue" or "5 may", beside the field in which it is picked. The server reads it and says it
// in words, before anything is saved.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"

/** @import {ContactAnswer} from "../../assets/scripts/shapes.d.ts" */

export class TypedDay {
  said = make("small", {class: "said", role: "status"})
  field = make("input", {type: "text", class: "typed-day", maxlength: 40, autocomplete: "off", placeholder: gettext("or type: tue, 5 may")})
  /** The question that has no answer yet. */
  asked = ""
  /** What was typed and read last. */
  read = ""

  /**
   * @param {HTMLInputElement} picked the field of the day
   * @param {string} label
   * @param {(text: string, operation: string) => void} ask
   */
  constructor(picked, label, ask) {
    this.picked = picked
    this.ask = ask
    this.field.setAttribute("aria-label", label)
    this.field.addEventListener("change", () => this.isSettled())
    this.field.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.isSettled()
    })
    picked.addEventListener("input", () => this.clear())
  }

  /** Nothing is typed, or it stands in the field of the day already; else the server is asked. */
  isSettled() {
    const text = this.field.value.trim()
    if (!text) this.clear()
    if (text === this.read) return true
    if (!this.asked) {
      this.asked = operation()
      this.text = text
      this.ask(text, this.asked)
    }
    return false
  }

  /** Another way to say the day was taken, or none. */
  clear() {
    this.field.value = ""
    this.read = ""
    this.asked = ""
    this.said.textContent = ""
    this.said.classList.remove("refused")
  }

  /**
   * @param {ContactAnswer} answer
   * @returns {boolean} whether it was about this day
   */
  answered({operation: about, day, said = "", refusal = ""}) {
    if (!this.asked || about !== this.asked) return false
    this.asked = ""
    if (day) {
      this.picked.value = day
      this.read = this.text ?? ""
    }
    this.said.textContent = said || refusal
    this.said.classList.toggle("refused", Boolean(refusal))
    return true
  }

  lost() {
    this.asked = ""
  }
}
