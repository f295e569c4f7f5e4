// The notes of a meeting: one contact a school, saved when one goes on to the next; changed afterwards it is corrected.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {draftOf, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {operation} from "../../assets/scripts/operation.js"
import {TypedDay} from "../parts/typed_day.js"
import {Picks} from "../support/picks.js"

/** @import {Meeting, MeetingAnswer, MeetingMessage, MeetingSchool, MeetingTyped, NoteKept} from "../../assets/scripts/shapes.d.ts" */

export class Notes {
  /** @type {Map<string, NoteKept>} */
  kept = new Map()
  /** @type {MeetingSchool | null} */
  school = null
  channel
  element = make("aside", {class: "notes", "aria-label": gettext("Notes")})
  state = make("span", {class: "state", role: "status"})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  note = make("textarea", {rows: 5, maxlength: 2000, "aria-label": gettext("Notes"), "data-key": "note"})
  due = make("input", {type: "date", "aria-label": gettext("Due on"), "data-key": "due"})
  next = new Picks(
    gettext("Next step"),
    () => {
      if (this.next.value && !this.due.value) this.due.value = this.meeting.week
      if (!this.next.value && !this.next.isOther) this.due.value = ""
      this.#changed()
    },
    {takesOther: gettext("What else is next")},
  )
  dueDay = new TypedDay(gettext("Due on"), (day, number) => this.send({day, ahead: true, operation: number}), "words")
  /** @type {HTMLInputElement[]} */
  closes = []

