// A coordinator's clusters or a liaison's schools: a picture of the days, each with its end, and a form to give one.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {labelled} from "./add_form.js"
import {daysPicture, keyOf} from "./person_parts.js"

/** @import {CareLine, PeopleMessage, PersonPanel} from "../../assets/scripts/shapes.d.ts" */

export class CareSection {
  /** Which line is being ended, and the last day that is typed. */
  ending = ""
  on = ""
  isGiving = false
  given = {key: "", begins: "", ends: ""}

  /**
   * @param {PersonPanel} panel
   * @param {(name: string, message: PeopleMessage) => void} send
   * @param {() => void} drawAgain
   */
  constructor(panel, send, drawAgain) {
    this.panel = panel
    this.send = send
    this.drawAgain = drawAgain
  }

  isTyped() {
    return this.isGiving && Boolean(this.given.key)
  }

  /** What was sent is kept. */
  done() {
    this.ending = ""
    this.isGiving = false
    this.given = {key: "", begins: "", ends: ""}
  }

  /** @param {boolean} waits */
  drawn(waits) {
    const {care, care_title: title, can_give: offered} = this.panel
    if (!title) return null
    const give = offered.length && !this.isGiving ? this.link("give", gettext("Add"), () => this.begin()) : null
    return make(
      "section",
      {},
      make("h3", {}, make("span", {}, title), give),
      care.length ? daysPicture(this.panel) : make("p", {class: "hint"}, gettext("None so far.")),
      make("ul", {class: "lines"}, ...care.map(line => this.line(line, waits))),
      this.isGiving ? this.form(waits) : null,
    )
  }

  begin() {
    this.isGiving = true
    this.given.begins ||= this.panel.today
    this.drawAgain()
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   * @param {string} [label]
   */
  link(key, text, act, label) {
    const made = make("button", {type: "button", class: "link", "data-key": key, "aria-label": label}, text)
    made.addEventListener("click", act)
    return made
  }

  /**
   * @param {CareLine} line
   * @param {boolean} waits
   */
  line(line, waits) {
    const key = keyOf(line)
    const isEnding = this.ending === key
    const begin = () => {
      this.ending = key
      this.on = this.panel.today
      this.drawAgain()
    }
    const label = gettext("End {name}", {name: line.name})
    const button = line.may_end && !isEnding ? this.link(`end ${key}`, gettext("End"), begin, label) : null
    return make(
      "li",
      {},
      make("b", {}, line.name),
      make("span", {class: "muted"}, line.days),
      button,
      isEnding ? this.endForm(line, waits) : null,
    )
  }

  /**
   * @param {CareLine} line
   * @param {boolean} waits
   */
  endForm({key, begins, ends}, waits) {
    const {id, today} = this.panel
    if (begins > today)
      return this.buttons("end-it", gettext("Take it back"), waits, () => this.send("end", {end: id, key, begins, ends, on: today}))
    const day = make("input", {class: "in", type: "date", value: this.on, min: begins, "data-key": "end-on"})
    day.addEventListener("input", () => {
      this.on = day.value
    })
    return make(
      "div",
      {class: "ask"},
      labelled(gettext("Last day"), day),
      this.buttons("end-it", gettext("End it"), waits, () => this.send("end", {end: id, key, begins, ends, on: this.on})),
    )
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {boolean} waits
   * @param {() => void} act
   */
  buttons(key, text, waits, act) {
    const done = make("button", {type: "button", class: "btn", disabled: waits, "data-key": key}, text)
    done.addEventListener("click", act)
    const leave = this.link("leave", gettext("Leave it"), () => {
      this.done()
      this.drawAgain()
    })
    return make("div", {class: "buttons"}, done, leave)
  }

  /** @param {boolean} waits */
  form(waits) {
    const {id, can_give: offered, fields} = this.panel
    const {given} = this
    const what = fields.role === "liaison" ? gettext("School") : gettext("Cluster")
    const choice = make(
      "select",
      {class: "in", "data-key": "give-key"},
      make("option", {value: ""}, gettext("Choose")),
      ...offered.map(([code, label]) => make("option", {value: code}, label)),
    )
    choice.value = given.key
    const begins = make("input", {class: "in", type: "date", value: given.begins, "data-key": "give-begins"})
    const ends = make("input", {class: "in", type: "date", value: given.ends, "data-key": "give-ends"})
    for (const field of [choice, begins, ends])
      field.addEventListener("input", () => {
        this.given = {key: choice.value, begins: begins.value, ends: ends.value}
      })
    return make(
      "div",
      {class: "ask"},
      labelled(what, choice),
      make("div", {class: "pair"}, labelled(gettext("First day"), begins), labelled(gettext("Last day, or none"), ends)),
      this.buttons("give-it", gettext("Give"), waits, () => this.send("give", {give: id, ...this.given})),
    )
  }
}
