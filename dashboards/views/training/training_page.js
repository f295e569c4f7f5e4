// The page of training sessions: those of a school year with who came, the form to write one, and the schools whose team
// came to none for a year. Whatever the server says, what is typed stays.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../../assets/scripts/operation.js"
import {asksDay} from "../parts/typed_day.js"
import {SessionForm} from "./session_form.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {TrainingChange, TrainingCluster, TrainingMessage, TrainingParameters, TrainingPart, TrainingRow} from "../../assets/scripts/shapes.d.ts" */
/** @import {Draft} from "./session_form.js" */

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
      ...part.rows.map(row => this.row(part, row)),
      ...(part.none ? [make("p", {class: "card none"}, part.none)] : []),
    )
    this.drawAside(part)
    if (!this.isBegun) this.comeBack(part)
    else if (this.form) this.form.take(part, this.typedNow(part, this.form.id))
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
   * @param {string} id
   */
  typedNow(part, id) {
    return part.rows.find(row => row.id === id)?.typed ?? null
  }

  /** @param {TrainingPart} part */
  drawBar(part) {
    const years = make("select", {class: "in", "data-key": "year"}, ...part.years.map(year => make("option", {value: year}, year)))
    years.value = part.year
    years.addEventListener("change", () => this.model.send_msg({year: years.value}))
    const begin = this.button("write", gettext("Write a session down"), () => this.begin())
    begin.classList.add("pri")
    begin.hidden = Boolean(this.form)
    this.bar.replaceChildren(
      make("label", {class: "field"}, make("span", {}, gettext("School year")), years),
      ...(part.may_write ? [begin] : []),
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

  /** @param {TrainingPart} part */
  drawAside(part) {
    this.aside.replaceChildren(
      make("h2", {}, part.without_title),
      ...(part.all_came ? [make("p", {}, part.all_came)] : []),
      ...part.without.map(cluster => this.cluster(cluster)),
      ...(part.beside_list ? [make("p", {class: "muted"}, part.beside_list)] : []),
    )
  }

  /** @param {TrainingCluster} cluster */
  cluster({name, is_own, schools}) {
    const lines = schools.map(one => make("li", {}, make("a", {href: one.address}, one.name), make("small", {}, one.last)))
    return make("section", {class: is_own ? "own" : ""}, make("h3", {}, name), make("ul", {}, ...lines))
  }

  // ---------------------------------------------------------------- writing
  /** @param {TrainingRow} [row] the session that is corrected; none: a new one */
  begin(row) {
    const {part} = this
    if (!part) return
    const typed = row ? row.typed : part.usual
    this.asked = ""
    this.wanted = ""
    this.say("")
    this.write(part, {id: row?.id ?? "", typed, seen: typed})
    this.draw()
    this.form?.begin()
  }

  /**
   * @param {TrainingPart} part
   * @param {Draft} draft
   */
  write(part, draft) {
    this.form = new SessionForm(part, draft, {
      save: draft => this.send("save", draft),
      close: () => this.close(),
      day: asksDay({send_msg: message => this.model.send_msg(message)}, false),
    })
    this.place.replaceChildren(this.form.element)
    this.form.take(part, this.typedNow(part, draft.id))
    this.drawBar(part)
  }

  close() {
    const id = this.form?.id ?? ""
    this.form = null
    this.place.replaceChildren()
    this.draw()
    this.focus(id ? `correct ${id}` : "write")
  }

  isTyped() {
    return this.form?.isTyped() ?? false
  }

  /**
   * @param {"save" | "take_back" | "put_back"} what
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
      this.draw()
      return this.refuse(refusal)
    }
    this.asked = ""
    if (was === "save" && this.form) {
      this.form.saved()
      this.form = null
      this.place.replaceChildren()
    }
    this.draw()
    this.say(said, put_back)
    const next = put_back ? "put back" : `correct ${id}`
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
    const again = back ? this.button("put back", gettext("Put it back"), () => this.send("put_back", {id: back})) : null
    const parts = [words ? make("p", {}, words) : null, again]
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
