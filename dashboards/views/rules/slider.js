// One rule: a native slider with a tick at today's rule.
import {make} from "../../assets/scripts/dom.js"
import {gettext, number} from "../../assets/scripts/gettext.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {SliderRule} from "../../assets/scripts/shapes.d.ts" */

/**
 * Where a value stands between the ends of a slider, 0 to 1.
 * @param {Pick<SliderRule, "low" | "high">} rule
 * @param {number} value
 */
export const shareOf = ({low, high}, value) => Math.min(1, Math.max(0, (value - low) / (high - low || 1)))

/**
 * What a value is called: the word of its stop, or the number.
 * @param {Pick<SliderRule, "low" | "step" | "texts">} rule
 * @param {number} value
 */
export function stopInWords({low, step, texts}, value) {
  const stop = texts ? Math.min(texts.length - 1, Math.round((value - low) / step)) : -1
  return texts?.[stop] ?? number(round(value))
}

export class Slider {
  /**
   * @param {SliderRule} rule
   * @param {(slider: Slider, still: boolean) => void} moved
   */
  constructor(rule, moved) {
    this.rule = rule
    this.input = make("input", {type: "range", min: rule.low, max: rule.high, step: rule.step, id: `rule-${rule.rule}`})
    this.value = make("span", {class: "value", "aria-hidden": "true"})
    const tick = make("i", {style: `--at:${shareOf(rule, rule.today)}`, "aria-hidden": "true"})
    const label = make("label", {for: this.input.id, title: rule.told}, rule.label)
    const told = make("small", {class: "told", id: `told-${rule.rule}`}, rule.told)
    this.input.setAttribute("aria-describedby", told.id)
    this.row = make("div", {class: "slider"}, label, make("span", {class: "track"}, tick, this.input), this.value, told)
    this.input.addEventListener("input", () => moved(this, false))
    this.input.addEventListener("change", () => moved(this, true))
  }

  /** @param {number} value */
  show(value) {
    const isMoved = value !== this.rule.today
    const words = stopInWords(this.rule, value)
    const was = gettext("was {today}", {today: stopInWords(this.rule, this.rule.today)})
    this.input.value = String(value)
    this.input.style.setProperty("--at", String(shareOf(this.rule, value)))
    this.input.setAttribute("aria-valuetext", isMoved ? `${words}, ${was}` : words)
    this.row.classList.toggle("moved", isMoved)
    this.value.replaceChildren(make("b", {}, words), isMoved && !this.rule.texts ? ` ${was}` : "")
    this.value.title = isMoved ? was : ""
  }
}

/**
 * A heading, and the line under it that explains the rule somebody points at.
 * @param {string} title
 * @param {string} usual what stands there otherwise
 * @param {Slider[]} sliders
 */
export function group(title, usual, sliders) {
  const help = make("p", {class: "help"}, usual)
  for (const {row, rule} of sliders) {
    for (const kind of ["pointerenter", "focusin"]) row.addEventListener(kind, () => help.replaceChildren(rule.told))
    for (const kind of ["pointerleave", "focusout"]) row.addEventListener(kind, () => help.replaceChildren(usual))
  }
  return [make("h3", {}, title), help, ...sliders.map(({row}) => row)]
}
