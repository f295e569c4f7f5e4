// What a school says is wrong: every one with its day and reason beside the answer, or the forms to say so and to
// answer. What is typed is kept in this tab until it is saved.
import {answerForForm, isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf, isKeptThroughReload, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {DisputeLine, DisputesMessage, DisputesParameters, DisputesPart} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{about: string, text: string, isAgreed: boolean | null}} Typed */

/** @param {Drawing<DisputesParameters, DisputesMessage>} drawing */
export function render({model, el}) {
  const section = new Disputes(model)
  el.append(section.element)
  section.draw()
  model.on("school", () => section.draw())
  model.on("answer", () => section.answered())
  const stop = answerForForm(
    () => Boolean(section.typed.text),
    isKeptThroughReload,
    () => section.lost(),
  )
  model.on("remove", stop)
}

class Disputes {
  element = make("div", {class: "decided disputed"})
  /**
   * The dispute that is being answered, -1: something new is being said; 0: nothing is open.
   * @type {number}
   */
  open = 0
  /** @type {Typed} */
  typed = {about: "", text: "", isAgreed: null}
  school = ""
  said = ""
  refused = ""
  isSent = false

  /** @param {Model<DisputesParameters, DisputesMessage>} model */
  constructor(model) {
    this.model = model
  }

  /** @returns {DisputesPart | null} */
  get part() {
    return JSON.parse(this.model.school || "null")
  }

