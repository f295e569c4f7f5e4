// The page of action plans: which school and year, what can be done with the plan, its steps, and what it leaves out.
// A step is written in its place; whatever the server says, what is typed stays.
import {isConnected} from "../../assets/scripts/connected.js"
import {around, make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../../assets/scripts/operation.js"
import {examplesCard, movesCard, typesCard} from "./cards.js"
import {choosers} from "./choosers.js"
import {Office} from "./office.js"
import {linesOf, sheetOf} from "./sheet.js"
import {EMPTY, StepForm} from "./step_form.js"
import {Waiting} from "./waiting.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {PlanChange, PlanExample, PlanMessage, PlanParameters, PlanPart, PlanTyped} from "../../assets/scripts/shapes.d.ts" */
/** @import {Draft} from "./step_form.js" */

const STEP_KINDS = new Set(["save", "remove", "drop", "undo"])

export class PlanPage {
  element = make("div", {class: "plan"})
  top = make("div", {class: "top"})
  lines = make("div", {class: "lines"})
  sheet = make("section", {class: "card steps", tabindex: -1})
  main = make("div", {class: "main"}, this.sheet)
  aside = make("div", {class: "aside"})
  /** @type {StepForm | null} */
  form = null
  office = new Office(this.send.bind(this), this.at.bind(this))
  waiting = new Waiting({
    move: ({id, month}) => this.sendStep(id, now => ({change: "save", step: id, typed: {...now, month}, seen: now})),
    drop: ({id}, reason) => this.sendStep(id, now => ({change: "drop", step: id, seen: now, reason})),
    redraw: this.at.bind(this),
  })
  /** The step that is open, where nobody may write it. */
  read = ""
  isWhole = false
  said = ""
  refused = ""
  /** What was sent and has no answer yet. */
  sent = ""
  /** The step that it is about. */
  sentStep = ""
  /** The plan that is drawn, by the key of what is typed in it. */
  drawn = ""

  /** @param {Model<PlanParameters, PlanMessage>} model */
  constructor(model) {
    this.model = model
    this.element.append(this.top, this.lines, make("div", {class: "two"}, this.main, this.aside))
    this.sheet.addEventListener("click", event => {
      const line = around(event, "button[data-step]")
      if (line) this.open(line.dataset.step ?? "")
      const back = around(event, "button[data-back]")
      if (back) this.send({change: "undo", step: back.dataset.back ?? ""})
    })
  }

  /** @returns {PlanPart | null} */
  get part() {
    return JSON.parse(this.model.plan || "null")
  }

  /** @returns {Record<string, PlanTyped>} */
  get steps() {
    return JSON.parse(this.model.steps || "{}")
  }

  // ---------------------------------------------------------------- drawing
  draw() {
    const {part} = this
    this.element.hidden = !part
    if (!part) return
    if (this.drawn !== part.draft) {
      this.drawn = part.draft
      this.form = null
      this.read = ""
      this.said = ""
      this.refused = ""
      this.isWhole = false
      this.office.another(part)
      this.waiting.another(part)
      /** @type {Draft | null} */
      const draft = part.may.includes("write") ? draftOf(part.draft) : null
      if (draft) this.form = this.made(draft)
    }
    if (!part.may.includes("write")) this.form = null
    const row = part.groups.flatMap(({rows}) => rows).find(({id}) => id === this.form?.step) ?? null
    this.keeping(() => {
      this.form?.take(part, row, this.steps[this.form.step] ?? null)
      this.redraw(part)
    })
  }

  /** Draw again what stands, as after a click. */
  again() {
    const {part} = this
    if (part) this.keeping(() => this.redraw(part))
  }

  /** @param {string} key of what is to hold the keyboard then */
  at(key) {
    this.again()
    this.focus(key)
  }

  /** @param {PlanPart} part */
  redraw(part) {
    const add = make("button", {type: "button", class: "btn", "data-key": "add"}, icon("plus"), gettext("Add a step"))
    add.addEventListener("click", () => this.add({}))
    const print = make("button", {type: "button", class: "btn", "data-key": "print"}, icon("print"), gettext("Print"))
    print.addEventListener("click", () => window.print())
    this.top.replaceChildren(
      ...choosers(part, (school, year) => this.model.send_msg({choose: {school, year}})),
      make("span", {class: "grow"}),
      make("span", {class: "buttons"}, part.may.includes("write") ? add : null, ...this.office.buttons(part), print),
    )
    this.lines.replaceChildren(...linesOf(part, this.refused, this.said), ...[this.office.noting(part)].filter(line => line !== null))
    this.sheet.replaceChildren(...sheetOf(part, this.form, this.read, copies => this.send({change: "begin", copies})))
    this.main.replaceChildren(...[this.sheet, this.waiting.card(part)].filter(card => card !== null))
    const examples = examplesCard(
      part,
      this.isWhole,
      example => this.example(example),
      () => {
        this.isWhole = true
        this.again()
      },
    )
    this.aside.replaceChildren(...[typesCard(part), examples, movesCard(part)].filter(card => card !== null))
    this.wait()
  }

  /**
   * Draw; the keyboard stays where it was.
   * @param {() => void} draw
   */
  keeping(draw) {
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const key = active && this.element.contains(active) ? active.getAttribute("data-key") : null
    const caret = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active.selectionStart : null
    draw()
    if (key) this.focus(key, caret)
  }

  /**
   * @param {string} key
   * @param {number | null} [caret]
   */
  focus(key, caret = null) {
    const found = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (found instanceof HTMLElement && !found.matches(":disabled")) found.focus({preventScroll: true})
    else this.sheet.focus({preventScroll: true})
    if ((found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) && caret !== null) found.setSelectionRange(caret, caret)
  }

  // ---------------------------------------------------------------- a step is opened and written
  /** @param {Draft} draft */
  made(draft) {
    const {part} = this
    if (!part) return null
    return new StepForm(part, draft, {
      save: ({step, typed, seen}) => this.send({change: "save", step, typed, seen}),
      remove: ({step, seen}) => this.send({change: "remove", step, seen}),
      undo: step => this.send({change: "undo", step}),
      close: () => this.close(),
    })
  }

  /** @param {string} step */
  open(step) {
    const {part} = this
    const now = this.steps[step]
    if (!part || !now || this.sent) return
    if (!part.may.includes("write")) {
      this.read = this.read === step ? "" : step
      this.again()
      return
    }
    if (this.form?.step === step) {
      if (!this.form.isTyped()) this.close()
      return
    }
    if (!this.maySwitch()) return
    this.form = this.made({step, typed: now, seen: now})
    this.said = ""
    this.refused = ""
    this.draw()
    this.focus("title")
  }

  /** @param {Partial<PlanTyped>} begun */
  add(begun) {
    if (this.sent) return
    if (this.form?.step === "" && !Object.keys(begun).length) {
      this.focus("title")
      return
    }
    if (!this.maySwitch()) return
    this.form = this.made({step: "", typed: {...EMPTY, ...begun}, seen: {...EMPTY}})
    this.said = ""
    this.refused = ""
    this.draw()
    this.form?.keep()
    this.form?.element.scrollIntoView({block: "nearest"})
    this.focus(begun.title ? "goal" : "title")
  }

  /** @param {PlanExample} example */
  example({title, type}) {
    const {part} = this
    const now = part?.months.findIndex(({is_now}) => is_now) ?? -1
    const next = part?.months[now + 1] ?? part?.months[now]
    this.add({title, type, month: next?.code ?? ""})
  }

  /** What is typed is saved or left first: nothing of it goes by a click elsewhere. */
  maySwitch() {
    if (!this.form?.isTyped()) return true
    this.form.refuse(gettext("Save this one first, or leave it."))
    this.form.element.scrollIntoView({block: "nearest"})
    this.focus("title")
    return false
  }

  close() {
    const step = this.form?.step
    this.form = null
    this.again()
    this.focus(step ? `step ${step}` : "add")
  }

  // ---------------------------------------------------------------- sent and answered
  /** @param {PlanChange} change */
  send(change) {
    const {part} = this
    if (this.sent || !part || !isConnected()) return
    this.sent = change.change
    this.sentStep = "step" in change ? change.step : ""
    this.said = ""
    this.refused = ""
    this.form?.refuse("")
    this.wait()
    this.model.send_msg({...change, school: part.school, year: part.year, operation: operation()})
  }

  /**
   * A step is changed as it stands, beside the form; one that is being written is saved or left first.
   * @param {string} step
   * @param {(now: PlanTyped) => PlanChange} change
   */
  sendStep(step, change) {
    const now = this.steps[step]
    if (!now || (this.form?.step === step && !this.maySwitch())) return
    this.send(change(now))
  }

  wait() {
    const isWaiting = Boolean(this.sent)
    this.element.toggleAttribute("aria-busy", isWaiting)
    for (const button of this.element.querySelectorAll(/** @type {"button"} */ ("button.btn"))) button.disabled = isWaiting
  }

  answered() {
    const {part, sent} = this
    if (!sent || !part) return
    this.sent = ""
    const {refusal = "", said = "", step = ""} = this.model.answer
    if (refusal) {
      if (this.form?.step === this.sentStep && STEP_KINDS.has(sent)) this.form.refuse(refusal)
      else this.refused = refusal
      this.again()
      return
    }
    this.said = said
    if (sent === "give_back") this.office.done(part)
    if (sent === "drop") this.waiting.done(part)
    if (STEP_KINDS.has(sent)) this.stepDone(sent, step, part)
    else this.again()
  }

  /**
   * @param {string} sent
   * @param {string} step
   * @param {PlanPart} part
   */
  stepDone(sent, step, part) {
    const {form} = this
    const isMine = form?.step === this.sentStep
    if (isMine) keepDraft(part.draft, null)
    if (form && isMine && sent === "save" && !form.step) {
      const next = {...EMPTY, goal: form.typed.goal}
      this.form = this.made({step: "", typed: next, seen: next})
      this.draw()
      this.focus("title")
      return
    }
    if (isMine) this.form = null
    this.again()
    this.focus(sent === "remove" || sent === "drop" ? `back ${step}` : `step ${step}`)
  }

  isTyped() {
    return Boolean(this.form?.isTyped() || this.office.isTyped() || this.waiting.isTyped())
  }

  /** Would it be there again after a reload? All of it is kept. */
  isKept() {
    return true
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.sent = ""
    this.wait()
  }
}
