// The decision about one report: what to look at first, the sentence the school reads when it goes back, its history,
// and accept, return or put back.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {ReportPanel, ReturnDraft} from "../../assets/scripts/shapes.d.ts" */

/**
 * @typedef {object} DecideActs
 * @property {() => void} accept
 * @property {() => void} giveBack
 * @property {() => void} putBack
 * @property {(draft: ReturnDraft) => void} typed
 */

const FEW_LINES = 4

/**
 * The sentence that ready comments make, in one of the two languages.
 * @param {ReportPanel} panel
 * @param {string[]} codes
 * @param {boolean} isSpanish
 */
export function composed(panel, codes, isSpanish) {
  const form = panel.comes_back
  const chosen = form.comments.filter(one => codes.includes(one.code))
  if (!chosen.length) return ""
  const things = isSpanish ? [form.one_spanish, form.two_spanish] : [form.one, form.two]
  const said = chosen.map(one => (isSpanish ? one.spanish : one.english))
  const [begun, ended] = isSpanish ? [form.begun_spanish, form.ended_spanish] : [form.begun, form.ended]
  return [begun, things[chosen.length > 1 ? 1 : 0], ...said, ended].join(" ")
}

export class DecideView {
  element = make("aside", {class: "decide", "aria-label": gettext("Decide"), tabindex: -1})
  text = make("textarea", {class: "in", rows: 5, maxlength: 2000})
  refused = ""
  isWholeHistory = false
  /** @type {ReportPanel | null} */
  panel = null
  /** @type {ReturnDraft} */
  draft = {text: "", codes: [], spanish: false, isTyped: false}

