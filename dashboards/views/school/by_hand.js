// What people decided by hand about the open school, and the form for a new decision. What is typed is kept until the
// server has said "kept", and for each school by itself.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {Form} from "./by_hand_form.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ByHandMessage, ByHandParameters, ByHandSchool, Decision, DecisionForm, Typed} from "../../assets/scripts/shapes.d.ts" */

class Decided {
  element = make("div", {class: "decided"})
  /**
   * By school id: what waits for the next visit.
   * @type {Map<string, Typed>}
   */
  typed = new Map()
  /** @type {Form | null} */
  form = null
  formOf = ""
  endRefused = ""

  /** @param {Model<ByHandParameters, ByHandMessage>} model */
  constructor(model) {
    this.model = model
  }

  drop() {
    this.form = null
    this.formOf = ""
  }

  close() {
    this.typed.delete(this.formOf)
    this.drop()
    this.draw()
    this.element.querySelector(/** @type {"button"} */ ("button.link.decide"))?.focus()
  }

  /**
   * @param {string} id
   * @param {DecisionForm} offered
   */
  open(id, offered) {
    const send = (/** @type {Typed} */ values) => this.model.send_msg({save: {...values, school: id}})
    this.form = new Form(offered, this.typed.get(id), send, () => this.close())
    this.formOf = id
    this.draw()
    this.form.kind.focus()
  }

  /** @param {Decision} decision */
  line({id, words, what, note, may_end: mayEnd}) {
    const end = mayEnd ? make("button", {type: "button", class: "link"}, gettext("End now")) : null
    end?.addEventListener("click", () => {
      end.disabled = true
      this.model.send_msg({end: id})
    })
    return make("li", {}, icon("flag"), make("span", {}, words), end, make("small", {}, what), note ? make("q", {}, note) : null)
  }

  draw() {
    /** @type {ByHandSchool | null} */
    const school = JSON.parse(this.model.school || "null")
    // Another school: what was typed waits for the next visit.
    if (this.form && this.formOf !== school?.id) {
      this.typed.set(this.formOf, this.form.typed())
      this.drop()
    }
    if (!school || (!school.held.length && !school.form && !school.past)) return this.element.replaceChildren()
    if (!school.form) this.drop()
    this.element.replaceChildren(this.section(school))
  }

  /** @param {ByHandSchool} school */
  section({id, held, form, beside, past}) {
    const decide = form && !this.form ? make("button", {type: "button", class: "link decide"}, gettext("Put on Check in / take off")) : null
    decide?.addEventListener("click", () => form && this.open(id, form))
    const hint = (/** @type {string} */ words) => (words ? make("p", {class: "hint"}, words) : null)
    return make(
      "section",
      {},
      make("h3", {}, make("span", {}, gettext("Decided by hand")), decide),
      held.length ? make("ul", {}, ...held.map(decision => this.line(decision))) : hint(gettext("Nothing: the figures alone decide.")),
      hint(beside),
      hint(past),
      this.endRefused ? make("p", {class: "refused", role: "alert"}, this.endRefused) : null,
      this.form?.element,
    )
  }

  /** A new state of the school: an old refusal is no longer about it. */
  follow() {
    this.endRefused = ""
    this.draw()
  }

  answered() {
    const {refusal = ""} = this.model.answer
    if (this.form && refusal) return this.form.refuse(refusal)
    if (this.form) return this.close()
    this.endRefused = refusal
    this.draw()
  }
}

/** @param {Drawing<ByHandParameters, ByHandMessage>} drawing */
export function render({model, el}) {
  const decided = new Decided(model)
  decided.draw()
  model.on("school", () => decided.follow())
  model.on("answer", () => decided.answered())
  el.append(decided.element)
}