  /**
   * @param {Meeting} meeting
   * @param {(message: MeetingMessage) => void} send
   * @param {() => void} changed
   */
  constructor(meeting, send, changed) {
    this.meeting = meeting
    this.send = send
    this.changed = changed
    this.channel = meeting.channels[0]?.[0] ?? ""
    this.note.addEventListener("input", () => this.#changed())
    this.due.addEventListener("input", () => this.#changed())
    this.words = this.dueDay.beside(this.due).slice(1)
  }

  /** @param {string} school */
  #key(school) {
    return `${this.meeting.draft} ${this.meeting.today} ${school}`
  }

  /**
   * What is kept of a school's note in this tab, also through a reload.
   * @param {string} school
   * @returns {NoteKept}
   */
  #of(school) {
    const known = this.kept.get(school) ?? /** @type {NoteKept | null} */ (draftOf(this.#key(school)))
    const note = known ?? {
      typed: {note: "", next_step: "", due: "", closes: []},
      saved: "",
      contact: "",
      at: "",
      operation: "",
      refusal: "",
    }
    this.kept.set(school, note)
    return note
  }

  /** @param {string} school */
  isNoted(school) {
    return this.#of(school).contact !== ""
  }

  /** @param {string} school */
  textOf(school) {
    const {typed} = this.#of(school)
    const next = typed.next_step ? gettext("Next: {step}", {step: [typed.next_step, typed.due].filter(Boolean).join(", ")}) : ""
    return [typed.note, next].filter(Boolean).join(" ")
  }

  /** @param {MeetingSchool} school */
  of(school) {
    if (this.school?.id === school.id && this.element.childElementCount) {
      this.school = school
      return this.element
    }
    this.school = school
    const kept = this.#of(school.id)
    if (school.refusal) {
      this.element.replaceChildren(make("h2", {}, gettext("Notes")), make("p", {class: "hint"}, school.refusal))
      return this.element
    }
    const {typed} = kept
    this.note.value = typed.note
    this.due.value = typed.due
    this.due.min = this.meeting.ahead_from
    const steps = this.meeting.next_steps.map(text => /** @type {[string, string]} */ ([text, text]))
    this.next.offer([...steps, ["", gettext("None")]], typed.next_step)
    this.closes = school.steps.map(step =>
      make("input", {type: "checkbox", value: step.key, checked: typed.closes.some(one => one.key === step.key)}),
    )
    for (const box of this.closes) box.addEventListener("change", () => this.#changed())
    const boxes = school.steps.map((step, at) =>
      make("label", {class: "closes"}, this.closes[at], gettext("Closes: {step}, {when}", {step: step.text, when: step.when})),
    )
    this.dueDay.clear()
    const how = make(
      "select",
      {"aria-label": gettext("How the meeting is held")},
      ...this.meeting.channels.map(([code, label]) => make("option", {value: code, selected: code === this.channel}, label)),
    )
    how.addEventListener("change", () => {
      this.channel = how.value
    })
    this.element.replaceChildren(
      make("div", {class: "notes-head"}, make("h2", {}, gettext("Notes")), this.state),
      this.note,
      make("small", {}, school.log),
      this.next.element,
      make("div", {class: "due"}, make("label", {}, gettext("Due"), this.due), ...this.words),
      ...(kept.contact ? [] : boxes),
      make("label", {class: "how"}, gettext("Held by"), how),
      this.refused,
    )
    this.#say(kept)
    return this.element
  }

  /** @param {NoteKept} kept */
  #say(kept) {
    const isSaved = kept.contact !== "" && kept.saved === JSON.stringify(kept.typed)
    this.state.textContent = kept.operation ? gettext("Saving") : isSaved ? gettext("Saved {time}", {time: kept.at}) : ""
    this.refused.textContent = kept.refusal
    this.refused.hidden = !kept.refusal
  }

  #changed() {
    if (!this.school) return
    const kept = this.#of(this.school.id)
    kept.typed = this.#typed()
    kept.refusal = ""
    keepDraft(this.#key(this.school.id), kept)
    this.#say(kept)
    this.changed()
  }

  /** @returns {MeetingTyped} */
  #typed() {
    const steps = this.school?.steps ?? []
    const next = this.next.value.trim()
    return {
      note: this.note.value,
      next_step: next,
      due: next ? this.due.value : "",
      closes: steps.filter((_, at) => this.closes[at]?.checked).map(({key, due}) => ({key, due})),
    }
  }

  /**
   * Somebody goes on: what was noted is saved.
   * @returns {boolean} false: a day is typed and not read yet, which is asked now
   */
  leave() {
    const {school} = this
    if (!school || school.refusal || !isConnected()) return true
    if (this.dueDay.field.isConnected && !this.dueDay.isSettled()) return false
    const kept = this.#of(school.id)
    const {typed} = kept
    const isEmpty = !typed.note.trim() && !typed.next_step && !typed.closes.length
    if (kept.operation || kept.saved === JSON.stringify(typed) || (isEmpty && !kept.contact)) return true
    kept.operation = operation()
    kept.sent = JSON.stringify(typed)
    this.send({note: {...typed, school: school.id, corrects: kept.contact, channel: this.channel}, operation: kept.operation})
    this.#say(kept)
    return true
  }

  /** @param {MeetingAnswer} answer */
  answered({operation: about, school = "", contact = "", at = "", refusal = ""}) {
    const kept = this.#of(school)
    if (!about || kept.operation !== about) return
    kept.operation = ""
    kept.refusal = refusal
    if (!refusal) {
      kept.contact = contact
      kept.at = at
      kept.saved = kept.sent ?? ""
    }
    keepDraft(this.#key(school), kept)
    if (this.school?.id === school) this.#say(kept)
    else if (refusal) window.partnership?.say(refusal)
  }

  get isWaiting() {
    return [...this.kept.values()].some(note => note.operation !== "")
  }

  get isRefused() {
    return [...this.kept.values()].some(note => note.refusal !== "")
  }

  isTyped() {
    return [...this.kept.values()].some(
      note => note.saved !== JSON.stringify(note.typed) && (note.typed.note !== "" || note.typed.next_step !== ""),
    )
  }

  lost() {
    for (const note of this.kept.values()) note.operation = ""
    this.state.textContent = gettext("Not connected; what you typed is kept in this tab.")
  }

  /** @param {"note" | "due"} field */
  focus(field) {
    this[field].focus()
  }
}
