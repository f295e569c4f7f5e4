// Find a school: what is typed gives a list of schools to open, and no filter moves. The keyboard stays in the field;
// the arrows choose in the list below it.
import {around, ledTo, make, told} from "../assets/scripts/dom.js"
import {ngettext} from "../assets/scripts/gettext.js"
import {focusOn} from "./keyboard.js"

/** @import {Model} from "../assets/scripts/page.d.ts" */
/** @import {FrameMessage, FrameParameters} from "../assets/scripts/shapes.d.ts" */
/** @import {Hit} from "../assets/scripts/types.d.ts" */

const root = document.documentElement
const SPOKEN_AFTER = 600 // ms without a key, so that a screen reader does not speak into the typing

const findField = () => /** @type {HTMLInputElement | null} */ (document.getElementById("find"))

/**
 * @param {Hit} hit
 * @param {number} i
 */
const option = ({id, name, about, outside}, i) =>
  make(
    "li",
    {role: "option", id: `hit-${i}`, "data-school": id, "aria-selected": "false"},
    make("bdi", {class: "name"}, name),
    make(
      "small",
      {},
      ...about.flatMap((part, at) => [at ? " · " : "", make("bdi", {}, part)]),
      outside ? make("em", {}, ` ${outside}`) : "",
    ),
  )

class Finder {
  /** @type {Hit[]} */
  hits = []
  /** Of the list below the field: which one Enter opens; -1: none is chosen, and it is the first. */
  chosen = -1
  /** What the list below the field was found for: while somebody types on, it is still that of fewer letters. */
  listed = ""
  /**
   * Arrows and Enter pressed before the answer was there: they are meant for the list of what is typed.
   * @type {string[]}
   */
  awaited = []
  spoken = 0

  /**
   * @param {Model<FrameParameters, FrameMessage>} model
   * @param {HTMLInputElement} field
   */
  constructor(model, field) {
    this.model = model
    this.field = field
    this.box = /** @type {HTMLElement} */ (document.getElementById("hits-box"))
    this.list = /** @type {HTMLElement} */ (document.getElementById("hits"))
    this.note = /** @type {HTMLElement} */ (document.getElementById("hits-note"))
    const whole = /** @type {HTMLElement} */ (document.getElementById("find-box"))
    field.addEventListener("input", () => this.ask())
    field.addEventListener("focus", () => this.ask())
    field.addEventListener("keydown", event => this.key(event))
    this.box.addEventListener("pointerdown", event => event.preventDefault()) // the keyboard stays in the field
    this.box.addEventListener("click", event => this.open(this.hits.find(hit => hit.id === around(event, "li")?.dataset.school)))
    whole.addEventListener("focusout", event => {
      if (!(event.relatedTarget instanceof Node && whole.contains(event.relatedTarget))) this.shut()
    })
    model.on("found", () => this.answer())
    addEventListener("click", event => {
      const button = around(event, "[data-find]")
      if (button) this.uncover(button.dataset.find ?? "")
    })
    this.ask()
  }

  ask() {
    this.awaited = []
    const text = this.field.value
    if (!text.trim()) return this.shut()
    this.model.send_msg({find: text})
    if (this.model.found.text === text) this.answer() // the same answer once more would not be told
  }

  answer() {
    const {text, hits, note} = this.model.found
    if (text !== this.field.value || !text.trim()) return
    const marked = text === this.listed ? this.hits[this.chosen]?.id : undefined
    this.hits = hits
    this.listed = text
    this.list.replaceChildren(...hits.map(option))
    this.list.hidden = !hits.length
    this.note.textContent = note
    this.note.hidden = !note
    this.choose(hits.findIndex(hit => hit.id === marked))
    if (document.activeElement === this.field) {
      this.box.hidden = false
      this.field.setAttribute("aria-expanded", "true")
    }
    for (const key of this.awaited.splice(0)) this.press(key)
    if (this.box.hidden) return
    clearTimeout(this.spoken)
    const found = hits.length ? ngettext("{count} school found", "{count} schools found", hits.length) : ""
    this.spoken = setTimeout(() => window.partnership?.say([found, note].filter(Boolean).join(". ")), SPOKEN_AFTER)
  }

  shut() {
    clearTimeout(this.spoken)
    this.box.hidden = true
    this.hits = []
    this.chosen = -1
    this.listed = ""
    this.field.setAttribute("aria-expanded", "false")
    this.field.removeAttribute("aria-activedescendant")
  }

  /** @param {number} at */
  choose(at) {
    this.chosen = at
    for (const [i, each] of [...this.list.children].entries()) each.setAttribute("aria-selected", String(i === at))
    if (at < 0) return this.field.removeAttribute("aria-activedescendant")
    this.field.setAttribute("aria-activedescendant", `hit-${at}`)
    this.list.children[at]?.scrollIntoView({block: "nearest"})
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return
    const {key} = event
    if (key === "Escape") return this.uncover("")
    if (!["Enter", "ArrowDown", "ArrowUp"].includes(key)) return
    event.preventDefault()
    if (!this.field.value.trim()) return
    if (this.box.hidden && !this.awaited.length) this.ask()
    if (this.box.hidden || this.listed !== this.field.value) this.awaited.push(key)
    else this.press(key)
  }

  /**
   * An arrow goes one further in the list, Enter opens.
   * @param {string} key
   */
  press(key) {
    const {chosen, hits} = this
    if (key === "Enter") return this.open(hits[Math.max(0, chosen)])
    if (hits.length) this.choose(ledTo(key, chosen < 0 && key === "ArrowUp" ? hits.length : chosen, hits.length) ?? -1)
  }

  /**
   * On a phone the field lies over the bar while it is open.
   * @param {string} state
   */
  uncover(state) {
    const was = root.dataset.finding
    root.dataset.finding = state
    if (state) return focusOn(this.field)
    this.field.value = ""
    this.shut()
    if (was && root.dataset.layout === "phone") focusOn(document.querySelector("[data-find=open]"))
  }

  /** @param {Hit | undefined} hit */
  open(hit) {
    if (!hit) return
    if (hit.address) return location.assign(hit.address) // this page shows no school
    this.uncover("")
    told(this.field, "school-opened", {name: hit.name})
    focusOn(document.getElementById("detail"))
    this.model.send_msg({open: hit.id})
  }
}

/**
 * Listen to the field, if the page has one; what was typed before anybody listened is answered too.
 * @param {Model<FrameParameters, FrameMessage>} model
 */
export function listenToFinding(model) {
  const field = findField()
  if (field) new Finder(model, field)
}
