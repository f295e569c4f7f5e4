// The form to put a school on Check in or take it off.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {DecisionForm, Typed} from "../../assets/scripts/shapes.d.ts" */

export class Form {
  kind = make("select", {name: "kind", required: true})
  on = make("input", {type: "radio", name: "way", value: "on"})
  off = make("input", {type: "radio", name: "way", value: "off"})
  until = make("input", {type: "date", required: true})
  note = make("textarea", {rows: 3, maxlength: 2000, required: true})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  save = make("button", {type: "submit", class: "save"}, gettext("Save"))
  element = make("form", {novalidate: true, "aria-label": gettext("Put on Check in or take off")})

  /**
   * @param {DecisionForm} offered
   * @param {Typed | undefined} typed what was typed before another school was looked at
   * @param {(typed: Typed) => void} send
   * @param {() => void} cancel
   */
  constructor({kinds, first, until, last, hint}, typed, send, cancel) {
    const choices = kinds.map(([code, label]) => make("option", {value: code}, label))
    this.kind.append(make("option", {value: ""}, gettext("Choose")), ...choices)
    this.until.min = first
    this.until.max = last
    const back = make("button", {type: "button"}, gettext("Cancel"))
    const on = make("label", {}, this.on, gettext("Put on Check in"))
    const off = make("label", {}, this.off, gettext("Take off"))
    this.element.append(
      make("label", {}, gettext("What happened"), this.kind),
      make("fieldset", {}, make("legend", {}, gettext("Check in")), make("div", {class: "ways"}, on, off)),
      make("label", {}, gettext("Until"), this.until),
      make("label", {}, gettext("Why, in a sentence"), this.note),
      make("p", {class: "hint"}, hint),
      this.refused,
      make("div", {class: "buttons"}, this.save, back),
    )
    this.fill(typed ?? {kind: "", on: true, until, note: ""})
    back.addEventListener("click", cancel)
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      this.wait(true)
      send(this.typed())
    })
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      cancel()
    })
  }

  /** @returns {Typed} */
  typed() {
    return {kind: this.kind.value, on: this.on.checked, until: this.until.value, note: this.note.value}
  }

  /** @param {Typed} typed */
  fill({kind, on, until, note}) {
    this.kind.value = kind
    this.until.value = until
    this.note.value = note
    const way = on ? this.on : this.off
    way.checked = true
  }

  /** @param {boolean} waits */
  wait(waits) {
    this.save.disabled = waits
  }

  /** @param {string} words */
  refuse(words) {
    this.wait(false)
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}
