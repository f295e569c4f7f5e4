// Moving the rules: sliders on top of today's, who would enter and leave, and saving with a note.
import {answerForForm, isConnected} from "../../assets/scripts/connected.js"
import {make, told} from "../../assets/scripts/dom.js"
import {draftOf, isKeptThroughReload, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {EffectPart} from "./effect_part.js"
import {Proposals} from "./proposals.js"
import {SaveForm} from "./save_form.js"
import {group, Slider} from "./slider.js"
import {Tries} from "./tries.js"

/** @import {Drawing, Hints, Model} from "../../assets/scripts/page.d.ts" */
/** @import {Asked, Effect, MovedRules, RulesDraft, RulesShown, SaveAnswer, WhatIfMessage, WhatIfParameters} from "../../assets/scripts/shapes.d.ts" */

const SWITCH = "similar_need"

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
  /** The change that has no answer yet; 0: none. */
  saving = 0
  /** Is it the form's own change that has no answer yet? */
  isOfForm = false
  tries = new Tries(
    (moving, turn) => this.model.send_msg({try: this.moved, moving, turn}),
    isBusy => this.effect.cards.setAttribute("aria-busy", String(isBusy)),
  )
  effect = new EffectPart()
  tracks = make("div")
  switch = make("input", {type: "checkbox", role: "switch"})
  form = new SaveForm(
    () => this.save(),
    () => this.toDefault(),
    () => this.keep(),
  )
  proposals = new Proposals({ask: asked => this.send(asked), look: moved => this.look(moved), waits: () => Boolean(this.saving)})
  element = make("div", {class: "what-if", hidden: true})

  /** @param {Model<WhatIfParameters, WhatIfMessage>} model */
  constructor(model) {
    this.model = model
    this.switch.addEventListener("change", () => this.move(SWITCH, this.switch.checked, true))
    this.element.classList.toggle("stands", model.stands)
    const close = make("button", {type: "button", class: "close", "aria-label": gettext("Close"), hidden: model.stands}, icon("close"))
    close.addEventListener("click", () => this.close())
    const parts = make(
      "div",
      {class: "scroll"},
      make("header", {}, this.effect.head, close),
      this.proposals.element,
      this.effect.moves,
      this.tracks,
      this.effect.sure,
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
    const wasEmpty = !this.rules
    this.rules = rules
    const moved = (/** @type {Slider} */ slider, /** @type {boolean} */ still) =>
      this.move(slider.rule.rule, Number(slider.input.value), still)
    const weights = rules.weights.map(rule => new Slider(rule, moved))
    const list = rules.list.map(rule => new Slider(rule, moved))
    this.sliders = [...weights, ...list]
    const told = make("small", {class: "told"}, rules.similar_need.told)
    this.tracks.replaceChildren(
      ...group(gettext("What counts"), gettext("0 to 5; the tick is today’s rule. Point at one to read what it counts."), weights),
      ...group(gettext("The lists"), gettext("Point at one to read what it does."), list),
      make("label", {class: "switch", title: rules.similar_need.told}, this.switch, make("span", {}, rules.similar_need.label, told)),
    )
    this.form.learn(this.model.may, this.model.refusal, isFirst ? rules.from : undefined)
    if (wasEmpty) this.putBack()
    for (const rule of Object.keys(this.moved)) if (this.shown(rule) === this.today(rule)) delete this.moved[rule]
    this.paint()
    if (this.isOpen() && !(wasEmpty && this.model.stands)) this.tries.ask(true) // in a cell the first effect came along
  }

  show() {
    /** @type {Effect & {turn: number, problem?: string}} */
    const effect = JSON.parse(this.model.effect)
    if (!this.tries.isAnswer(effect.turn)) return
    if (effect.problem) this.form.complain(effect.problem)
    else if (effect.title) this.draw(effect)
    this.tries.next()
  }

  /** @param {Effect} effect */
  draw(effect) {
    this.form.complain("")
    this.form.propose(effect.name)
    const hints = this.effect.draw(effect, this.isMoved())
    if (!hints) return
    this.hints = hints
    this.hint()
  }

  answered() {
    /** @type {SaveAnswer} */
    const answer = JSON.parse(this.model.answer)
    if (answer.turn !== this.saving) return
    this.saving = 0
    this.form.wait(false)
    if (!answer.problem) this.done(answer.saved ?? "")
    else if (this.isOfForm) this.form.refuse(answer.problem)
    else this.form.complain(answer.problem)
    this.proposals.draw()
  }

  /** @param {string} words */
  done(words) {
    window.partnership?.say(words)
    if (!this.isOfForm) return this.proposals.done()
    this.moved = {}
    this.form.clear()
    this.keep()
    this.learn()
    this.close()
  }

  /** The list beside the drawer says it at each school. */
  hint() {
    dispatchEvent(new CustomEvent("what-if-hints", {detail: this.isOpen() ? this.hints : {}}))
  }

  // ---------------------------------------------------------------- what is kept until it is saved
  isTyped() {
    return this.isMoved() || this.form.note.value !== ""
  }

  keep() {
    if (!this.model.draft) return
    const {name, from, note} = this.form.typed()
    const typed = {name: this.form.isNamed ? name : "", from: from === this.rules?.from ? "" : from, note}
    /** @type {RulesDraft} */
    const draft = {moved: this.moved, typed, isOpen: this.isOpen()}
    keepDraft(this.model.draft, this.isTyped() ? draft : null)
  }

  /** @returns {RulesDraft | null} */
  waiting() {
    return this.model.draft ? draftOf(this.model.draft) : null
  }

  /** What was moved and typed before the page was loaded again. */
  putBack() {
    const draft = this.waiting()
    if (!draft) return
    this.moved = draft.moved
    this.form.fill(draft.typed)
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.saving = 0
    this.form.wait(false)
    this.proposals.draw()
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
    this.keep()
    this.paint()
    this.tries.ask(still)
  }

  /**
   * Move the rules to these, instead of what is moved now.
   * @param {MovedRules} moved
   */
  look(moved) {
    this.moved = {...moved}
    this.keep()
    this.paint()
    this.tries.ask(true)
    this.effect.cards.scrollIntoView({block: "start"})
  }

  toDefault() {
    const {rules} = this
    if (!rules) return
    this.moved = {}
    for (const given of [...this.sliders.map(slider => slider.rule), rules.similar_need]) {
      if ((given.default ?? rules.usual) !== given.today) this.moved[given.rule] = given.default
    }
    this.form.proposeDefault(this.isMoved())
    this.keep()
    this.paint()
    this.tries.ask(true)
  }

  isDefault() {
    const {rules} = this
    if (!rules) return true
    return [...this.sliders.map(slider => slider.rule), rules.similar_need].every(
      given => this.shown(given.rule) === (given.default ?? rules.usual),
    )
  }

  isMoved() {
    return Object.keys(this.moved).length > 0
  }

  paint() {
    for (const slider of this.sliders) slider.show(Number(this.shown(slider.rule.rule)))
    this.switch.checked = this.shown(SWITCH) === true
    this.form.follow(this.isMoved(), this.isDefault())
  }

  save() {
    if (this.model.refusal) return
    if (!this.isMoved()) return this.form.complain(gettext("No rule is moved yet."))
    const typed = this.form.typed()
    this.send(this.model.may === "propose" ? {propose: this.moved, name: typed.name, note: typed.note} : {save: this.moved, ...typed})
  }

  /** @param {Asked} asked */
  send(asked) {
    if (this.saving || !isConnected()) return
    this.isOfForm = "save" in asked || "propose" in asked
    this.form.complain("")
    if (this.isOfForm) this.form.wait(true)
    this.saving = ++this.turn
    this.proposals.draw()
    this.model.send_msg({...asked, turn: this.saving})
  }

  isOpen() {
    return this.model.stands || document.documentElement.dataset.drawer === "what-if"
  }

  open() {
    if (this.rules) this.tries.ask(true)
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
  const watch = new MutationObserver(() => {
    drawer.hint()
    if (drawer.rules) drawer.keep()
  })
  watch.observe(document.documentElement, {attributeFilter: ["data-drawer"]})
  const stop = answerForForm(
    () => drawer.isTyped() || drawer.proposals.isTyped(),
    () => Boolean(model.draft) && isKeptThroughReload(),
    () => drawer.lost(),
  )
  model.on("remove", () => {
    removeEventListener("what-if-opened", opened)
    watch.disconnect()
    stop()
  })
  model.on("rules", () => drawer.learn())
  model.on("news", () => drawer.proposals.learn(JSON.parse(model.news)))
  model.on("effect", () => drawer.show())
  model.on("answer", () => drawer.answered())
  el.append(drawer.element)
  if (model.stands) {
    drawer.learn()
    drawer.show()
    drawer.proposals.learn(JSON.parse(model.news))
  } else if (drawer.isOpen())
    drawer.open() // the button answers before the page's components are drawn
  else if (drawer.waiting()?.isOpen) window.partnership?.drawer("what-if") // as it was before the page was loaded again
}
