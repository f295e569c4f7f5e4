// One session as it is written: kept in this browser until it is saved. What only somebody else changed meanwhile is
// taken over, each school by itself; what both changed stands under the own, to choose from.
import {make} from "../../assets/scripts/dom.js"
import {keepDraft} from "../../assets/scripts/drafts.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {TypedDay} from "../parts/typed_day.js"
import {daysOf, goneText, titleOf, whoText} from "./ways.js"

/** @import {TrainingCluster, TrainingPart, TrainingSchool, TrainingTyped} from "../../assets/scripts/shapes.d.ts" */
/** @import {Ask} from "../parts/typed_day.js" */
/** @import {Way} from "./ways.js" */

/** @typedef {{id: string, way?: Way, typed: TrainingTyped, seen: TrainingTyped}} Draft */
/**
 * day: asks which day is meant, one to come or one that has been.
 * @typedef {{save: (way: Way, draft: Draft) => void, close: () => void, day: (ahead: boolean) => Ask}} Acts
 */
/** A session as one level: its fields by name, and of each school that came how many. @typedef {Map<string, string>} Flat */

const FIELDS = /** @type {const} */ (["held_on", "topic", "hours"])
const OF_SCHOOL = "came "
const LONGEST_TOPIC = 200

/**
 * @param {TrainingTyped} typed
 * @returns {Flat}
 */
const flat = typed =>
  new Map([
    ...FIELDS.map(name => /** @type {[string, string]} */ ([name, typed[name]])),
    ...Object.entries(typed.came).map(([id, people]) => /** @type {[string, string]} */ ([OF_SCHOOL + id, people])),
  ])

/**
 * @param {Flat} said
 * @returns {TrainingTyped}
 */
const whole = said => ({
  held_on: said.get("held_on") ?? "",
  topic: said.get("topic") ?? "",
  hours: said.get("hours") ?? "",
  came: Object.fromEntries([...said].flatMap(([key, text]) => (key.startsWith(OF_SCHOOL) ? [[key.slice(OF_SCHOOL.length), text]] : []))),
})

/**
 * @param {Flat} said
 * @param {string} key
 * @param {string | undefined} value undefined: the school did not come
 */
function put(said, key, value) {
  if (value === undefined) said.delete(key)
  else said.set(key, value)
}

export class SessionForm {
  element = make("form", {class: "card form", novalidate: true})
  alert = make("p", {class: "refused", role: "alert", hidden: true})
  count = make("p", {class: "muted", "aria-live": "polite"})
  clash = make("div", {class: "clash", hidden: true})
  isGone = false

