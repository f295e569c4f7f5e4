// Moving the rules: sliders on top of today's, who would enter and leave, and saving with a note.
// The server answers each try with one message; the next try waits for it, so that a slow server is never flooded.
const BOXES = 10
const button = (look, ...children) => make("button", {type: "button", class: look}, ...children)
const heading = (title, extra = null) => make("h3", {}, make("span", {}, title), extra ? make("span", {class: "beside"}, extra) : null)

function effectCard(title, schools) {
  return make("section", {class: "card"}, make("h3", {}, `${title} (${schools.length})`),
    schools.length
      ? make("ul", {}, ...schools.map(school => make("li", {title: [school.name, school.cluster].filter(Boolean).join(", ")}, tierIcon(school.tier), make("span", {class: "school"}, school.name), make("span", {class: "cluster"}, school.cluster))))
      : make("p", {class: "quiet"}, "no school"))
}

function stays({name, tenths, words}) {
  const boxes = make("svg", {width: 98, height: 12, "aria-hidden": "true"},
    make("path", {class: "on", d: Array.from({length: tenths}, (_, i) => box(i * 10, 0.5, 8, 11, 2)).join("")}),
    make("path", {class: "off", d: Array.from({length: BOXES - tenths}, (_, i) => box((tenths + i) * 10 + 0.5, 1, 7, 10, 2)).join("")}))
  return make("li", {}, make("span", {class: "school"}, name), boxes, make("span", {}, words))
}

// One rule: a native slider with a tick at today's rule. `usual` stands for a default that means 15 % of the schools.
class Slider {
  constructor(given, moved) {
    Object.assign(this, given)
    this.input = make("input", {type: "range", min: this.low, max: this.high, step: this.step, id: `rule-${this.rule}`})
    this.value = make("span", {class: "value", "aria-hidden": "true"})
    const tick = make("i", {style: `--at:${this.share(this.today)}`, "aria-hidden": "true"})
    this.row = make("div", {class: "slider"}, make("label", {for: this.input.id}, this.label), make("span", {class: "track"}, tick, this.input), this.value)
    this.input.addEventListener("input", () => moved(this, false))
    this.input.addEventListener("change", () => moved(this, true))
  }

  share(value) { return Math.min(1, Math.max(0, (value - this.low) / (this.high - this.low || 1))) }
  words(value) { return this.texts ? this.texts[Math.min(this.texts.length - 1, Math.round((value - this.low) / this.step))] : String(round(value)) }

  show(value) {
    const isMoved = value !== this.today
    this.input.value = value
    this.input.style.setProperty("--at", this.share(value))
    this.input.setAttribute("aria-valuetext", this.words(value) + (isMoved ? `, was ${this.words(this.today)}` : ""))
    this.row.classList.toggle("moved", isMoved)
    this.value.replaceChildren(make("b", {}, this.words(value)), isMoved && !this.texts ? ` was ${this.words(this.today)}` : "")
    this.value.title = isMoved ? `was ${this.words(this.today)}` : ""
  }
}

class Drawer {
  constructor(model) {
    this.model = model
    this.moved = {}                              // rule -> value, only where it differs from today's
    this.hints = {}                              // school id -> words
    this.turn = 0
    this.flying = 0                              // the try that has no answer yet
    this.title = make("h2", {}, "What if")
    this.scope = make("p", {class: "scope"})
    this.cards = make("div", {class: "cards"})
    this.checkIn = make("p", {class: "check-in"})
    this.problem = make("p", {class: "problem", role: "alert", hidden: true})
    this.silence = make("p", {class: "quiet"})
    this.said = make("p", {class: "unseen", role: "status"})
    this.sliders = make("div")
    this.stays = make("ul", {class: "stays"})
    const close = button("close", icon("close"))
    close.setAttribute("aria-label", "Close")
    close.addEventListener("click", () => this.close())
    this.element = make("div", {class: "what-if", hidden: true},
      make("div", {class: "scroll"}, make("header", {}, make("div", {}, this.title, this.scope), close), this.cards, this.sliders, this.checkIn, this.silence,
        heading("Does it depend on the weights?", "200 random weightings"), this.stays, this.said), this.foot())
  }

  foot() {
    this.note = make("input", {type: "text", class: "field", placeholder: "Why this change? (needed to save)", "aria-label": "Why this change?", maxlength: 2000})
    this.name = make("input", {type: "text", class: "field", maxlength: 100})
    this.from = make("input", {type: "date", class: "field"})
    this.name.addEventListener("input", () => { this.isNamed = this.name.value !== "" })
    this.save = button("save", "Save as rule set")
    this.save.addEventListener("click", () => this.send())
    this.note.addEventListener("keydown", event => { if (event.key === "Enter") this.send() })
    this.back = button("plain", "Back to default")
    this.back.addEventListener("click", () => this.toDefault())
    this.more = make("div", {class: "more"}, make("label", {}, "Name", this.name), make("label", {}, "In force from", this.from))
    this.refusal = make("p", {class: "quiet"})
    return make("footer", {}, this.problem, this.more, this.note, this.refusal, make("div", {class: "buttons"}, this.save, this.back))
  }

