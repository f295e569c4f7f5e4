// The page of training sessions: those of a school year with who came, the form to write one, and the schools whose team
// came to none for a year. Whatever the server says, what is typed stays.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../../assets/scripts/operation.js"
import {asksDay} from "../parts/typed_day.js"
import {plannedCard} from "./planned.js"
import {SessionForm} from "./session_form.js"
import {withoutSession} from "./without.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {PlannedTraining, TrainingChange, TrainingMessage, TrainingParameters, TrainingPart, TrainingRow, TrainingVerb} from "../../assets/scripts/shapes.d.ts" */
/** @import {Draft} from "./session_form.js" */
/** @import {Way} from "./ways.js" */

export class TrainingPage {
  element = make("div", {class: "training"})
  bar = make("div", {class: "bar"})
  said = make("div", {class: "said", role: "status"})
  place = make("div", {class: "place"})
  list = make("div", {class: "list"})
  aside = make("section", {class: "card aside"})
  /** @type {SessionForm | null} */
  form = null
  /** The session that somebody is asked about before it is taken back. */
  asked = ""
  /** What was sent and has no answer yet. */
  sent = ""
  /** Sessions whose schools are shown. @type {Set<string>} */
  open = new Set()
  isBegun = false
  /** The planned session that was dropped last. @type {PlannedTraining | null} */
  dropped = null
  /** Where the keyboard goes once it is drawn: the answer may come before what it made. */
  wanted = ""

  /** @param {Model<TrainingParameters, TrainingMessage>} model */
  constructor(model) {
    this.model = model
    const main = make("div", {class: "main"}, this.bar, this.said, this.place, this.list)
    this.element.append(make("div", {class: "two"}, main, this.aside))
  }

  /** @returns {TrainingPart | null} */
  get part() {
    return JSON.parse(this.model.training || "null")
  }

  // ---------------------------------------------------------------- drawing
  draw() {
    const {part} = this
    if (!part) return
    const key = this.key()
    this.drawBar(part)
    this.list.replaceChildren(
      plannedCard(part, this.plannedActs()),
      ...part.rows.map(row => this.row(part, row)),
      ...(part.none ? [make("p", {class: "card none"}, part.none)] : []),
    )
    this.aside.replaceChildren(...withoutSession(part))
    if (!this.isBegun) this.comeBack(part)
    else if (this.form) this.form.take(part, this.typedNow(part, this.form))
    this.wait()
    if (key) this.focus(key)
    else if (this.wanted && this.focus(this.wanted)) this.wanted = ""
  }

  /** @param {TrainingPart} part what was typed here before the page was loaded again */
  comeBack(part) {
    this.isBegun = true
    /** @type {Draft | null} */
    const draft = part.may_write ? draftOf(part.draft) : null
    if (draft) this.write(part, draft)
  }

  /**
   * @param {TrainingPart} part
   * @param {{id: string, way: Way}} form
   */
  typedNow(part, {id, way}) {
    const rows = way === "save" ? part.rows : part.planned
    return rows.find(row => row.id === id)?.typed ?? null
  }

  /** @param {TrainingPart} part */
  drawBar(part) {
    const years = make("select", {class: "in", "data-key": "year"}, ...part.years.map(year => make("option", {value: year}, year)))
    years.value = part.year
    years.addEventListener("change", () => this.model.send_msg({year: years.value}))
    const begin = this.button("write", gettext("Write a session down"), () => this.begin())
    begin.classList.add("pri")
    const plan = this.button("plan", gettext("Plan a session"), () => this.begin(undefined, "plan"))
    for (const one of [begin, plan]) one.hidden = Boolean(this.form)
    this.bar.replaceChildren(
      make("label", {class: "field"}, make("span", {}, gettext("School year")), years),
      ...(part.may_write ? [make("span", {class: "buttons"}, plan, begin)] : []),
    )
  }

  /**
   * @param {TrainingPart} part
   * @param {TrainingRow} row
   */
  row(part, row) {
    const {id, topic, about, counted, own, came, said} = row
    const names = make(
      "ul",
      {class: "came"},
      ...came.map(([name, people]) => make("li", {}, make("span", {}, name), make("b", {}, people))),
    )
    const fold = make("details", {}, make("summary", {"data-key": `came ${id}`}, gettext("Which schools")), names)
    fold.open = this.open.has(id)
    fold.addEventListener("toggle", () => (fold.open ? this.open.add(id) : this.open.delete(id)))
    return make(
      "article",
      {class: "card session", "data-session": id},
      make("header", {}, make("h2", {}, topic), make("p", {class: "date"}, about)),
      make("p", {}, counted),
      own ? make("p", {class: "own"}, own) : null,
      came.length ? fold : null,
      said ? make("p", {class: "muted"}, said) : null,
      part.may_write ? this.acts(row) : null,
    )
  }

  /** @param {TrainingRow} row */
  acts(row) {
    const {id, topic, typed} = row
    if (this.asked === id) {
      const yes = this.button(`yes ${id}`, gettext("Take it back"), () => this.send("take_back", {id, seen: typed}))
      yes.classList.add("pri")
      return make(
        "div",
        {class: "buttons", role: "group", "aria-label": gettext("Take back: {topic}", {topic})},
        make("p", {}, gettext("The session goes from the list with who came. It can be put back.")),
        yes,
        this.button(`no ${id}`, gettext("Leave it"), () => this.ask("", `back ${id}`)),
      )
    }
    const correct = this.button(`correct ${id}`, gettext("Correct"), () => this.begin(row))
    const back = this.button(`back ${id}`, gettext("Take back"), () => this.ask(id, `yes ${id}`))
    correct.setAttribute("aria-label", gettext("Correct: {topic}", {topic}))
    back.setAttribute("aria-label", gettext("Take back: {topic}", {topic}))
    return make("div", {class: "buttons"}, correct, back)
  }

