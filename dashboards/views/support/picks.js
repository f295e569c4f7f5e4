// Choices as pills: at most six, by pointer, by arrows, or by the keys 1 to 6.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

const OTHER = "\u0000other"
let groups = 0

export class Picks {
  value = ""
  /** @type {HTMLInputElement[]} */
  radios = []
  #name = `picks-${++groups}`
  #row = make("div", {class: "row", role: "radiogroup"})
  other = make("input", {type: "text", class: "other", maxlength: 200, hidden: true})

  /**
   * @param {string} title
   * @param {() => void} chosen
   * @param {{beside?: string, icons?: boolean, takesOther?: string}} [how] takesOther: what the line for another one is called
   */
  constructor(title, chosen, how = {}) {
    this.title = title
    this.chosen = chosen
    this.how = how
    this.#row.setAttribute("aria-label", title)
    this.other.setAttribute("aria-label", how.takesOther ?? "")
    this.head = make("span", {class: "label"}, title)
    this.element = make(
      "div",
      {class: "picks"},
      make("div", {class: "over"}, this.head, how.beside ? make("small", {}, how.beside) : null),
      this.#row,
      how.takesOther ? this.other : null,
    )
    this.other.addEventListener("input", () => {
      this.value = this.other.value
      this.chosen()
    })
  }

  /**
   * @param {[string, string][]} options code and name of each
   * @param {string} value
   */
  offer(options, value) {
    this.value = value
    const isOther = Boolean(this.how.takesOther) && value !== "" && !options.some(([code]) => code === value)
    const all = /** @type {[string, string][]} */ (this.how.takesOther ? [...options, [OTHER, gettext("Other")]] : options)
    this.radios = all.map(([code]) => make("input", {type: "radio", name: this.#name, value: code}))
    const pills = all.map(([code, label], at) => {
      const radio = /** @type {HTMLInputElement} */ (this.radios[at])
      radio.checked = isOther ? code === OTHER : code === value
      radio.addEventListener("change", () => this.pick(code))
      const mark = this.how.icons ? icon(code, 14) : null
      return make("label", {}, radio, mark, label, make("kbd", {"aria-hidden": "true"}, String(at + 1)))
    })
    this.#row.replaceChildren(...pills)
    this.other.hidden = !isOther
    this.other.value = isOther ? value : ""
  }

  /** @param {string} code */
  pick(code) {
    this.other.hidden = code !== OTHER
    this.value = code === OTHER ? this.other.value : code
    for (const radio of this.radios) radio.checked = radio.value === code
    if (code === OTHER) this.other.focus()
    this.chosen()
  }

  /**
   * @param {number} number from 1
   * @returns whether there is such a choice
   */
  pickNumber(number) {
    const radio = this.radios[number - 1]
    if (!radio) return false
    this.pick(radio.value)
    return true
  }

  get isOther() {
    return !this.other.hidden
  }

  focus() {
    const radio = this.radios.find(one => one.checked) ?? this.radios[0]
    radio?.focus()
  }
}