  // ---------------------------------------------------------------- what the server says
  learn() {
    const rules = JSON.parse(this.model.rules)
    this.element.hidden = !rules
    if (!rules) return this.isOpen() && this.close()
    const isFirst = this.rules?.as_of !== rules.as_of
    this.rules = rules
    this.all = [...rules.weights, ...rules.list].map(given => new Slider(given, (slider, still) => this.move(slider.rule, Number(slider.input.value), still)))
    this.switch = make("input", {type: "checkbox", role: "switch"})
    this.switch.addEventListener("change", () => this.move("similar_need", this.switch.checked, true))
    const rows = this.all.map(slider => slider.row), weights = rules.weights.length
    this.sliders.replaceChildren(heading("Weight of each indicator", "0 to 5; the tick is today’s rule"), ...rows.slice(0, weights), heading("The list"), ...rows.slice(weights),
      make("label", {class: "switch"}, this.switch, rules.similar_need.label))
    if (isFirst) this.from.value = rules.from
    const refusal = this.model.refusal
    this.refusal.textContent = refusal
    for (const part of [this.note, this.more, this.save]) part.hidden = Boolean(refusal)
    this.refusal.hidden = !refusal
    for (const rule of Object.keys(this.moved)) if (this.shown(rule) === this.today(rule)) delete this.moved[rule]
    this.paint()
    if (this.isOpen()) this.ask(true)
  }

  show() {
    const effect = JSON.parse(this.model.effect)
    if (effect.turn !== this.flying) return
    this.flying = 0
    if (effect.problem) this.complain(effect.problem)
    else if (effect.title) this.draw(effect)
    this.pump()
    this.cards.setAttribute("aria-busy", String(Boolean(this.flying || this.frame)))
  }

  draw(effect) {
    this.complain("")
    this.title.textContent = effect.title
    this.scope.textContent = effect.scope
    this.cards.replaceChildren(effectCard("Would enter", effect.enter), effectCard("Would leave", effect.leave))
    this.checkIn.textContent = effect.check_in
    this.silence.textContent = effect.silence
    if (!this.isNamed) this.name.value = effect.name
    this.stays.classList.toggle("old", !effect.stays)
    if (!effect.stays) return
    this.stays.replaceChildren(...effect.stays.map(stays))
    const would = (schools, words) => schools.map(school => [school.id, words])
    this.hints = Object.fromEntries([...effect.stays.map(school => [school.id, school.words]), ...would(effect.enter, "would enter"), ...would(effect.leave, "would leave")])
    this.hint()
    this.said.textContent = `${effect.title} ${effect.enter.length} would enter, ${effect.leave.length} would leave.`
  }

  answered() {
    const answer = JSON.parse(this.model.answer)
    if (answer.turn !== this.saving) return
    this.saving = 0
    this.save.disabled = false
    this.save.textContent = "Save as rule set"
    if (answer.problem) {
      this.complain(answer.problem)
      if (!this.note.value.trim()) this.note.focus()
      return
    }
    this.moved = {}
    this.note.value = ""
    this.isNamed = false
    this.learn()
    window.partnership?.say(answer.saved)
    this.close()
  }

  hint() {                                       // the list beside the drawer says it at each school
    dispatchEvent(new CustomEvent("what-if-hints", {detail: this.isOpen() ? this.hints : {}}))
  }

  complain(words) {
    this.problem.textContent = words
    this.problem.hidden = !words
  }

  // ---------------------------------------------------------------- what people do
  given(rule) { return rule === "similar_need" ? this.rules.similar_need : this.all.find(slider => slider.rule === rule) }
  today(rule) { return this.given(rule).today }
  shown(rule) {                                  // null means 15 % of the schools
    const value = rule in this.moved ? this.moved[rule] : this.today(rule)
    return value ?? this.rules.usual
  }

  move(rule, value, still) {
    if (value === this.today(rule)) delete this.moved[rule]
    else this.moved[rule] = value
    this.paint()
    this.ask(still)
  }

  toDefault() {
    this.moved = {}
    for (const given of [...this.all, this.rules.similar_need]) {
      if ((given.default ?? this.rules.usual) !== given.today) this.moved[given.rule] = given.default
    }
    this.isNamed = false
    if (this.isMoved() && !this.note.value) this.note.value = "Back to the default rules"
    this.paint()
    this.ask(true)
  }

  isMoved() { return Object.keys(this.moved).length > 0 }

  paint() {
    for (const slider of this.all) slider.show(this.shown(slider.rule))
    this.switch.checked = this.shown("similar_need")
    this.more.hidden = Boolean(this.model.refusal) || !this.isMoved()
  }

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

  send() {
    if (this.saving || this.model.refusal) return
    if (!this.isMoved()) return this.complain("No rule is moved yet.")
    this.complain("")
    this.save.disabled = true
    this.save.textContent = "Saving"
    this.saving = ++this.turn
    this.model.send_msg({save: this.moved, name: this.name.value, from: this.from.value, note: this.note.value, turn: this.saving})
  }

  isOpen() { return document.documentElement.dataset.drawer === "what-if" }
  open() { this.rules ? this.ask(true) : this.model.send_msg({open: 1}) }
  close() { told(this.element, "what-if-closed") }
}

export function render({model, el}) {
  const drawer = new Drawer(model), opened = () => drawer.open()
  addEventListener("what-if-opened", opened)
  const watch = new MutationObserver(() => drawer.hint())
  watch.observe(document.documentElement, {attributeFilter: ["data-drawer"]})
  model.on("remove", () => { removeEventListener("what-if-opened", opened); watch.disconnect() })
  model.on("rules", () => drawer.learn())
  model.on("effect", () => drawer.show())
  model.on("answer", () => drawer.answered())
  el.append(drawer.element)
  if (drawer.isOpen()) drawer.open()             // the button answers before the page's components are drawn
}
