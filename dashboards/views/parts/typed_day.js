// A day typed as people say it, "tue" or "5 may", beside the field in which it is picked. The server reads it and says it
// in words, before anything is saved. A letter typed in the field of the day begins it.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {DayMessage, DayParameters} from "../../assets/scripts/shapes.d.ts" */

/** Which day is meant by a text? @typedef {(text: string, operation: string) => void} Ask */

/**
 * Questions that have no answer yet, by their operation.
 * @type {Map<string, TypedDay>}
 */
const asked = new Map()
addEventListener("connection-lost", () => asked.clear())
addEventListener("day-read", ({detail}) => {
  const {operation: about = ""} = detail
  const day = asked.get(about)
  asked.delete(about)
  day?.answered(about, detail)
})

/**
 * The answers of a component's server reach the fields that asked, by an event: what is drawn before Bokeh is there has
 * a copy of this script of its own.
 * @param {Pick<Model<DayParameters, DayMessage>, "on" | "day_read">} model
 */
export function followDays(model) {
  model.on("day_read", () => dispatchEvent(new CustomEvent("day-read", {detail: model.day_read})))
}

/**
 * @param {{send_msg: (message: DayMessage) => void}} model
 * @param {boolean} ahead is a day to come meant, or one that has been?
 * @returns {Ask}
 */
export const asksDay = (model, ahead) => (day, number) => model.send_msg({day, ahead, operation: number})

export class TypedDay {
  said = make("small", {class: "day-said", role: "status"})
  field = make("input", {
    type: "text",
    class: "typed-day in",
    maxlength: 40,
    autocomplete: "off",
    placeholder: gettext("or type: tue, 5 may"),
  })
  /** @type {HTMLInputElement | null} */
  picked = null
  /** The question that has no answer yet. */
  asked = ""
  /** What was typed and read last. */
  read = ""
  text = ""
  isFilling = false

  /**
   * @param {string} label of the day
   * @param {Ask} ask
   * @param {string} [key] by which the keyboard finds the field again after it is drawn anew
   */
  constructor(label, ask, key) {
    this.ask = ask
    this.field.setAttribute("aria-label", gettext("{day}, in words", {day: label}))
    if (key) this.field.dataset.key = key
    for (const kind of ["input", "change"]) this.field.addEventListener(kind, event => event.stopPropagation()) // no other field is meant
    this.field.addEventListener("change", () => this.isSettled())
    this.field.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return
      if (!this.isSettled()) event.preventDefault() // it is read first, and saved when it is pressed once more
    })
  }

  /**
   * The field of the day, which may be another one each time it is drawn, and what stands beside it.
   * @param {HTMLInputElement} picked
   */
  beside(picked) {
    this.picked = picked
    picked.addEventListener("input", () => {
      if (!this.isFilling) this.clear()
    })
    picked.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^\p{L}$/u.test(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      this.field.value = event.key
      this.field.focus()
    })
    return [picked, this.field, this.said]
  }

  /** Nothing is typed, or it stands in the field of the day already; else the server is asked. */
  isSettled() {
    const text = this.field.value.trim()
    if (!text) this.clear()
    if (text === this.read) return true
    if (!asked.has(this.asked) && isConnected()) {
      this.asked = operation()
      this.text = text
      asked.set(this.asked, this)
      this.ask(text, this.asked)
    }
    return false
  }

  /** Another way to say the day was taken, or none. */
  clear() {
    this.field.value = ""
    this.read = ""
    this.asked = ""
    this.#say("", false)
  }

  /**
   * @param {string} about
   * @param {DayParameters["day_read"]} answer
   */
  answered(about, {day, said = "", refusal = ""}) {
    const {picked} = this
    if (!picked || about !== this.asked) return // it was cleared meanwhile
    this.asked = ""
    this.#say(said || refusal, Boolean(refusal))
    if (!day) return
    this.read = this.text
    this.isFilling = true
    picked.value = day
    for (const kind of ["input", "change"]) picked.dispatchEvent(new Event(kind, {bubbles: true}))
    this.isFilling = false
  }

  /**
   * @param {string} words
   * @param {boolean} isRefused
   */
  #say(words, isRefused) {
    this.said.textContent = words
    this.said.classList.toggle("refused", isRefused)
  }
}
