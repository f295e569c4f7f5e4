// Steps that are due and not done, and what the school can still do: move one, report it, or drop it with a reason.
import {make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PlanPart, PlanWaiting} from "../../assets/scripts/shapes.d.ts" */

const LONGEST_REASON = 2000

export class Waiting {
  /** The step that somebody is about to drop, and why so far. */
  dropping = {step: "", reason: ""}

  /**
   * @param {{move: (one: PlanWaiting) => void, drop: (one: PlanWaiting, reason: string) => void, redraw: (key: string) => void}} acts
   *   redraw: called with what is to hold the keyboard then
   */
  constructor(acts) {
    this.acts = acts
  }

  /** @param {PlanPart} part another plan is shown */
  another(part) {
    this.dropping = draftOf(keyOf(part)) ?? {step: "", reason: ""}
  }

  isTyped() {
    return this.dropping.reason.trim() !== ""
  }

  /** @param {PlanPart} part it is dropped, or left */
  done(part) {
    this.dropping = {step: "", reason: ""}
    keepDraft(keyOf(part), null)
  }

  /** @param {PlanPart} part */
  card(part) {
    const {waiting, wait_text} = part
    if (!waiting.length) return null
    return make(
      "section",
      {class: "card waiting"},
      make("h2", {}, wait_text, " ", make("small", {}, gettext("due, and no report tells that it is done"))),
      make("ul", {class: "example-lines"}, ...waiting.map(one => this.#line(part, one))),
    )
  }

  /**
   * @param {PlanPart} part
   * @param {PlanWaiting} one
   */
  #line(part, one) {
    const report = make("a", {class: "btn", href: reportOf(part), "data-key": `report ${one.id}`}, gettext("Done: report it"))
    report.setAttribute("aria-label", `${gettext("Done: report it")}: ${one.title}`)
    const drop = button(`drop ${one.id}`, gettext("Drop, with a reason"), one.title, () => {
      if (this.dropping.step !== one.id) this.dropping = {step: one.id, reason: ""}
      this.acts.redraw("why")
    })
    return make(
      "li",
      {},
      one.type ? make("b", {class: "number"}, String(one.type)) : make("span", {}),
      make("span", {dir: "auto"}, one.title, " ", make("small", {}, one.about)),
      make(
        "span",
        {class: "buttons"},
        one.month ? button(`move ${one.id}`, one.move, one.title, () => this.acts.move(one)) : null,
        report,
        drop,
      ),
      this.dropping.step === one.id ? this.#reason(part, one) : null,
    )
  }

  /**
   * @param {PlanPart} part
   * @param {PlanWaiting} one
   */
  #reason(part, one) {
    const field = make("input", {type: "text", class: "in", maxlength: LONGEST_REASON, "data-key": "why", value: this.dropping.reason})
    field.addEventListener("input", () => {
      this.dropping.reason = field.value
      keepDraft(keyOf(part), field.value ? this.dropping : null)
    })
    const leave = button("leave it", gettext("Leave it"), "", () => {
      this.done(part)
      this.acts.redraw(`drop ${one.id}`)
    })
    const form = make(
      "form",
      {class: "dropping", "aria-label": gettext("Drop a step")},
      make("label", {}, gettext("Why it is dropped"), field),
      make("span", {class: "buttons"}, make("button", {type: "submit", class: "btn", "data-key": "drop it"}, gettext("Drop it")), leave),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      this.acts.drop(one, this.dropping.reason)
    })
    return form
  }
}

/** @param {PlanPart} part */
const keyOf = part => `${part.draft} drop`

/** @param {PlanPart} part where the school's month is reported, in which its steps stand one click away */
function reportOf({school}) {
  const query = new URLSearchParams(location.search)
  query.delete("year")
  query.set("school", school)
  return `report?${query}`
}

/**
 * @param {string} key
 * @param {string} text
 * @param {string} about
 * @param {() => void} act
 */
function button(key, text, about, act) {
  const made = make("button", {type: "button", class: "btn", "data-key": key}, text)
  if (about) made.setAttribute("aria-label", `${text}: ${about}`)
  made.addEventListener("click", act)
  return made
}
