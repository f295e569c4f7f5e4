// One practice, opened: read, or written about. What is typed is kept in this browser until it is saved; a text that
// somebody else changed meanwhile stands under the own one, to choose from.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {logContact} from "../support/entries.js"
import {written} from "./texts.js"
import {Typing} from "./typing.js"

/** @import {PracticeChange, PracticeRow} from "../../assets/scripts/shapes.d.ts" */

/**
 * @typedef {{
 *   send: (name: string, change: PracticeChange) => void,
 *   close: () => void,
 *   print: (row: PracticeRow) => void,
 * }} Acts
 */
export class WriteUpView {
  element = make("div", {class: "inside"})
  isWriting = false
  waits = false
  refused = ""
  said = ""
  /**
   * What a note is being written for.
   * @type {"" | "ask" | "take_back"}
   */
  asking = ""
  note = ""
  /**
   * @param {PracticeRow} row
   * @param {Acts} acts
   */
  constructor(row, acts) {
    this.row = row
    this.acts = acts
    this.typing = new Typing(row)
    this.isWriting = this.typing.isTyped()
    this.draw()
  }

  /** @param {PracticeRow} row the same practice, as it is by now */
  take(row) {
    this.row = row
    this.typing.take(row)
    if (!row.may.includes("write")) this.isWriting = false
    this.draw()
  }

  isTyped() {
    return this.typing.isTyped()
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    this.waits = isWaiting
    this.draw()
  }

  /**
   * @param {string} sent
   * @param {string} refusal
   * @param {string} said
   */
  answered(sent, refusal, said) {
    this.refused = refusal
    this.said = refusal ? "" : said
    if (!refusal) {
      if (sent === "write") {
        this.typing.done()
        this.isWriting = false
      }
      this.asking = ""
      this.note = ""
    }
    this.draw()
  }

  /**
   * @param {string} name
   * @param {PracticeChange} change
   */
  send(name, change) {
    this.refused = ""
    this.said = ""
    this.acts.send(name, change)
  }

  /** Draw anew; the keyboard stays where it was. */
  draw() {
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const key = active && this.element.contains(active) ? active.getAttribute("data-key") : null
    const caret = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement ? active.selectionStart : null
    const scrolled = this.element.querySelector(".scroll")?.scrollTop ?? 0
    this.element.dataset.school = this.row.log
    this.element.replaceChildren(this.head(), this.isWriting ? this.form() : this.text(), this.foot())
    const scroll = this.element.querySelector(".scroll")
    if (scroll) scroll.scrollTop = scrolled
    const again = key && this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again instanceof HTMLElement && !again.matches(":disabled")) again.focus({preventScroll: true})
    else if (key && !this.waits) this.element.parentElement?.focus({preventScroll: true})
    if ((again instanceof HTMLTextAreaElement || again instanceof HTMLInputElement) && caret !== null) again.setSelectionRange(caret, caret)
  }

  head() {
    const close = make("button", {type: "button", class: "bare", "aria-label": gettext("Close"), "data-key": "close"}, icon("close"))
    close.addEventListener("click", () => this.acts.close())
    return make(
      "div",
      {class: "head"},
      make("span", {class: "grow"}, this.row.state ? make("span", {class: "state"}, this.row.state) : null),
      close,
    )
  }

  text() {
    return make(
      "div",
      {class: "scroll"},
      this.said ? make("p", {class: "said", role: "status"}, icon("check"), this.said) : null,
      ...written(this.row),
    )
  }

  form() {
    const settled = () => {
      this.refused = ""
      this.draw()
    }
    return this.typing.form(
      (key, text, act) => this.button(key, text, act),
      () => this.settle(),
      settled,
    )
  }

  /** Only the button follows what is typed; nothing else moves. */
  settle() {
    const save = this.element.querySelector(/** @type {"button"} */ ("button.save"))
    if (save) save.disabled = this.waits || !this.typing.maySave()
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   * @param {string} [look]
   */
  button(key, text, act, look = "btn") {
    const made = make("button", {type: "button", class: look, "data-key": key, disabled: this.waits}, text)
    made.addEventListener("click", act)
    return made
  }

  foot() {
    const alert = this.refused ? make("p", {class: "refused", role: "alert"}, this.refused) : null
    return make(
      "div",
      {class: "foot"},
      alert,
      this.asking ? this.noting(this.asking) : null,
      make("div", {class: "buttons"}, ...(this.isWriting ? this.whileWriting() : this.whileReading())),
    )
  }

  whileWriting() {
    const {typed, seen} = this.typing
    const send = () => this.send("write", {write: this.row.id, texts: typed, seen})
    const save = this.button("save", gettext("Save"), send, "btn pri save")
    save.disabled = this.waits || !this.typing.maySave()
    const leave = () => {
      this.typing.done()
      this.isWriting = false
      this.draw()
    }
    return [save, this.button("leave", this.isTyped() ? gettext("Throw away what I typed") : gettext("Leave it"), leave)]
  }

  whileReading() {
    const {id, version, may, log} = this.row
    const write = () => {
      this.isWriting = true
      this.said = ""
      this.draw()
      this.element.querySelector(/** @type {"input"} */ ('[data-key="title"]'))?.focus()
    }
    const note = (/** @type {"ask" | "take_back"} */ what) => () => {
      this.asking = what
      this.draw()
      this.element.querySelector(/** @type {"textarea"} */ ('[data-key="note"]'))?.focus()
    }
    const isToWrite = may.includes("write") && !may.includes("publish")
    return [
      may.includes("publish")
        ? this.button("publish", gettext("Share it"), () => this.send("publish", {publish: id, version}), "btn pri")
        : null,
      may.includes("write")
        ? this.button("write", gettext("Write about it"), write, isToWrite && this.row.state ? "btn pri" : "btn")
        : null,
      may.includes("ask") ? this.button("ask", gettext("Ask the school"), note("ask")) : null,
      may.includes("take_back") ? this.button("back", gettext("Take back"), note("take_back")) : null,
      log ? this.button("log", gettext("Log a contact"), () => logContact(this.element, {school: log})) : null,
      this.button("paper", gettext("Print"), () => this.acts.print(this.row)),
    ].filter(button => button !== null)
  }

  /** @param {"ask" | "take_back"} what */
  noting(what) {
    const {id, version} = this.row
    const isAsking = what === "ask"
    const field = make("textarea", {class: "in", rows: 2, maxlength: 2000, "data-key": "note"})
    field.value = this.note
    field.addEventListener("input", () => {
      this.note = field.value
    })
    const send = () => this.send(what, isAsking ? {ask: id, version, note: this.note} : {take_back: id, version, note: this.note})
    const leave = () => {
      this.asking = ""
      this.note = ""
      this.draw()
    }
    return make(
      "div",
      {class: "noting"},
      make("label", {}, isAsking ? gettext("What you ask the school") : gettext("Why it is taken back"), field),
      make(
        "div",
        {class: "buttons"},
        this.button("send", isAsking ? gettext("Send") : gettext("Take it back"), send, "btn pri"),
        this.button("not", gettext("Leave it"), leave),
      ),
    )
  }
}
