// One step as it is written: kept in this browser until it is saved. A field that somebody else changed meanwhile
// stands under the own one, to choose from; fields that only they changed are taken over.
import {make} from "../../assets/scripts/dom.js"
import {keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PlanPart, PlanRow, PlanTyped} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{step: string, typed: PlanTyped, seen: PlanTyped}} Draft */
/**
 * @typedef {{
 *   save: (draft: Draft) => void,
 *   remove: (draft: Draft) => void,
 *   undo: (step: string) => void,
 *   close: () => void,
 * }} Acts
 */
/** @typedef {Exclude<keyof PlanTyped, "title">} Chosen */

const LONGEST_TITLE = 120
/** @type {(keyof PlanTyped)[]} */
const NAMES = ["title", "goal", "type", "month", "in_charge"]

/** @type {PlanTyped} */
export const EMPTY = {title: "", goal: "", type: 0, month: "", in_charge: ""}

export class StepForm {
  element = make("form", {class: "step-form", novalidate: true})
  alert = make("p", {class: "refused", role: "alert", hidden: true})
  /**
   * What somebody else wrote in fields that are typed here too.
   * @type {Partial<Record<keyof PlanTyped, string | number>>}
   */
  changed = {}
  isGone = false
  waits = false

  /**
   * @param {PlanPart} part
   * @param {Draft} draft
   * @param {Acts} acts
   */
  constructor(part, draft, acts) {
    this.part = part
    this.step = draft.step
    this.typed = {...draft.typed}
    this.seen = {...draft.seen}
    this.acts = acts
    /** @type {PlanRow | null} */
    this.row = null
    this.element.setAttribute("aria-label", this.step ? gettext("Change the step") : gettext("Add a step"))
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      if (this.waits || this.unsettled() || this.isGone) return
      this.acts.save(this.draft())
    })
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape" || this.waits) return
      event.preventDefault()
      this.leave()
    })
  }

  draft() {
    return {step: this.step, typed: this.typed, seen: this.seen}
  }

  isTyped() {
    return NAMES.some(name => this.typed[name] !== this.seen[name])
  }

  keep() {
    keepDraft(this.part.draft, this.isTyped() ? this.draft() : null)
  }

  unsettled() {
    return Object.keys(this.changed).length > 0
  }

  /**
   * The plan as it is by now.
   * @param {PlanPart} part
   * @param {PlanRow | null} row the step on screen; null: it is new, or gone
   * @param {PlanTyped | null} now
   */
  take(part, row, now) {
    this.part = part
    this.row = row
    this.isGone = this.step !== "" && now === null
    if (now) {
      for (const name of NAMES) {
        const isMine = this.typed[name] !== this.seen[name]
        if (!isMine) this.set(name, now[name])
        if (isMine && this.typed[name] !== now[name]) {
          if (now[name] !== this.seen[name]) this.changed[name] = now[name]
        } else {
          this.see(name, now[name])
          delete this.changed[name]
        }
      }
    }
    this.draw()
  }

  /**
   * @param {keyof PlanTyped} name
   * @param {string | number} value
   */
  set(name, value) {
    this.typed = {...this.typed, [name]: value}
  }

  /**
   * @param {keyof PlanTyped} name
   * @param {string | number} value
   */
  see(name, value) {
    this.seen = {...this.seen, [name]: value}
  }

  leave() {
    keepDraft(this.part.draft, null)
    this.acts.close()
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    this.waits = isWaiting
    for (const button of this.element.querySelectorAll("button")) button.disabled = isWaiting
  }

  /** @param {string} words */
  refuse(words) {
    this.alert.textContent = words
    this.alert.hidden = !words
  }

  draw() {
    const {choices, months} = this.part
    const none = gettext("Choose")
    /** @type {[string, string][]} */
    const goals = [["", none], ...choices.goals]
    /** @type {[string, string][]} */
    const types = [["0", none], ...choices.types.map(([code, text]) => /** @type {[string, string]} */ ([String(code), `${code} ${text}`]))]
    /** @type {[string, string][]} */
    const all = [["", none], ...months.map(({code, name}) => /** @type {[string, string]} */ ([code, name]))]
    if (this.typed.month && !all.some(([code]) => code === this.typed.month)) all.push([this.typed.month, this.typed.month])
    const isTold = Boolean(this.row?.is_told)
    this.element.replaceChildren(
      this.titleField(),
      make(
        "div",
        {class: "chosen"},
        this.select("goal", gettext("Goal"), goals),
        this.select("type", gettext("Involvement type"), types),
        this.select("month", gettext("Month"), all, isTold),
        this.select("in_charge", gettext("In charge"), [...choices.roles]),
      ),
      ...(isTold
        ? [make("p", {class: "hint"}, gettext("A report told that this step is done, so its month stays and it can't be taken out."))]
        : []),
      ...(this.part.state === "accepted"
        ? [make("p", {class: "hint"}, gettext("The plan is accepted. A change sends it to the office again."))]
        : []),
      ...(this.isGone ? [make("p", {class: "say"}, gettext("Somebody took this step out. What you typed is still here."))] : []),
      this.alert,
      this.buttons(isTold),
    )
    this.wait(this.waits)
  }

  /** @param {boolean} isTold a report told that it is done */
  buttons(isTold) {
    const made = make("div", {class: "buttons"})
    if (this.isGone) {
      const again = this.button("again", gettext("Add it as a new step"), () => {
        this.step = ""
        this.seen = {...EMPTY}
        this.isGone = false
        this.keep()
        this.acts.save(this.draft())
      })
      again.classList.add("pri")
      made.append(again)
    } else {
      const save = make("button", {type: "submit", class: "btn pri", "data-key": "save"}, this.step ? gettext("Save") : gettext("Add it"))
      if (this.unsettled()) save.hidden = true
      made.append(save)
    }
    made.append(this.button("leave", gettext("Leave it"), () => this.leave()))
    if (this.row?.may_undo) made.append(this.button("undo", gettext("Undo my change of today"), () => this.acts.undo(this.step)))
    if (this.step && !this.isGone && !isTold)
      made.append(
        make("span", {class: "grow"}),
        this.button("remove", gettext("Take it out of the plan"), () => this.acts.remove({...this.draft(), seen: this.stored()})),
      )
    return made
  }

  /** The step as it stands, whatever is typed over it. */
  stored() {
    return /** @type {PlanTyped} */ ({...this.seen, ...this.changed})
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   */
  button(key, text, act) {
    const made = make("button", {type: "button", class: "btn", "data-key": key}, text)
    made.addEventListener("click", act)
    return made
  }

  titleField() {
    const field = make("input", {class: "in", maxlength: LONGEST_TITLE, autocomplete: "off", "data-key": "title"})
    field.value = this.typed.title
    field.addEventListener("input", () => {
      this.set("title", field.value)
      this.keep()
    })
    return this.both("title", make("label", {}, gettext("What is planned"), field), text => String(text))
  }

  /**
   * @param {Chosen} name
   * @param {string} label
   * @param {[string, string][]} options
   * @param {boolean} [isFixed]
   */
  select(name, label, options, isFixed = false) {
    const field = make(
      "select",
      {class: "in", "data-key": name, disabled: isFixed},
      ...options.map(([code, text]) => make("option", {value: code}, text)),
    )
    field.value = String(this.typed[name])
    field.addEventListener("change", () => {
      this.set(name, name === "type" ? Number(field.value) : field.value)
      this.keep()
    })
    const said = (/** @type {string | number} */ code) => options.find(([one]) => one === String(code))?.[1] ?? String(code)
    return this.both(name, make("label", {}, label, field), said)
  }

  /**
   * A field, and what somebody else wrote in it meanwhile.
   * @param {keyof PlanTyped} name
   * @param {HTMLElement} field
   * @param {(value: string | number) => string} said
   */
  both(name, field, said) {
    const now = this.changed[name]
    if (now === undefined) return field
    const choose = (/** @type {string | number} */ value) => () => {
      this.set(name, value)
      this.see(name, now)
      delete this.changed[name]
      this.refuse("")
      this.keep()
      this.draw()
      this.element.querySelector(/** @type {"input"} */ (`[data-key="${name}"]`))?.focus()
    }
    return make(
      "div",
      {class: "both"},
      field,
      make("p", {}, make("b", {}, gettext("Meanwhile somebody wrote:")), " ", said(now) || "–"),
      make(
        "div",
        {class: "buttons"},
        this.button(`mine ${name}`, gettext("Keep mine"), choose(this.typed[name])),
        this.button(`theirs ${name}`, gettext("Take theirs"), choose(now)),
      ),
    )
  }
}