  /** @param {DecideActs} acts */
  constructor(acts) {
    this.acts = acts
    this.text.addEventListener("input", () => {
      this.draft = {...this.draft, text: this.text.value, isTyped: true}
      this.acts.typed(this.draft)
      this.buttons()
    })
    this.text.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.acts.giveBack()
    })
  }

  /**
   * @param {ReportPanel} panel
   * @param {ReturnDraft} draft
   */
  draw(panel, draft) {
    if (this.panel?.key !== panel.key) this.isWholeHistory = false
    this.panel = panel
    this.draft = draft
    if (this.text.value !== draft.text) this.text.value = draft.text
    const waits = panel.state === "submitted"
    const mayReturn = waits && !panel.refusal && !panel.locked
    const hadText = this.text.matches(":focus")
    const parts = [this.looks(panel), this.news(panel), mayReturn ? this.comesBack(panel) : this.wentBack(panel), this.history(panel)]
    const inside = make("div", {class: "scroll"}, ...parts)
    this.element.replaceChildren(inside, this.foot)
    this.buttons()
    if (hadText) this.text.focus({preventScroll: true})
  }

  foot = make("div", {class: "foot"})

  /** @param {ReportPanel} panel */
  looks(panel) {
    if (panel.clean) return make("section", {}, make("h3", {}, gettext("Clean")), make("p", {}, panel.clean))
    if (!panel.looks.length) return null
    const lines = panel.looks.map(one => make("p", {class: "look"}, icon("look"), make("span", {}, make("b", {}, one.head), " ", one.rest)))
    return make("section", {}, make("h3", {}, gettext("Look at first"), make("small", {}, String(panel.looks.length))), ...lines)
  }

  /** @param {ReportPanel} panel */
  news(panel) {
    if (!panel.news.length) return null
    return make("section", {}, make("h3", {}, gettext("What changed here")), ...panel.news.map(text => make("p", {}, text)))
  }

  /** @param {ReportPanel} panel */
  wentBack(panel) {
    if (!panel.returned_with) return null
    return make("section", {}, make("h3", {}, panel.comes_back.reads), make("p", {class: "sentence"}, panel.returned_with))
  }

  /** @param {ReportPanel} panel */
  comesBack(panel) {
    const {draft} = this
    const form = panel.comes_back
    const picks = form.comments.map(one => {
      const box = make("input", {type: "checkbox", value: one.code})
      box.checked = draft.codes.includes(one.code)
      box.addEventListener("change", () => this.pick(one.code, box.checked))
      return make("label", {class: one.is_found ? "found" : null}, box, make("span", {}, one.label))
    })
    const spanish = make("input", {type: "checkbox"})
    spanish.checked = draft.spanish
    spanish.addEventListener("change", () => this.set({...this.draft, spanish: spanish.checked}))
    const said = draft.spanish ? composed(panel, draft.codes, true) : ""
    const note = said || gettext("Choose a ready comment for the Spanish; what you type yourself is not translated.")
    return make(
      "section",
      {class: "comes-back"},
      make("h3", {}, gettext("Return with a comment")),
      make("div", {class: "pick"}, ...picks),
      make("label", {class: "reads"}, form.reads, this.text),
      make("label", {class: "tick"}, spanish, gettext("Also in Spanish")),
      draft.spanish ? make("p", {class: said ? "sentence" : "hint", lang: said ? "es" : null}, note) : null,
      make("p", {class: "hint"}, form.mends),
    )
  }

  /**
   * @param {string} code
   * @param {boolean} isOn
   */
  pick(code, isOn) {
    if (!this.panel) return
    const codes = this.panel.comes_back.comments.map(one => one.code).filter(one => (one === code ? isOn : this.draft.codes.includes(one)))
    const text =
      this.draft.isTyped && this.draft.text.trim()
        ? withSentence(this.draft.text, this.sentence(code), isOn)
        : composed(this.panel, codes, false)
    this.set({...this.draft, codes, text})
  }

  /** @param {string} code */
  sentence(code) {
    return this.panel?.comes_back.comments.find(one => one.code === code)?.english ?? ""
  }

  /** @param {ReturnDraft} draft */
  set(draft) {
    if (!this.panel) return
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const value = active instanceof HTMLInputElement ? active.value : null
    this.acts.typed(draft)
    this.draw(this.panel, draft)
    if (value) this.element.querySelector(/** @type {"input"} */ (`input[value="${CSS.escape(value)}"]`))?.focus({preventScroll: true})
  }

  /** The form to return it: what was found is chosen, unless something is chosen or typed already. */
  begin() {
    if (!this.panel || !this.text.isConnected) return
    if (!this.draft.text.trim()) {
      const codes = this.panel.comes_back.comments.filter(one => one.is_found).map(one => one.code)
      this.set({...this.draft, codes, text: composed(this.panel, codes, false)})
    }
    this.text.focus()
    this.text.setSelectionRange(this.text.value.length, this.text.value.length)
  }

  /** @param {ReportPanel} panel */
  history(panel) {
    if (!panel.history.length) return null
    const shown = this.isWholeHistory ? panel.history : panel.history.slice(0, FEW_LINES)
    const all = make("button", {type: "button", class: "link"}, gettext("All {count}", {count: panel.history.length}))
    all.addEventListener("click", () => {
      this.isWholeHistory = true
      this.draw(panel, this.draft)
    })
    const lines = shown.flatMap(([day, text]) => [make("dt", {}, day), make("dd", {}, text)])
    return make(
      "section",
      {},
      make("h3", {}, gettext("History"), shown.length < panel.history.length ? all : null),
      make("dl", {class: "history"}, ...lines),
    )
  }

  /** @param {string} words why the last decision was not saved */
  refuse(words) {
    this.refused = words
    this.buttons()
  }

  buttons() {
    const {panel} = this
    if (!panel) return
    const why = panel.refusal || panel.locked
    const parts = []
    if (this.refused) parts.push(make("p", {class: "refused", role: "alert"}, this.refused))
    if (why) parts.push(make("p", {class: "why"}, icon("lock"), why))
    else if (panel.state === "submitted") {
      const accept = make("button", {type: "button", class: "btn pri"}, icon("check"), gettext("Accept"), make("kbd", {}, "a"))
      const back = make("button", {type: "button", class: "btn"}, gettext("Return"), make("kbd", {}, "r"))
      back.addEventListener("click", () => (this.draft.text.trim() ? this.acts.giveBack() : this.begin()))
      accept.addEventListener("click", () => this.acts.accept())
      parts.push(make("div", {class: "buttons"}, accept, back))
    } else if (panel.state === "accepted" || panel.state === "returned") {
      const again = make("button", {type: "button", class: "btn"}, gettext("Put back to review"))
      again.addEventListener("click", () => this.acts.putBack())
      parts.push(make("div", {class: "buttons"}, make("span", {}, panel.history[0]?.[1] ?? panel.state_label), again))
    }
    this.foot.hidden = !parts.length
    const root = this.element.getRootNode()
    const had =
      root instanceof ShadowRoot && root.activeElement && this.foot.contains(root.activeElement) ? root.activeElement.textContent : null
    this.foot.replaceChildren(...parts)
    if (had) [...this.foot.querySelectorAll("button")].find(one => one.textContent === had)?.focus({preventScroll: true})
  }
}

/**
 * What was typed, with a ready sentence more or less.
 * @param {string} text
 * @param {string} sentence
 * @param {boolean} isOn
 */
function withSentence(text, sentence, isOn) {
  if (isOn) return text.includes(sentence) ? text : `${text.trimEnd()} ${sentence}`
  return text.replace(sentence, "").replace(/ {2,}/g, " ").trim()
}
