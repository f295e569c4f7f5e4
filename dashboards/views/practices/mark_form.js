// The form to mark an activity: a school, one of its accepted activities, and what the school is asked besides.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {PracticeChange, PracticesPart, SharedActivities} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{ask: (school: string) => void, send: (change: PracticeChange) => void, close: () => void}} Acts */

export class MarkForm {
  first = make("select", {class: "in"})
  list = make("div", {class: "offered", role: "radiogroup", "aria-label": gettext("Activities of accepted reports, latest first")})
  note = make("textarea", {class: "in", rows: 3, maxlength: 2000})
  save = make("button", {type: "submit", class: "btn pri", disabled: true}, gettext("Mark it and ask the school"))
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  /** @type {{month: string, id: string} | null} */
  chosen = null

  /**
   * @param {PracticesPart} part
   * @param {Acts} acts
   */
  constructor(part, acts) {
    const close = make("button", {type: "button", class: "bare", "aria-label": gettext("Close")}, icon("close"))
    close.addEventListener("click", acts.close)
    this.first.append(
      make("option", {value: ""}, gettext("Choose a school")),
      ...part.schools.map(([code, name]) => make("option", {value: code}, name)),
    )
    this.element = make(
      "form",
      {class: "inside", novalidate: true},
      make("div", {class: "head"}, make("h2", {}, gettext("Mark an activity that is worth sharing")), close),
      make(
        "div",
        {class: "scroll fields"},
        make("label", {}, gettext("School"), this.first, make("small", {}, gettext("Accepted reports of {year}", {year: part.year}))),
        this.list,
        make("label", {}, gettext("What you ask the school, if anything"), this.note),
      ),
      make("div", {class: "foot"}, this.refused, this.save),
    )
    this.first.addEventListener("change", () => {
      this.chosen = null
      this.settle(false)
      this.list.replaceChildren()
      if (this.first.value) acts.ask(this.first.value)
    })
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      if (!this.chosen) return
      this.refuse("")
      acts.send({mark: {school: this.first.value, month: this.chosen.month, activity: this.chosen.id, ask: this.note.value}})
    })
  }

  /** @param {SharedActivities | null} found */
  offer(found) {
    if (!found || found.school !== this.first.value) return // another school was chosen meanwhile
    const rows = found.rows.map(({month, id, title, about}) => {
      const radio = make("input", {type: "radio", name: "activity"})
      radio.addEventListener("change", () => {
        this.chosen = {month, id}
        this.settle(false)
      })
      return make("label", {class: "tick"}, radio, make("span", {}, make("b", {}, title), make("small", {}, about)))
    })
    this.list.replaceChildren(...rows, ...(found.none ? [make("p", {class: "hint"}, found.none)] : []))
  }

  /** @param {boolean} isWaiting */
  settle(isWaiting) {
    this.save.disabled = isWaiting || !this.chosen
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    this.settle(isWaiting)
  }

  /** It is marked: nothing of it is typed any more. */
  done() {
    this.note.value = ""
    this.chosen = null
  }

  isTyped() {
    return Boolean(this.note.value.trim())
  }

  /** @param {string} words */
  refuse(words) {
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}
