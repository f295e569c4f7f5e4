// What a meeting shows: where it stands, the school that is open, the notes, and the sheet to print.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {Notes} from "./notes.js"
import {schoolCards} from "./school_cards.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Meeting, MeetingMessage, MeetingParameters, MeetingSchool, Stop} from "../../assets/scripts/shapes.d.ts" */

const NEED_NOTHING = new Set(["steady", "one_thing"])

export class MeetingPage {
  element = make("div", {class: "meeting"})
  /** @type {Notes | null} */
  notes = null
  at = ""
  skips = false

  /** @param {Model<MeetingParameters, MeetingMessage>} model */
  constructor(model) {
    this.model = model
  }

  /** @returns {Meeting | null} */
  get meeting() {
    return JSON.parse(this.model.meeting || "null")
  }

  /** @returns {MeetingSchool | null} */
  get school() {
    return JSON.parse(this.model.school || "null")
  }

  // ---------------------------------------------------------------- what people see
  draw() {
    const {meeting} = this
    if (!meeting) return this.element.replaceChildren()
    if (!this.at) {
      this.at = meeting.at
      this.skips = meeting.skips_steady
    }
    this.notes ??= new Notes(
      meeting,
      note => this.model.send_msg(note),
      () => this.#sheet(),
    )
    this.notes.meeting = meeting
    this.opened()
  }

  opened() {
    const {meeting, school} = this
    if (!meeting || !this.notes) return
    if (meeting.none || !school) return this.element.replaceChildren(make("p", {class: "none"}, meeting.none))
    if (school.id !== this.at) return // on its way
    const held = /** @type {HTMLElement | null} */ (this.element.querySelector(":focus"))?.dataset.key
    const notes = this.notes.of(school)
    this.element.replaceChildren(
      this.#head(meeting),
      make("div", {class: "halves"}, make("div", {class: "about"}, ...schoolCards(school)), notes),
      this.#foot(),
      this.#printed(meeting),
    )
    const again = held ? this.element.querySelector(`[data-key="${CSS.escape(held)}"]`) : null
    if (again instanceof HTMLElement) again.focus({preventScroll: true})
  }

