// The last change of the rules with its undo, and what somebody proposes: its reason, what it would do, and the answer.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {effectCards} from "./effect.js"

/** @import {Asked, MovedRules, Proposal, RulesNews} from "../../assets/scripts/shapes.d.ts" */

/**
 * @typedef {{ask: (asked: Asked) => void, look: (moved: MovedRules) => void, waits: () => boolean}} Acts
 */

export class Proposals {
  element = make("div", {class: "proposals"})
  /** @type {RulesNews | null} */
  news = null
  /** The proposal that is being declined; 0: none. */
  declining = 0

  /** @param {Acts} acts */
  constructor(acts) {
    this.acts = acts
  }

  /** @param {RulesNews | null} news */
  learn(news) {
    this.news = news
    // A sentence from before the page was loaded again stands where it was typed.
    this.declining ||= news?.proposals.find(one => one.may_decide && draftOf(one.draft))?.id ?? 0
    this.draw()
  }

  draw() {
    const {news} = this
    if (!news) return this.element.replaceChildren()
    const {changed, undo, proposals} = news
    const field = window.partnership?.focused()
    const at = field instanceof HTMLTextAreaElement && this.element.contains(field) ? field.selectionStart : -1
    const undoes = undo === null ? null : this.button(gettext("Undo"), () => this.acts.ask({undo}), "text")
    this.element.replaceChildren(
      ...(changed ? [make("p", {class: "changed"}, make("span", {}, changed), undoes)] : []),
      ...proposals.map(one => this.proposal(one)),
    )
    if (at >= 0) this.writeOn(at)
  }

  /**
   * The sentence that is being written goes on where it was, though everything around it is new.
   * @param {number} at
   */
  writeOn(at) {
    const note = this.element.querySelector("textarea")
    note?.focus()
    note?.setSelectionRange(at, at)
  }

  /**
   * @param {string} text
   * @param {() => void} act
   * @param {string} [kind]
   */
  button(text, act, kind = "plain") {
    const button = make("button", {type: "button", class: kind, disabled: this.acts.waits() || !isConnected()}, text)
    button.addEventListener("click", act)
    return button
  }

  /** @param {Proposal} proposal */
  proposal(proposal) {
    const {
      id,
      name,
      by,
      note,
      question,
      enter,
      leave,
      check_in: checkIn,
      may_decide: mayDecide,
      may_take_back: mayTakeBack,
      answer,
    } = proposal
    const look = make("button", {type: "button", class: "plain"}, gettext("Try it below"))
    look.addEventListener("click", () => this.acts.look(proposal.moved))
    return make(
      "article",
      {class: "proposal", "aria-label": gettext("Proposal: {name}", {name})},
      make("h3", {}, make("span", {}, gettext("Proposal: {name}", {name})), make("span", {class: "beside"}, by)),
      make("p", {class: "note"}, note),
      answer ? make("p", {class: "answer"}, answer) : null,
      answer ? null : make("p", {class: "question"}, question),
      answer ? null : make("div", {class: "effect"}, ...effectCards({enter, leave}, true)),
      answer || !checkIn ? null : make("p", {class: "check-in"}, checkIn),
      mayDecide && this.declining === id ? this.decline(proposal) : null,
      make(
        "div",
        {class: "buttons"},
        mayDecide && this.declining !== id ? this.button(gettext("Put in force"), () => this.acts.ask({accept: id}), "save") : null,
        mayDecide && this.declining !== id ? this.button(gettext("Decline"), () => this.open(id)) : null,
        answer || this.declining === id ? null : look,
        mayTakeBack ? this.button(gettext("Take back"), () => this.acts.ask({take_back: id})) : null,
      ),
    )
  }

  /** @param {number} id */
  open(id) {
    this.declining = id
    this.draw()
    this.element.querySelector("textarea")?.focus()
  }

  /** @param {Proposal} proposal */
  decline({id, draft}) {
    const note = make("textarea", {rows: 2, maxlength: 2000, "aria-label": gettext("Why not? A sentence for who proposed it")})
    note.placeholder = gettext("Why not? A sentence for who proposed it")
    note.value = draftOf(draft) ?? ""
    note.addEventListener("input", () => keepDraft(draft, note.value || null))
    const discard = () => {
      keepDraft(draft, null)
      this.open(0)
    }
    return make(
      "div",
      {class: "declining"},
      note,
      make(
        "div",
        {class: "buttons"},
        this.button(gettext("Decline and tell"), () => this.acts.ask({decline: id, note: note.value}), "save"),
        this.button(gettext("Discard"), discard),
      ),
    )
  }

  /** What was asked is kept: the sentence is with who proposed. */
  done() {
    const proposal = this.news?.proposals.find(({id}) => id === this.declining)
    if (proposal) keepDraft(proposal.draft, null)
    this.declining = 0
  }

  isTyped() {
    return Boolean(this.element.querySelector("textarea")?.value)
  }
}
