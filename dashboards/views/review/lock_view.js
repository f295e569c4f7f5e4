// A locked month: since when, and for the director a form to open it again for some days, with the reason.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {TypedDay} from "../parts/typed_day.js"

/** @import {MonthLock, ReviewDecision} from "../../assets/scripts/shapes.d.ts" */

export class LockView {
  element = make("section", {class: "lock", hidden: true})
  isAsking = false

  /**
   * @param {(decision: ReviewDecision) => void} send
   * @param {import("../parts/typed_day.js").Ask} ask
   */
  constructor(send, ask) {
    this.send = send
    this.ask = ask
  }

  /** @param {MonthLock} lock */
  draw(lock) {
    this.lock = lock
    this.element.hidden = !lock.text
    if (!lock.may_reopen) this.isAsking = false
    if (this.isAsking && this.element.querySelector("form")) return
    this.element.replaceChildren(icon("lock"), make("span", {}, lock.text), ...this.asks(lock))
  }

  /** @param {MonthLock} lock */
  asks(lock) {
    if (!lock.may_reopen) return []
    if (!this.isAsking) {
      const ask = make("button", {type: "button", class: "link"}, gettext("Open it again"))
      ask.addEventListener("click", () => {
        this.isAsking = true
        this.draw(lock)
        this.element.querySelector(/** @type {"input"} */ ("input[name=reason]"))?.focus()
      })
      return [ask]
    }
    const until = make("input", {class: "in", type: "date", name: "until", min: lock.today, max: lock.longest, required: true})
    const day = new TypedDay(gettext("Open until"), this.ask)
    const [, ...words] = day.beside(until)
    const reason = make("input", {class: "in", name: "reason", maxlength: 300, required: true, autocomplete: "off"})
    const form = make(
      "form",
      {},
      make("div", {class: "day"}, make("label", {}, gettext("Open until"), until), ...words),
      make("label", {class: "grow"}, gettext("Why, as charts say it"), reason),
      make("button", {class: "btn pri"}, gettext("Open the month again")),
      this.leave(lock),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      if (day.isSettled()) this.send({unlock: {month: lock.month, until: until.value, reason: reason.value}})
    })
    return [form]
  }

  /** @param {MonthLock} lock */
  leave(lock) {
    const leave = make("button", {type: "button", class: "btn"}, gettext("Not now"))
    leave.addEventListener("click", () => {
      this.isAsking = false
      this.element.replaceChildren()
      this.draw(lock)
    })
    return leave
  }

  saved() {
    this.isAsking = false
    this.element.querySelector("form")?.remove()
    if (this.lock) this.draw(this.lock)
  }
}
