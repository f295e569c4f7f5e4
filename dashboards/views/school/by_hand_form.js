// The form to put a school on Check in or take it off. What is typed is kept until it is saved or discarded.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {TypedDay} from "../parts/typed_day.js"

/** @import {DecisionForm, Draft, Typed} from "../../assets/scripts/shapes.d.ts" */

/**
 * What a form does besides: `typed` is called at every change, with null where nothing differs from the empty form.
 * @typedef {{send: (typed: Typed) => void, typed: (typed: Typed | null) => void, discard: () => void, hide: () => void,
 *   day: import("../parts/typed_day.js").Ask}} Acts
 */

const sent = () => gettext("The connection broke off while this was being saved. Look above whether it is there before you save it again.")

export class Form {
  kind = make("select", {name: "kind", required: true})
  on = make("input", {type: "radio", name: "way", value: "on"})
  off = make("input", {type: "radio", name: "way", value: "off"})
  until = make("input", {type: "date", required: true})
  note = make("textarea", {rows: 3, maxlength: 2000, required: true})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  unconnected = make("p", {class: "hint", role: "status", hidden: true})
  save = make("button", {type: "submit", class: "save"}, gettext("Save"))
  waits = false

  /**
   * @param {DecisionForm} offered
   * @param {Draft | null} draft what waits from before
   * @param {Acts} acts
   */
  constructor({title, kinds, first, until, last, on, hint}, draft, acts) {
    this.element = make("form", {novalidate: true, "aria-label": title})
    /** @type {Typed} */
    this.empty = {kind: "", on, until, note: ""}
    const choices = kinds.map(([code, label]) => make("option", {value: code}, label))
    this.kind.append(make("option", {value: ""}, gettext("Choose")), ...choices)
    this.until.min = first
    this.until.max = last
    const day = new TypedDay(gettext("Until"), acts.day)
    const [picked, ...words] = day.beside(this.until)
    const discard = make("button", {type: "button"}, gettext("Discard"))
    this.element.append(
      make("label", {}, gettext("What happened"), this.kind),
      make(
        "fieldset",
        {},
        make("legend", {}, gettext("Check in")),
        make(
          "div",
          {class: "ways"},
          make("label", {}, this.on, gettext("Put on: offer a call")),
          make("label", {}, this.off, gettext("Take off: no call")),
        ),
      ),
      make("div", {class: "day"}, make("label", {}, gettext("Until"), picked), ...words),
      make("label", {}, gettext("Why, in a sentence"), this.note),
      make("p", {class: "hint"}, hint),
      draft?.wasSent ? make("p", {class: "hint"}, sent()) : "",
      this.refused,
      this.unconnected,
      make("div", {class: "buttons"}, this.save, discard),
    )
    this.fill(draft ?? this.empty)
    discard.addEventListener("click", acts.discard)
    for (const kind of ["input", "change"]) this.element.addEventListener(kind, () => acts.typed(this.isTyped() ? this.typed() : null))
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      if (this.waits || !isConnected() || !day.isSettled()) return
      this.wait(true)
      acts.send(this.typed())
    })
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      acts.hide()
    })
    this.wait(false)
  }

  /** @returns {Typed} */
  typed() {
    return {kind: this.kind.value, on: this.on.checked, until: this.until.value, note: this.note.value}
  }

  /** Does anything differ from the form as it was offered? */
  isTyped() {
    const {kind, on, until, note} = this.typed()
    const {empty} = this
    return kind !== empty.kind || on !== empty.on || until !== empty.until || note !== empty.note
  }

  /** @param {Typed} typed */
  fill({kind, on, until, note}) {
    this.kind.value = kind
    this.until.value = until
    this.note.value = note
    const way = on ? this.on : this.off
    way.checked = true
  }

  /**
   * Waits for an answer, or no more. Without a connection nothing is saved, and the form says so.
   * @param {boolean} waits
   */
  wait(waits) {
    this.waits = waits
    const isLost = !isConnected()
    this.save.disabled = waits || isLost
    this.unconnected.hidden = !isLost
    this.unconnected.textContent = isLost
      ? gettext("Not connected, so nothing can be saved now. What you typed stays; save it when the page is loaded again.")
      : ""
  }

  /** @param {string} words */
  refuse(words) {
    this.wait(false)
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}
