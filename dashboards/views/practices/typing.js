// What somebody types about a practice: kept in this browser until it is saved. A text that somebody else changed
// meanwhile stands under the own one, to choose from; texts that only they changed are taken over.
import {make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {heading, textNames} from "./texts.js"

/** @import {PracticeRow, PracticeTyped} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{typed: PracticeTyped, seen: PracticeTyped}} Draft */
/** @typedef {(key: string, text: string, act: () => void) => HTMLElement} MakeButton */

/** @type {(keyof PracticeTyped)[]} */
const TEXTS = ["title", "aim", "what_was_done", "materials", "how_it_went"]

/** @param {PracticeRow} row */
function textsOf({texts}) {
  const [title, aim, whatWasDone, materials, howItWent] = TEXTS.map(name => texts[name].join("\n"))
  return /** @type {PracticeTyped} */ ({title, aim, what_was_done: whatWasDone, materials, how_it_went: howItWent})
}

export class Typing {
  /**
   * What somebody else wrote under what is typed.
   * @type {Partial<PracticeTyped>}
   */
  changed = {}

  /** @param {PracticeRow} row */
  constructor(row) {
    this.row = row
    this.seen = textsOf(row)
    this.typed = {...this.seen}
    /** @type {Draft | null} */
    const draft = row.may.includes("write") ? draftOf(row.draft) : null
    if (draft) {
      this.typed = draft.typed
      this.seen = draft.seen
      this.take(row)
    }
  }

  /** @param {PracticeRow} row the same practice, as it is by now */
  take(row) {
    this.row = row
    const now = textsOf(row)
    for (const name of TEXTS) {
      const isMine = this.typed[name] !== this.seen[name]
      if (!isMine) this.typed[name] = now[name]
      if (isMine && this.typed[name] !== now[name]) {
        if (now[name] !== this.seen[name]) this.changed[name] = now[name]
      } else {
        this.seen[name] = now[name]
        delete this.changed[name]
      }
    }
  }

  isTyped() {
    return TEXTS.some(name => this.typed[name] !== this.seen[name])
  }

  keep() {
    keepDraft(this.row.draft, this.isTyped() ? {typed: this.typed, seen: this.seen} : null)
  }

  /** What stands there now is all there is: it was saved, or thrown away. */
  done() {
    this.seen = textsOf(this.row)
    this.typed = {...this.seen}
    this.changed = {}
    this.keep()
  }

  /** May it be saved? What the school was asked for may also be sent as it stands. */
  maySave() {
    const isSettled = !Object.keys(this.changed).length && Boolean(this.typed.title.trim())
    return isSettled && (this.isTyped() || Boolean(this.row.state))
  }

  /**
   * @param {MakeButton} button
   * @param {() => void} changed something is typed
   * @param {() => void} settled one of two texts was chosen
   */
  form(button, changed, settled) {
    const {row} = this
    const title = make("input", {class: "in", maxlength: 120, autocomplete: "off"})
    const texts = textNames().map(([name, label]) => {
      const area = make("textarea", {class: "in", rows: name === "what_was_done" ? 6 : 3, maxlength: 4000})
      return this.field(name, label, area, button, changed, settled)
    })
    return make(
      "div",
      {class: "scroll fields"},
      heading(row),
      row.news ? make("p", {class: "news"}, row.news) : null,
      this.field("title", gettext("What it is called"), title, button, changed, settled),
      ...texts,
      make("p", {class: "hint"}, gettext("One step a line. Figures are taken from the report: {line}.", {line: row.line})),
      make("p", {class: "hint"}, gettext("Other schools read it without names: write “our school”, and no names of children or parents.")),
    )
  }

  /**
   * @param {keyof PracticeTyped} name
   * @param {string} label
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @param {MakeButton} button
   * @param {() => void} changed
   * @param {() => void} settled
   */
  field(name, label, field, button, changed, settled) {
    field.value = this.typed[name]
    field.dataset.key = name
    field.addEventListener("input", () => {
      this.typed[name] = field.value
      this.keep()
      changed()
    })
    const whole = make("label", {}, label, field)
    const now = this.changed[name]
    if (now === undefined) return whole
    const choose = (/** @type {string} */ text) => () => {
      this.typed[name] = text
      this.seen[name] = now
      delete this.changed[name]
      this.keep()
      settled()
    }
    return make(
      "div",
      {class: "both"},
      whole,
      make("p", {}, make("b", {}, gettext("Meanwhile somebody wrote:")), " ", now || "–"),
      make(
        "div",
        {class: "buttons"},
        button(`mine ${name}`, gettext("Keep mine"), choose(this.typed[name])),
        button(`theirs ${name}`, gettext("Take theirs"), choose(now)),
      ),
    )
  }
}
