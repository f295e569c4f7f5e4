// Fields of the form: each is built once, shows what the draft says, and tells the draft what is typed.
import {make, note} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {dayOf, dayShown} from "./days.js"

/** @import {Attributes} from "../../assets/scripts/page.d.ts" */
/** @import {DraftValue, FormField, ReportOption} from "../../assets/scripts/shapes.d.ts" */
/** @import {Draft} from "./draft.js" */

const text = (/** @type {DraftValue} */ value) => (value === null || typeof value === "object" ? "" : String(value))

/** All fields of one form, by the path of what they show. */
export class Fields {
  /** @type {Map<string, FormField>} */
  byPath = new Map()

  /** @param {Draft} draft */
  constructor(draft) {
    this.draft = draft
  }

  /**
   * @param {string} path
   * @param {FormField} field
   */
  keep(path, field) {
    this.byPath.set(path, field)
    field.show(this.draft.value(path))
    field.element.dataset.path = path
    return field.element
  }

  /** Say what the draft says there by now. @param {string} path */
  show(path) {
    this.byPath.get(path)?.show(this.draft.value(path))
  }

  /** @param {string} path */
  focus(path) {
    const element = this.byPath.get(path)?.element
    const target = element?.matches("input, select, textarea") ? element : element?.querySelector("input, select, textarea")
    if (!(target instanceof HTMLElement)) return false
    target.focus()
    if (target instanceof HTMLTextAreaElement) target.setSelectionRange(target.value.length, target.value.length)
    target.scrollIntoView({block: "nearest"})
    return true
  }

  /**
   * @param {string} path
   * @param {Attributes & {label?: string}} [attributes] label: what it is called where no text stands beside it
   */
  line(path, {label, ...attributes} = {}) {
    const input = make("input", {type: "text", class: "in", autocomplete: "off", maxlength: 300, "aria-label": label, ...attributes})
    return this.typed(path, input)
  }

  /** @param {string} path @param {Attributes & {label?: string}} [attributes] */
  count(path, {label, ...attributes} = {}) {
    const usual = {class: "in num", inputmode: "numeric", autocomplete: "off", maxlength: 12, "aria-label": label}
    return this.typed(path, make("input", {type: "text", ...usual, ...attributes}))
  }

  /** @param {string} path @param {Attributes & {label?: string}} [attributes] */
  area(path, {label, ...attributes} = {}) {
    return this.typed(path, make("textarea", {class: "in", rows: 2, maxlength: 4000, "aria-label": label, ...attributes}))
  }

  /**
   * @template {HTMLInputElement | HTMLTextAreaElement} Element
   * @param {string} path
   * @param {Element} input
   */
  typed(path, input) {
    input.addEventListener("input", () => this.draft.type(path, input.value))
    input.addEventListener("change", () => this.draft.type(path, input.value, true))
    this.keep(path, {
      element: input,
      show: value => {
        if (input.value !== text(value)) input.value = text(value)
      },
    })
    return input
  }

  /**
   * A day, typed as people write it.
   * @param {string} path
   * @param {readonly string[]} days first and last of the month
   * @param {Attributes & {label?: string}} [attributes]
   */
  day(path, days, {label, ...attributes} = {}) {
    const input = make("input", {type: "text", class: "in day", autocomplete: "off", maxlength: 40, "aria-label": label, ...attributes})
    const read = () => dayOf(input.value, days[0] ?? "", days[1] ?? "") ?? input.value
    input.addEventListener("input", () => this.draft.type(path, read()))
    input.addEventListener("change", () => {
      const value = read()
      input.value = dayShown(value)
      this.draft.type(path, value, true)
    })
    this.keep(path, {
      element: input,
      show: value => {
        if (read() !== text(value)) input.value = dayShown(text(value))
      },
    })
    return input
  }

  /**
   * @param {string} path
   * @param {readonly ReportOption[]} options
   * @param {Attributes & {label?: string, empty?: string}} [attributes] empty: what stands there where nothing is chosen
   */
  choice(path, options, {label, empty = "", ...attributes} = {}) {
    const list = make("select", {class: "in", "aria-label": label, ...attributes}, make("option", {value: ""}, empty))
    list.append(...options.map(({code, label: name}) => make("option", {value: code}, name)))
    list.addEventListener("change", () => this.draft.type(path, list.value, true))
    this.keep(path, {
      element: list,
      show: value => {
        const wanted = text(value)
        // What was pasted and is none of the choices is shown as it is.
        if (wanted && ![...list.options].some(one => one.value === wanted)) list.append(make("option", {value: wanted}, wanted))
        list.value = wanted
      },
    })
    return list
  }

  /**
   * Yes, no, or not said; a second press takes the answer back.
   * @param {string} path
   * @param {string} label
   */
  yesNo(path, label) {
    const group = make("span", {class: "yes-no", role: "radiogroup", "aria-label": label})
    const answers = /** @type {[string, string][]} */ ([
      ["yes", gettext("Yes")],
      ["no", gettext("No")],
    ])
    for (const [code, name] of answers) {
      const radio = make("input", {type: "radio", name: path, value: code})
      radio.addEventListener("change", () => this.draft.type(path, code, true))
      radio.addEventListener("click", () => {
        if (radio.dataset.was !== "on") return
        radio.checked = false
        this.draft.type(path, null, true)
        mark()
      })
      group.append(make("label", {}, radio, name))
    }
    const radios = [...group.querySelectorAll("input")]
    const mark = () => {
      for (const radio of radios) radio.dataset.was = radio.checked ? "on" : ""
    }
    group.addEventListener("pointerdown", mark)
    this.keep(path, {
      element: group,
      show: value => {
        const wanted = value === true ? "yes" : value === false ? "no" : value
        for (const radio of radios) radio.checked = radio.value === wanted
      },
    })
    return group
  }

  /** @param {string} path @param {string} label */
  tick(path, label) {
    const box = make("input", {type: "checkbox"})
    box.addEventListener("change", () => this.draft.type(path, box.checked, true))
    this.keep(path, {
      element: box,
      show: value => {
        box.checked = value === true || value === "yes"
      },
    })
    return make("label", {class: "tick"}, box, label)
  }

  /**
   * Several of a list, each a pill.
   * @param {string} path
   * @param {readonly ReportOption[]} options
   * @param {string} label
   */
  pills(path, options, label) {
    const group = make("div", {class: "pills", role: "group", "aria-label": label})
    const boxes = options.map(({code, label: name}) => {
      const box = make("input", {type: "checkbox", value: code})
      box.addEventListener("change", () => {
        const chosen = boxes.filter(one => one.checked).map(one => one.value)
        this.draft.type(path, chosen, true)
      })
      group.append(make("label", {}, box, name))
      return box
    })
    this.keep(path, {
      element: group,
      show: value => {
        const chosen = Array.isArray(value) ? value : []
        for (const box of boxes) box.checked = chosen.includes(box.value)
      },
    })
    return group
  }
}

/**
 * A field under its name.
 * @param {string} name
 * @param {HTMLElement} field
 * @param {string} [kind]
 */
export function named(name, field, kind = "") {
  const inside = field.matches("input, select, textarea")
    ? make("label", {class: `named ${kind}`}, make("span", {class: "name"}, name), field)
    : null
  if (inside) note(field, "aria-label", null)
  return inside ?? make("div", {class: `named ${kind}`}, make("span", {class: "name"}, name), field)
}