  draw() {
    const {part} = this
    this.element.classList.toggle("card", this.model.is_card && part !== null)
    if (!part || !(part.lines.length || part.options.length)) {
      this.element.classList.remove("card")
      this.element.replaceChildren()
      return
    }
    if (part.school !== this.school) this.arrive(part)
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const key = active?.getAttribute("data-key")
    const caret = active instanceof HTMLTextAreaElement ? active.selectionStart : null
    this.element.replaceChildren(this.section(part))
    const again = key && this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again instanceof HTMLElement) again.focus({preventScroll: true})
    if (again instanceof HTMLTextAreaElement && caret !== null) again.setSelectionRange(caret, caret)
  }

  /** @param {DisputesPart} part another school than before */
  arrive({school, draft}) {
    this.school = school
    /** @type {{open: number, typed: Typed} | null} */
    const kept = draftOf(draft)
    this.open = kept?.open ?? 0
    this.typed = kept?.typed ?? {about: "", text: "", isAgreed: null}
    this.said = ""
    this.refused = ""
  }

  /** @param {DisputesPart} part */
  section(part) {
    const say = part.options.length && this.open !== -1 ? this.link("say", gettext("This is wrong"), () => this.begin(-1)) : null
    return make(
      "section",
      {},
      make("h3", {}, gettext("Said to be wrong"), say),
      this.said ? make("p", {class: "said", role: "status"}, this.said) : null,
      part.lines.length ? make("ul", {}, ...part.lines.map(line => this.line(line))) : null,
      part.lines.length || this.open === -1
        ? null
        : make("p", {class: "hint"}, gettext("Is a figure or reason wrong? Say so: it is looked at, and your words stand beside it.")),
      this.open === -1 ? this.form(part) : null,
    )
  }

  /** @param {DisputeLine} line */
  line(line) {
    const {id, about, said, reason, answer, answered} = line
    return make(
      "li",
      {class: answered ? "dispute answered" : "dispute"},
      make("b", {}, about),
      make("small", {}, said),
      make("p", {}, reason),
      answered ? make("small", {}, answered) : null,
      answered ? make("p", {}, answer) : null,
      answered ? null : make("small", {}, gettext("It waits for an answer; the figure stays meanwhile.")),
      line.may_answer && this.open !== id
        ? make(
            "div",
            {class: "buttons"},
            this.button(`answer ${id}`, gettext("Answer"), () => this.begin(id)),
          )
        : null,
      line.may_take_back
        ? make(
            "div",
            {class: "buttons"},
            this.button(`back ${id}`, gettext("Take back"), () => this.send({take_back: id})),
          )
        : null,
      line.may_answer && this.open === id ? this.form(null, id) : null,
    )
  }

  /** @param {number} what */
  begin(what) {
    if (this.open !== what) this.typed = {about: "", text: "", isAgreed: null}
    this.open = what
    this.said = ""
    this.refused = ""
    this.draw()
    this.element.querySelector(/** @type {"select"} */ ("form select, form input"))?.focus()
  }

  /**
   * To say that something is wrong, or, with a number, to answer.
   * @param {DisputesPart | null} part
   * @param {number} [id]
   */
  form(part, id = 0) {
    const {typed} = this
    const text = make("textarea", {"data-key": "text", maxlength: 2000})
    text.value = typed.text
    text.addEventListener("input", () => {
      typed.text = text.value
      this.keep()
    })
    const choice = part ? this.about(part) : this.agreed()
    const form = make(
      "form",
      {novalidate: true},
      choice,
      make("label", {}, part ? gettext("What is wrong, and how you know") : gettext("Your answer; the school reads it"), text),
      this.refused ? make("p", {class: "refused", role: "alert"}, this.refused) : null,
      make(
        "div",
        {class: "buttons"},
        make("button", {type: "submit", class: "save", "data-key": "save", disabled: this.isSent}, gettext("Send")),
        this.button("leave", gettext("Leave it"), () => {
          this.typed.text = ""
          this.open = 0
          this.keep()
          this.draw()
        }),
      ),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      if (part) this.send({say: {school: part.school, about: typed.about, reason: typed.text}})
      else this.send({reply: id, is_agreed: typed.isAgreed, text: typed.text})
    })
    return form
  }

  /** @param {DisputesPart} part */
  about({options, of_list: ofList}) {
    const field = make("select", {"data-key": "about"}, ...options.map(([code, label]) => make("option", {value: code}, label)))
    field.value = this.typed.about
    field.addEventListener("change", () => {
      this.typed.about = field.value
      this.keep()
    })
    return make("label", {}, ofList, field)
  }

  agreed() {
    /** @type {[boolean, string][]} */
    const ways = [
      [true, gettext("It is wrong; we mend it")],
      [false, gettext("It stays as it is")],
    ]
    const made = ways.map(([is, label]) => {
      const radio = make("input", {type: "radio", name: "agreed", "data-key": `agreed ${is}`, checked: this.typed.isAgreed === is})
      radio.addEventListener("change", () => {
        this.typed.isAgreed = is
        this.keep()
      })
      return make("label", {}, radio, label)
    })
    return make("fieldset", {}, make("legend", {}, gettext("What you found")), make("div", {class: "ways"}, ...made))
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   */
  link(key, text, act) {
    const made = make("button", {type: "button", class: "link", "data-key": key}, text)
    made.addEventListener("click", act)
    return made
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   */
  button(key, text, act) {
    const made = make("button", {type: "button", "data-key": key, disabled: this.isSent}, text)
    made.addEventListener("click", act)
    return made
  }

  keep() {
    const {part} = this
    if (part) keepDraft(part.draft, this.typed.text ? {open: this.open, typed: this.typed} : null)
  }

  /** @param {DisputesMessage} message */
  send(message) {
    if (this.isSent || !isConnected()) return
    this.isSent = true
    this.refused = ""
    this.said = ""
    this.draw()
    this.model.send_msg({...message, operation: operation()})
  }

  answered() {
    if (!this.isSent) return
    this.isSent = false
    const {refusal = "", said = ""} = this.model.answer
    this.refused = refusal
    this.said = said
    if (refusal && this.open === 0) this.said = refusal
    if (!refusal) {
      this.open = 0
      this.typed = {about: "", text: "", isAgreed: null}
      this.keep()
    }
    this.draw()
  }

  lost() {
    this.isSent = false
    this.draw()
  }
}
