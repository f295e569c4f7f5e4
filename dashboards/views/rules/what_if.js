// Moving the rules: sliders on top of today's, who would enter and leave, and saving with a note.
// The server answers each try with one message; the next try waits for it, so that a slow server is never flooded.
import {make, told} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {effectCard, hintsOf, stays} from "./effect.js"
import {SaveForm} from "./save_form.js"
import {Slider} from "./slider.js"

/** @import {Drawing, Hints, Model} from "../../assets/scripts/page.d.ts" */
/** @import {Effect, MovedRules, RulesShown, SaveAnswer, WhatIfMessage, WhatIfParameters} from "../../assets/scripts/shapes.d.ts" */

const SWITCH = "similar_need"

/**
 * @param {string} title
 * @param {string} [beside]
 */
const heading = (title, beside) => make("h3", {}, make("span", {}, title), beside ? make("span", {class: "beside"}, beside) : null)

class Drawer {
  /** @type {RulesShown | null} */
  rules = null
  /**
   * By rule, only where it differs from today's.
   * @type {MovedRules}
   */
  moved = {}
  /** @type {Slider[]} */
  sliders = []
  /** @type {Hints} */
  hints = {}
  turn = 0
  /** The try that has no answer yet, the save that has none, and the frame in which the next try leaves; 0: none. */
  flying = 0
  saving = 0
  frame = 0
  /** @type {"" | "moving" | "still"} */
  wanted = ""

  title = make("h2", {}, gettext("What if"))
  scope = make("p", {class: "scope"})
  cards = make("div", {class: "cards"})
  checkIn = make("p", {class: "check-in"})
  silence = make("p", {class: "quiet"})
  said = make("p", {class: "unseen", role: "status"})
  tracks = make("div")
  stays = make("ul", {class: "stays"})
  switch = make("input", {type: "checkbox", role: "switch"})
  form = new SaveForm(
    () => this.save(),
    () => this.toDefault(),
  )
  element = make("div", {class: "what-if", hidden: true})

  /** @param {Model<WhatIfParameters, WhatIfMessage>} model */
  constructor(model) {
    this.model = model
    this.switch.addEventListener("change", () => this.move(SWITCH, this.switch.checked, true))
    const close = make("button", {type: "button", class: "close", "aria-label": gettext("Close")}, icon("close"))
    close.addEventListener("click", () => this.close())
    const parts = make(
      "div",
      {class: "scroll"},
      make("header", {}, make("div", {}, this.title, this.scope), close),
      this.cards,
      this.tracks,
      this.checkIn,
      this.silence,
      heading(gettext("Does it depend on the weights?"), ngettext("{count} random weighting", "{count} random weightings", 200)),
      this.stays,
      this.said,
    )
    this.element.append(parts, this.form.element)
  }

  // ---------------------------------------------------------------- what the server says
  learn() {
    /** @type {RulesShown | null} */
    const rules = JSON.parse(this.model.rules)
    this.element.hidden = !rules
    if (!rules) {
      if (this.isOpen()) this.close()
      return
    }
    const isFirst = this.rules?.as_of !== rules.as_of
    this.rules = rules
    const moved = (/** @type {Slider} */ slider, /** @type {boolean} */ still) =>
      this.move(slider.rule.rule, Number(slider.input.value), still)
    const weights = rules.weights.map(rule => new Slider(rule, moved))
    const list = rules.list.map(rule => new Slider(rule, moved))
    this.sliders = [...weights, ...list]
    this.tracks.replaceChildren(
      heading(gettext("Weight of each indicator"), gettext("0 to 5; the tick is today’s rule")),
      ...weights.map(slider => slider.row),
      heading(gettext("The list")),
      ...list.map(slider => slider.row),
      make("label", {class: "switch"}, this.switch, rules.similar_need.label),
    )
    this.form.learn(this.model.refusal, isFirst ? rules.from : undefined)
    for (const rule of Object.keys(this.moved)) if (this.shown(rule) === this.today(rule)) delete this.moved[rule]
    this.paint()
    if (this.isOpen()) this.ask(true)
  }

  show() {
    /** @type {Effect & {turn: number, problem?: string}} */
    const effect = JSON.parse(this.model.effect)
    if (effect.turn !== this.flying) return
    this.flying = 0
    if (effect.problem) this.form.complain(effect.problem)
    else if (effect.title) this.draw(effect)
    this.pump()
    this.cards.setAttribute("aria-busy", String(Boolean(this.flying || this.frame)))
  }