  /**
   * @param {TrainingPart} part
   * @param {Draft} draft
   * @param {Acts} acts
   */
  constructor(part, draft, acts) {
    this.id = draft.id
    this.way = draft.way ?? "save"
    this.key = part.draft
    this.mine = flat(draft.typed)
    this.seen = flat(draft.seen)
    this.acts = acts
    /** What somebody else wrote where something is typed here too. @type {Map<string, string | undefined>} */
    this.theirs = new Map()
    this.names = new Map(part.schools.flatMap(({schools}) => schools.map(one => /** @type {[string, string]} */ ([one.id, one.name]))))
    this.day = new TypedDay(gettext("Day"), acts.day(this.way === "plan"))
    this.draw(part)
    this.element.addEventListener("submit", event => {
      event.preventDefault()
      if (!this.theirs.size && !this.isGone && this.day.isSettled()) this.acts.save(this.way, this.draft())
    })
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape") return
      event.preventDefault()
      this.leave()
    })
  }

  begin() {
    this.element.scrollIntoView({block: "nearest"})
    this.field("topic")?.focus()
  }

  /** @returns {Draft} */
  draft() {
    return {id: this.id, way: this.way, typed: whole(this.mine), seen: whole(this.seen)}
  }

  keys() {
    return new Set([...this.mine.keys(), ...this.seen.keys()])
  }

  isTyped() {
    return [...this.keys()].some(key => this.mine.get(key) !== this.seen.get(key))
  }

  keep() {
    keepDraft(this.key, this.isTyped() ? this.draft() : null)
  }

  saved() {
    keepDraft(this.key, null)
  }

  leave() {
    this.saved()
    this.acts.close()
  }

  /** @param {string} words */
  refuse(words) {
    this.alert.textContent = words
    this.alert.hidden = !words
  }

  /**
   * The session as it is by now.
   * @param {TrainingPart} part
   * @param {TrainingTyped | null} now null: it is new, of another year, or was taken back
   */
  take(part, now) {
    this.isGone = false
    if (!this.id) return
    if (!now) {
      const stands = this.way === "save" ? part.rows.length > 0 : false // another school year may be on screen
      this.isGone = this.seen.get("held_on") !== undefined && (stands || this.way !== "save")
      return this.drawClash()
    }
    const stands = flat(now)
    this.theirs.clear()
    for (const key of new Set([...this.keys(), ...stands.keys()])) {
      const [mine, seen, theirs] = [this.mine.get(key), this.seen.get(key), stands.get(key)]
      if (mine === seen) this.set(key, theirs)
      if (mine !== seen && mine !== theirs && theirs !== seen) this.theirs.set(key, theirs)
      else put(this.seen, key, theirs)
    }
    this.drawClash()
  }

  /**
   * @param {string} key
   * @param {string | undefined} value
   */
  set(key, value) {
    if (this.mine.get(key) === value) return
    put(this.mine, key, value)
    const field = this.field(key)
    if (field) field.value = value ?? ""
    const tick = this.element.querySelector(/** @type {"input"} */ (`input[data-tick="${CSS.escape(key)}"]`))
    if (tick) tick.checked = value !== undefined
    if (tick && field) field.hidden = value === undefined || this.way === "plan"
    this.tell()
  }

  /** @param {string} key */
  field(key) {
    return this.element.querySelector(/** @type {"input"} */ (`input[data-key="${CSS.escape(key)}"]`))
  }

  // ---------------------------------------------------------------- drawing
  /** @param {TrainingPart} part */
  draw(part) {
    const title = titleOf(this.way, !this.id)
    const save = make("button", {type: "submit", class: "btn pri", "data-key": "save"}, gettext("Save"))
    const leave = make("button", {type: "button", class: "btn", "data-key": "leave"}, gettext("Leave it"))
    leave.addEventListener("click", () => this.leave())
    this.element.setAttribute("aria-label", title)
    this.element.replaceChildren(
      make("h2", {}, title),
      make(
        "div",
        {class: "fields"},
        this.input("topic", gettext("What it was about"), {maxlength: LONGEST_TOPIC}),
        this.heldOn(part),
        this.input("hours", gettext("Hours (may be left out)"), {inputmode: "decimal", maxlength: 6}),
      ),
      make("fieldset", {class: "who"}, make("legend", {}, whoText(this.way)), ...part.schools.map(cluster => this.cluster(cluster))),
      this.count,
      this.clash,
      this.alert,
      make("div", {class: "buttons"}, save, leave),
    )
    this.tell()
  }

  /**
   * @param {string} key
   * @param {string} label
   * @param {Record<string, string | number>} how
   */
  input(key, label, how) {
    const field = make("input", {class: "in", autocomplete: "off", "data-key": key, ...how})
    field.value = this.mine.get(key) ?? ""
    field.addEventListener("input", () => {
      this.mine.set(key, field.value)
      this.keep()
    })
    return make("label", {class: `field ${key}`}, make("span", {}, label), field)
  }

  /** @param {TrainingPart} part */
  heldOn(part) {
    const label = this.input("held_on", gettext("Day"), {type: "date", ...daysOf(this.way, part)})
    const [, ...words] = this.day.beside(/** @type {HTMLInputElement} */ (label.querySelector("input")))
    return make("div", {class: "day"}, label, ...words)
  }

  /** @param {TrainingCluster} cluster */
  cluster({name, is_own, schools}) {
    const fold = make("details", {}, make("summary", {}, name), make("div", {class: "ticks"}, ...schools.map(one => this.school(one))))
    fold.open = is_own || schools.some(({id}) => this.mine.has(OF_SCHOOL + id))
    return fold
  }

  /** @param {TrainingSchool} school */
  school({id, name}) {
    const key = OF_SCHOOL + id
    const tick = make("input", {type: "checkbox", "data-tick": key, checked: this.mine.has(key)})
    const people = make("input", {
      class: "in people",
      inputmode: "numeric",
      maxlength: 3,
      autocomplete: "off",
      "data-key": key,
      "aria-label": gettext("Members of {name}", {name}),
      hidden: !this.mine.has(key) || this.way === "plan",
    })
    people.value = this.mine.get(key) ?? ""
    people.addEventListener("input", () => {
      this.mine.set(key, people.value)
      this.keep()
    })
    tick.addEventListener("change", () => {
      put(this.mine, key, tick.checked ? people.value : undefined)
      people.hidden = !tick.checked || this.way === "plan"
      this.tell()
      this.keep()
    })
    return make("div", {class: "tick"}, make("label", {}, tick, make("span", {}, name)), people)
  }

  tell() {
    const count = [...this.mine.keys()].filter(key => key.startsWith(OF_SCHOOL)).length
    this.count.textContent =
      this.way === "plan"
        ? ngettext("{count} school is expected", "{count} schools are expected", count)
        : ngettext("{count} school came", "{count} schools came", count)
  }

  drawClash() {
    const save = this.element.querySelector(/** @type {"button"} */ ("button[data-key=save]"))
    if (save) save.hidden = this.isGone || this.theirs.size > 0
    this.clash.hidden = !this.isGone && !this.theirs.size
    if (this.isGone) return this.clash.replaceChildren(make("p", {}, goneText(this.way)))
    const lines = [...this.theirs].map(([key, theirs]) => {
      const choose = (/** @type {boolean} */ takes) => () => {
        if (takes) this.set(key, theirs)
        put(this.seen, key, theirs)
        this.theirs.delete(key)
        this.refuse("")
        this.keep()
        this.drawClash()
        this.element.querySelector(/** @type {"button"} */ (".clash button, button[data-key=save]:not([hidden])"))?.focus()
      }
      const keep = make("button", {type: "button", class: "btn"}, gettext("Keep mine"))
      const take = make("button", {type: "button", class: "btn"}, gettext("Take theirs"))
      keep.addEventListener("click", choose(false))
      take.addEventListener("click", choose(true))
      const text = gettext("{field}: meanwhile somebody wrote {words}", {field: this.called(key), words: this.saidOf(key, theirs)})
      return make("div", {class: "buttons"}, make("p", {}, text), keep, take)
    })
    this.clash.replaceChildren(...lines)
  }

  /** @param {string} key */
  called(key) {
    if (key === "held_on") return gettext("Day")
    if (key === "topic") return gettext("What it was about")
    if (key === "hours") return gettext("Hours")
    const id = key.slice(OF_SCHOOL.length)
    return this.names.get(id) ?? id
  }

  /**
   * @param {string} key
   * @param {string | undefined} value
   */
  saidOf(key, value) {
    if (!key.startsWith(OF_SCHOOL)) return value || "–"
    if (value === undefined) return gettext("did not come")
    return value ? ngettext("{count} member", "{count} members", Number(value)) : gettext("came, not counted")
  }
}