  /**
   * @param {string} id
   * @param {string} key where the keyboard goes
   */
  ask(id, key) {
    this.asked = id
    this.draw()
    this.focus(key)
  }

  // ---------------------------------------------------------------- writing
  /** What is done with a planned session. */
  plannedActs() {
    const seen = (/** @type {PlannedTraining} */ {id, typed}) => ({id, typed, seen: typed})
    return {
      held: (/** @type {PlannedTraining} */ row) => this.begin(row, "hold"),
      all: (/** @type {PlannedTraining} */ row) => this.send("hold", seen(row)),
      change: (/** @type {PlannedTraining} */ row) => this.begin(row, "plan"),
      drop: (/** @type {PlannedTraining} */ row) => {
        this.send("drop", {id: row.id, seen: row.typed})
        this.dropped = row
      },
      button: (/** @type {string} */ key, /** @type {string} */ text, /** @type {() => void} */ act) => this.button(key, text, act),
    }
  }

  /**
   * @param {TrainingRow | PlannedTraining} [row] the session that is written about; none: a new one
   * @param {Way} [way]
   */
  begin(row, way = "save") {
    const {part} = this
    if (!part) return
    const typed = row ? row.typed : way === "plan" ? {...part.usual, held_on: ""} : part.usual
    this.asked = ""
    this.wanted = ""
    this.say("")
    this.write(part, {id: row?.id ?? "", way, typed, seen: typed})
    this.draw()
    this.form?.begin()
  }

  /**
   * @param {TrainingPart} part
   * @param {Draft} draft
   */
  write(part, draft) {
    this.form = new SessionForm(part, draft, {
      save: (way, {id, typed, seen}) => this.send(way, {id, typed, seen}),
      close: () => this.close(),
      day: ahead => asksDay({send_msg: message => this.model.send_msg(message)}, ahead),
    })
    this.place.replaceChildren(this.form.element)
    this.form.take(part, this.typedNow(part, this.form))
    this.drawBar(part)
  }

  close() {
    const {id = "", way = "save"} = this.form ?? {}
    this.form = null
    this.place.replaceChildren()
    this.draw()
    const [old, made] = {save: ["correct", "write"], plan: ["change", "plan"], hold: ["hold", "write"]}[way]
    this.focus(id ? `${old} ${id}` : (made ?? ""))
  }

  isTyped() {
    return this.form?.isTyped() ?? false
  }

  /**
   * @param {TrainingVerb} what
   * @param {TrainingChange} change
   */
  send(what, change) {
    if (this.sent) return
    if (!isConnected()) return this.refuse(gettext("No connection: nothing can be saved now. What you typed stays here."))
    this.sent = what
    this.form?.refuse("")
    this.say("")
    this.wait()
    const said = {...change, operation: operation()} // under one name: before Bokeh is there, it is kept by that
    this.model.send_msg(/** @type {TrainingMessage} */ ({[what]: said}))
  }

  answered() {
    const {refusal = "", said = "", id = "", put_back = ""} = this.model.answer
    const was = this.sent
    this.sent = ""
    if (refusal) {
      this.dropped = null
      this.draw()
      return this.refuse(refusal)
    }
    this.asked = ""
    if (was === this.form?.way) {
      this.form.saved()
      this.form = null
      this.place.replaceChildren()
    }
    this.draw()
    this.say(said, put_back)
    const next = put_back || was === "drop" ? "put back" : `${was === "plan" ? "change" : "correct"} ${id}`
    this.wanted = this.focus(next) ? "" : next
  }

  /** @param {string} words */
  refuse(words) {
    if (this.form) this.form.refuse(words)
    else this.say(words)
  }

  /**
   * @param {string} words
   * @param {string} [back] the session that can be put back
   */
  say(words, back = "") {
    const {dropped} = this
    const again = () => (dropped ? this.send("plan", {id: "", typed: dropped.typed}) : this.send("put_back", {id: back}))
    const parts = [
      words ? make("p", {}, words) : null,
      words && (back || dropped) ? this.button("put back", gettext("Put it back"), again) : null,
    ]
    this.dropped = null
    this.said.replaceChildren(...parts.filter(part => part !== null))
  }

  wait() {
    const isWaiting = Boolean(this.sent)
    for (const button of this.element.querySelectorAll("button")) button.disabled = isWaiting
  }

  lost() {
    if (!this.sent) return
    this.sent = ""
    this.wait()
    this.refuse(gettext("No connection: nothing can be saved now. What you typed stays here."))
  }

  // ---------------------------------------------------------------- keyboard
  key() {
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    return active && !this.place.contains(active) ? (active.getAttribute("data-key") ?? "") : ""
  }

  /** @param {string} key */
  focus(key) {
    const there = this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (!(there instanceof HTMLElement)) return false
    there.focus()
    return true
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   */
  button(key, text, act) {
    const made = make("button", {type: "button", class: "btn", "data-key": key}, key === "write" ? icon("plus") : null, text)
    made.addEventListener("click", act)
    return made
  }
}