  /** @param {Effect} effect */
  draw(effect) {
    const {enter, leave} = effect
    this.form.complain("")
    this.title.textContent = effect.title
    this.scope.textContent = effect.scope
    this.cards.replaceChildren(
      effectCard(gettext("Would enter ({count})", {count: enter.length}), enter),
      effectCard(gettext("Would leave ({count})", {count: leave.length}), leave),
    )
    this.checkIn.textContent = effect.check_in
    this.silence.textContent = effect.silence
    this.form.propose(effect.name)
    this.stays.classList.toggle("old", !effect.stays)
    if (!effect.stays) return
    this.stays.replaceChildren(...effect.stays.map(stays))
    this.hints = hintsOf({enter, leave, stays: effect.stays})
    this.hint()
    const entering = ngettext("{count} would enter", "{count} would enter", enter.length)
    const leaving = ngettext("{count} would leave", "{count} would leave", leave.length)
    this.said.textContent = gettext("{title} {entering}, {leaving}.", {title: effect.title, entering, leaving})
  }

  answered() {
    /** @type {SaveAnswer} */
    const answer = JSON.parse(this.model.answer)
    if (answer.turn !== this.saving) return
    this.saving = 0
    this.form.wait(false)
    if (answer.problem) return this.form.refuse(answer.problem)
    this.moved = {}
    this.form.clear()
    this.learn()
    window.partnership?.say(answer.saved ?? "")
    this.close()
  }

  /** The list beside the drawer says it at each school. */
  hint() {
    dispatchEvent(new CustomEvent("what-if-hints", {detail: this.isOpen() ? this.hints : {}}))
  }

  // ---------------------------------------------------------------- what people do
  /** @param {string} rule */
  given(rule) {
    return rule === SWITCH ? this.rules?.similar_need : this.sliders.find(slider => slider.rule.rule === rule)?.rule
  }

  /** @param {string} rule */
  today(rule) {
    return this.given(rule)?.today
  }

  /**
   * Null means 15 % of the schools.
   * @param {string} rule
   */
  shown(rule) {
    const value = rule in this.moved ? this.moved[rule] : this.today(rule)
    return value ?? this.rules?.usual
  }

  /**
   * @param {string} rule
   * @param {number | boolean} value
   * @param {boolean} still
   */
  move(rule, value, still) {
    if (value === this.today(rule)) delete this.moved[rule]
    else this.moved[rule] = value
    this.paint()
    this.ask(still)
  }

  toDefault() {
    const {rules} = this
    if (!rules) return
    this.moved = {}
    for (const given of [...this.sliders.map(slider => slider.rule), rules.similar_need]) {
      if ((given.default ?? rules.usual) !== given.today) this.moved[given.rule] = given.default
    }
    this.form.proposeDefault(this.isMoved())
    this.paint()
    this.ask(true)
  }

  isMoved() {
    return Object.keys(this.moved).length > 0
  }

  paint() {
    for (const slider of this.sliders) slider.show(Number(this.shown(slider.rule.rule)))
    this.switch.checked = this.shown(SWITCH) === true
    this.form.more.hidden = Boolean(this.model.refusal) || !this.isMoved()
  }

  /** @param {boolean} still */
  ask(still) {
    this.wanted = still || this.wanted === "still" ? "still" : "moving"
    this.cards.setAttribute("aria-busy", "true")
    this.pump()
  }

  pump() {
    if (this.flying || this.frame || !this.wanted) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.flying = ++this.turn
      this.model.send_msg({try: this.moved, moving: this.wanted === "moving", turn: this.flying})
      this.wanted = ""
    })
  }

  save() {
    if (this.saving || this.model.refusal) return
    if (!this.isMoved()) return this.form.complain(gettext("No rule is moved yet."))
    this.form.complain("")
    this.form.wait(true)
    this.saving = ++this.turn
    this.model.send_msg({save: this.moved, ...this.form.typed(), turn: this.saving})
  }

  isOpen() {
    return document.documentElement.dataset.drawer === "what-if"
  }

  open() {
    if (this.rules) this.ask(true)
    else this.model.send_msg({open: 1})
  }

  close() {
    told(this.element, "what-if-closed")
  }
}

/** @param {Drawing<WhatIfParameters, WhatIfMessage>} drawing */
export function render({model, el}) {
  const drawer = new Drawer(model)
  const opened = () => drawer.open()
  addEventListener("what-if-opened", opened)
  const watch = new MutationObserver(() => drawer.hint())
  watch.observe(document.documentElement, {attributeFilter: ["data-drawer"]})
  model.on("remove", () => {
    removeEventListener("what-if-opened", opened)
    watch.disconnect()
  })
  model.on("rules", () => drawer.learn())
  model.on("effect", () => drawer.show())
  model.on("answer", () => drawer.answered())
  el.append(drawer.element)
  if (drawer.isOpen()) drawer.open() // the button answers before the page's components are drawn
}
