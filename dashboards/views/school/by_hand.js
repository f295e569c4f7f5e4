// What people decided by hand about the open school, and the form for a new decision. What is typed is kept for each
// school by itself until it is saved or discarded. The list stands still while it is worked on: a decision that was
// ended keeps its place, so that a second press in the same place ends no other.
import {answerForForm, isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf, isKeptThroughReload, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {asksDay, followDays} from "../parts/typed_day.js"
import {Form} from "./by_hand_form.js"
import {standingStill} from "./by_hand_lines.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ByHandMessage, ByHandParameters, ByHandSchool, Decision, DecisionForm, Draft, StandingLine, Typed} from "../../assets/scripts/shapes.d.ts" */

class Decided {
  element = make("div", {class: "decided"})
  /** @type {Form | null} */
  form = null
  /** The draft the form belongs to, and the one whose form somebody has put away. */
  formOf = ""
  putAway = ""
  refused = ""
  /**
   * The message that has no answer yet: of all buttons only one can be pressed at a time.
   * @type {{key: string, end?: number, undo?: number} | null}
   */
  sent = null
  /** The list that stands still, its decisions as they were pressed on, and which of them were ended since. */
  still = {of: "", lines: /** @type {Decision[]} */ ([]), ended: /** @type {Set<number>} */ (new Set())}

  /** @param {Model<ByHandParameters, ByHandMessage>} model */
  constructor(model) {
    this.model = model
  }

  /** @returns {ByHandSchool | null} */
  get school() {
    return JSON.parse(this.model.school || "null")
  }

  drop() {
    this.form = null
    this.formOf = ""
  }

  /** Put the form away; what is typed waits where nothing else is said. */
  close(isDone = false) {
    if (isDone) keepDraft(this.formOf, null)
    this.putAway = isDone ? "" : this.formOf
    this.drop()
    this.draw()
    this.element.querySelector(/** @type {"button"} */ ("button.link.decide"))?.focus()
  }

  /**
   * @param {ByHandSchool} school
   * @param {DecisionForm} offered
   */
  fill({id, draft}, offered) {
    const isSent = this.sent?.key === draft
    const waiting = /** @type {Draft | null} */ (draftOf(draft))
    this.form = new Form(offered, waiting && {...waiting, wasSent: waiting.wasSent && !isSent}, {
      send: typed => this.send(draft, {save: {...typed, school: id}}, typed),
      typed: typed => keepDraft(draft, typed),
      discard: () => this.close(true),
      hide: () => this.close(),
      day: asksDay(this.model, true),
    })
    this.form.wait(isSent)
    this.formOf = draft
  }

  /**
   * @param {string} key
   * @param {ByHandMessage} message
   * @param {Typed} [typed] what a lost connection must not take along
   */
  send(key, message, typed) {
    if (this.sent) return
    this.sent = {key, ...("end" in message || "undo" in message ? message : {})}
    this.refused = ""
    if (typed) keepDraft(key, {...typed, wasSent: true})
    this.model.send_msg(message)
    if (!typed) this.draw()
  }

  /**
   * @param {ByHandSchool} school
   * @param {Decision} decision
   */
  end({draft, list, held}, decision) {
    if (this.still.of !== list) this.still = {of: list, lines: held, ended: new Set()}
    this.send(draft, {end: decision.id})
  }

  /**
   * @param {ByHandSchool} school
   * @param {StandingLine} line
   */
  line(school, {decision, is}) {
    const {id, words, what, note, may_end: mayEnd} = decision
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const pressed = make("button", {type: "button", class: "link", disabled: Boolean(this.sent) || !isConnected()}, text)
      pressed.addEventListener("click", act)
      return pressed
    }
    const beside = {
      held: () => (mayEnd ? button(gettext("End now"), () => this.end(school, decision)) : null),
      ended: () => make("small", {class: "ended"}, gettext("Ended")),
      gone: () => null,
    }[is]()
    const undo =
      is === "ended"
        ? make(
            "span",
            {class: "undo"},
            button(gettext("Undo"), () => this.send(school.draft, {undo: id})),
          )
        : null
    return make(
      "li",
      {class: is, tabindex: -1, "data-decision": id},
      icon("flag"),
      make("span", {}, words),
      beside,
      make("small", {}, what),
      note ? make("q", {}, note) : null,
      undo,
    )
  }

  draw() {
    const {school} = this
    if (this.form && this.formOf !== school?.draft) this.drop() // what was typed waits for the next visit
    if (!school || (!school.held.length && !school.form && !school.past)) return this.element.replaceChildren()
    if (!school.form) this.drop()
    else if (!this.form && this.putAway !== school.draft && draftOf(school.draft)) this.fill(school, school.form)
    const pressed = this.sent?.end ?? this.sent?.undo
    const field = window.partnership?.focused()
    this.element.replaceChildren(this.section(school))
    if (pressed !== undefined) this.element.querySelector(/** @type {"li"} */ (`li[data-decision="${pressed}"]`))?.focus()
    else if (field instanceof HTMLElement && this.form?.element.contains(field)) field.focus()
  }

  /** @param {ByHandSchool} school */
  section(school) {
    const {held, form, list, beside, past} = school
    const decide = form && !this.form ? make("button", {type: "button", class: "link decide"}, form.title) : null
    decide?.addEventListener("click", () => {
      if (!form) return
      this.fill(school, form)
      this.draw()
      this.form?.kind.focus()
    })
    const hint = (/** @type {string} */ words) => (words ? make("p", {class: "hint"}, words) : null)
    const lines = standingStill(held, this.still.of === list ? this.still : null)
    return make(
      "section",
      {},
      make("h3", {}, make("span", {}, gettext("Decided by hand")), decide),
      lines.length ? make("ul", {}, ...lines.map(line => this.line(school, line))) : null,
      held.length ? null : hint(gettext("Nothing: the figures alone decide.")),
      hint(beside),
      hint(past),
      this.refused ? make("p", {class: "refused", role: "alert"}, this.refused) : null,
      this.form?.element,
    )
  }

  answered() {
    const {sent} = this
    const {refusal = ""} = this.model.answer
    if (!sent) return
    this.sent = null
    if (sent.end !== undefined && !refusal) this.still.ended.add(sent.end)
    if (sent.undo !== undefined && !refusal) this.still.ended.delete(sent.undo)
    if (sent.end !== undefined || sent.undo !== undefined) {
      this.refused = refusal
      this.draw()
    } else this.decided(sent.key, refusal)
  }

  /**
   * @param {string} key
   * @param {string} refusal
   */
  decided(key, refusal) {
    const isOpen = this.form && this.formOf === key
    if (!refusal && isOpen) return this.close(true)
    const draft = /** @type {Draft | null} */ (draftOf(key))
    keepDraft(key, refusal && draft ? {...draft, wasSent: false} : null)
    if (isOpen) this.form?.refuse(refusal)
    else this.draw()
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.form?.wait(false)
    this.sent = null
    if (this.school?.held.some(decision => decision.may_end))
      this.refused = gettext("Not connected, so nothing can be ended now. Load the page again to see what holds.")
    this.draw()
  }
}

/** @param {Drawing<ByHandParameters, ByHandMessage>} drawing */
export function render({model, el}) {
  const decided = new Decided(model)
  decided.draw()
  model.on("school", () => decided.draw())
  model.on("answer", () => decided.answered())
  followDays(model)
  const stop = answerForForm(
    () => Boolean(decided.form?.isTyped()) || !isKeptThroughReload(),
    isKeptThroughReload,
    () => decided.lost(),
  )
  model.on("remove", stop)
  el.append(decided.element)
}