  /** @param {Meeting} meeting */
  #head(meeting) {
    const stops = meeting.stops.map(stop => {
      const isHere = stop.id === this.at
      const button = make(
        "button",
        {
          type: "button",
          class: this.notes?.isNoted(stop.id) ? "noted" : null,
          "aria-current": isHere ? "step" : null,
          title: stop.name,
          "data-key": `stop ${stop.id}`,
        },
        tierIcon(stop.tier),
        make("span", {class: "unseen"}, `${stop.name}, ${stop.tier_label}`),
      )
      button.addEventListener("click", () => this.go(stop.id))
      return make("li", {}, button)
    })
    const place = meeting.stops.findIndex(stop => stop.id === this.at) + 1
    const where = gettext("{place} of {count}", {place, count: meeting.stops.length})
    const end = make(
      "button",
      {type: "button", class: "plain", "data-key": "end"},
      gettext("End"),
      make("kbd", {"aria-hidden": "true"}, "Esc"),
    )
    end.addEventListener("click", () => this.end())
    const choice = make(
      "select",
      {"aria-label": gettext("Cluster"), "data-key": "cluster"},
      ...meeting.clusters.map(([code, label]) => make("option", {value: code, selected: code === meeting.cluster}, label)),
    )
    choice.addEventListener("change", () => {
      const address = new URL(location.href)
      address.searchParams.set("cluster", choice.value)
      location.assign(address)
    })
    return make(
      "header",
      {},
      choice,
      make("ol", {class: "stops", "aria-label": gettext("Schools of the meeting")}, ...stops),
      make("b", {class: "where", role: "status"}, where),
      end,
    )
  }

  #foot() {
    const {before, after} = this.#around()
    const way = (/** @type {Stop | undefined} */ stop, /** @type {string} */ sign, /** @type {string} */ key) => {
      if (!stop) return make("span", {})
      const words =
        key === "next" ? [stop.name, make("kbd", {"aria-hidden": "true"}, sign)] : [make("kbd", {"aria-hidden": "true"}, sign), stop.name]
      const button = make("button", {type: "button", class: "link", "data-key": key}, ...words)
      button.addEventListener("click", () => this.go(stop.id))
      return button
    }
    const skip = make("input", {type: "checkbox", checked: this.skips, "data-key": "skips"})
    skip.addEventListener("change", () => {
      this.skips = skip.checked
      this.model.send_msg({go: this.at, skips: this.skips})
      this.opened()
    })
    const keys = [
      ["N", gettext("notes")],
      ["D", gettext("due")],
      ["P", gettext("print agenda and notes")],
    ].flatMap(([key, text]) => [make("kbd", {}, key), ` ${text} `])
    const print = make("button", {type: "button", class: "link", "data-key": "print"}, gettext("Print"))
    print.addEventListener("click", () => window.print())
    const steady = make("label", {}, skip, gettext("Skip schools that need nothing"))
    return make("footer", {}, way(before, "←", "previous"), steady, make("span", {class: "keys"}, ...keys), print, way(after, "→", "next"))
  }

  /** The sheet: the agenda before the meeting, with what was noted the minutes after it. */
  #printed(/** @type {Meeting} */ meeting) {
    const lines = meeting.stops.map(stop => {
      const note = this.notes?.textOf(stop.id) ?? ""
      return make(
        "li",
        {},
        make("b", {}, tierIcon(stop.tier), stop.name),
        make("span", {}, stop.sentence),
        stop.step ? make("small", {}, gettext("Agreed before: {step}", {step: stop.step})) : null,
        make("p", {class: note ? "note" : "note empty"}, note),
      )
    })
    const head = gettext("{title}, {day}, {name}", {title: meeting.title, day: meeting.day, name: meeting.by})
    const isMinutes = meeting.stops.some(stop => this.notes?.textOf(stop.id))
    return make(
      "section",
      {class: "sheet-to-print", "aria-hidden": "true"},
      make("h2", {}, isMinutes ? gettext("Minutes") : gettext("Agenda")),
      make("p", {}, head),
      make("ol", {}, ...lines),
    )
  }

  #sheet() {
    const {meeting} = this
    const before = this.element.querySelector(".sheet-to-print")
    if (meeting && before) before.replaceWith(this.#printed(meeting))
    const here = this.element.querySelector(`[data-key="${CSS.escape(`stop ${this.at}`)}"]`)
    here?.classList.toggle("noted", this.notes?.isNoted(this.at) ?? false)
  }

  // ---------------------------------------------------------------- where one goes
  /** The schools before and after the open one, steady ones passed over on wish. */
  #around() {
    const stops = this.meeting?.stops ?? []
    const at = stops.findIndex(stop => stop.id === this.at)
    const counts = (/** @type {Stop} */ stop) => !this.skips || !NEED_NOTHING.has(stop.tier)
    return {before: stops.slice(0, Math.max(at, 0)).filter(counts).at(-1), after: stops.slice(at + 1).find(counts)}
  }

  /** @param {string} school */
  go(school) {
    if (!isConnected() || this.notes?.leave() === false) return
    this.at = school
    this.model.send_msg({go: school, skips: this.skips})
  }

  end() {
    if (this.notes?.leave() === false) return
    const leave = this.meeting?.leave ?? ""
    const isDone = () => !this.notes?.isWaiting
    const go = () => (isDone() ? location.assign(leave) : setTimeout(go, 50))
    if (this.notes?.isRefused) return
    go()
  }

  /**
   * @param {string} key
   * @param {boolean} isWriting
   * @returns {boolean} whether the key meant something here
   */
  key(key, isWriting) {
    if (key === "Escape") {
      if (isWriting) {
        const field = window.partnership?.focused()
        if (field instanceof HTMLElement) field.blur()
      } else this.end()
      return true
    }
    if (isWriting) return false
    const {before, after} = this.#around()
    /** @type {Record<string, () => void>} */
    const ways = {
      ArrowLeft: () => before && this.go(before.id),
      ArrowRight: () => after && this.go(after.id),
      n: () => this.notes?.focus("note"),
      d: () => this.notes?.focus("due"),
      p: () => window.print(),
    }
    const act = ways[key.length === 1 ? key.toLowerCase() : key]
    act?.()
    return act !== undefined
  }

  answered() {
    this.notes?.answered(this.model.answer)
    this.#sheet()
  }

  isTyped() {
    return this.notes?.isTyped() ?? false
  }

  lost() {
    this.notes?.lost()
  }
}
