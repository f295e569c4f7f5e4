// Parents' answers: a line for each activity that asked, and for surveys of the month. Counts from the cards, no names.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {named} from "./controls.js"

/** @import {CheckedQuestion, OddField} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */
/** @import {Rows} from "./rows.js" */

const USUAL_SCALE = "1-5"
const FORMS = () => [gettext("Exit card"), gettext("Paper survey"), gettext("Online survey"), gettext("By phone")]
const newKey = () => `n${Math.random().toString(36).slice(2, 10)}`

class Line {
  /**
   * @param {Answers} answers
   * @param {string} key
   * @param {string} about key of the activity, "" for the month
   */
  constructor(answers, key, about) {
    this.answers = answers
    this.key = key
    this.about = about
    const {fields} = answers
    const path = (/** @type {string} */ column) => `response/${key}/${column}`
    const count = (/** @type {string} */ column, /** @type {string} */ name) => named(name, fields.count(path(column)))
    this.title = make("span", {class: "of"})
    const remove = make("button", {type: "button", class: "icon", "aria-label": gettext("Take these answers out")}, icon("close", 14))
    remove.addEventListener("click", () => {
      fields.draft.type(path("gone"), true, true)
      answers.sync()
    })
    this.asks = make("div", {class: "asks"})
    const cells = make(
      "div",
      {class: "answer"},
      this.title,
      named(gettext("Asked with"), fields.line(path("instrument"), {list: "forms", maxlength: 60})),
      count("sent", gettext("Sent")),
      count("returned", gettext("Came back")),
      count("positive", gettext("Good")),
      count("neutral", gettext("So-so")),
      count("negative", gettext("Not")),
      count("mean_rating", gettext("Mean")),
      named(gettext("Scale"), fields.line(path("scale_id"), {maxlength: 12, placeholder: USUAL_SCALE})),
      remove,
    )
    cells.addEventListener("change", event => {
      // A mean is read on a scale: the usual one, until somebody says another.
      const column = event.target instanceof HTMLElement ? event.target.dataset.path?.split("/")[2] : ""
      if (column === "mean_rating" && !fields.draft.value(path("scale_id"))) {
        fields.draft.type(path("scale_id"), USUAL_SCALE)
        fields.show(path("scale_id"))
      }
    })
    this.element = make("li", {"data-key": key}, cells, this.asks)
  }
}

export class Answers {
  list = make("ul", {class: "answers"})
  /** @type {Map<string, Line>} */
  lines = new Map()
  /** Activities that did not ask. @type {Map<string, HTMLElement>} */
  notAsked = new Map()

  /**
   * @param {Fields} fields
   * @param {Rows} rows
   * @param {{question: (one: CheckedQuestion) => HTMLElement}} page
   */
  constructor(fields, rows, page) {
    this.fields = fields
    this.rows = rows
    this.page = page
    const forms = make("datalist", {id: "forms"}, ...FORMS().map(form => make("option", {value: form})))
    const survey = make("button", {type: "button", class: "text"}, icon("plus", 12), gettext("A survey of the month"))
    survey.addEventListener("click", () => this.add(""))
    this.element = make("div", {}, this.list, forms, survey)
    this.sync()
  }

  get draft() {
    return this.fields.draft
  }

  /** Keys of answers that stand in the draft, with the activity they are about. */
  standing() {
    const found = new Map()
    for (const path of this.draft.paths()) {
      const [kind, key] = path.split("/")
      if (kind !== "response" || !key || found.has(key) || this.draft.value(`response/${key}/gone`) === true) continue
      found.set(key, String(this.draft.value(`response/${key}/of`) ?? ""))
    }
    return found
  }

  /** @param {string} about */
  add(about) {
    const key = newKey()
    this.draft.type(`response/${key}/of`, about)
    this.draft.type(`response/${key}/instrument`, FORMS()[0] ?? "", true)
    this.sync()
    this.fields.focus(`response/${key}/sent`)
  }

  /** Lines for the activities that there are by now; those that stand stay as they are. */
  sync() {
    const standing = this.standing()
    const activities = this.rows.filled.map(row => ({key: row.key, title: String(row.value("title") || gettext("Another activity"))}))
    for (const element of [...this.list.children]) if (!this.isWanted(element, activities, standing)) element.remove()
    /** @type {Element | null} */
    let last = null
    // In the order of the activities; what stands in its place already is not touched.
    const place = (/** @type {HTMLElement} */ element) => {
      const next = last ? last.nextElementSibling : this.list.firstElementChild
      if (next !== element) this.list.insertBefore(element, next)
      last = element
    }
    for (const {key, title} of activities) {
      const own = [...standing].filter(([, about]) => about === key).map(([response]) => this.line(response, key))
      for (const line of own) {
        if (line.title.textContent !== title) line.title.textContent = title
        place(line.element)
      }
      if (!own.length) place(this.offer(key, title))
    }
    for (const [response, about] of standing) {
      if (about) continue
      const line = this.line(response, "")
      line.title.textContent = gettext("Survey of the month")
      place(line.element)
    }
  }

  /**
   * @param {Element} element
   * @param {{key: string}[]} activities
   * @param {Map<string, string>} standing
   */
  isWanted(element, activities, standing) {
    const response = element instanceof HTMLElement ? element.dataset.key : undefined
    if (response !== undefined)
      return standing.has(response) && (!standing.get(response) || activities.some(({key}) => key === standing.get(response)))
    const about = [...this.notAsked].find(([, offer]) => offer === element)?.[0]
    return activities.some(({key}) => key === about) && ![...standing.values()].includes(about ?? "")
  }

  /** @param {string} key @param {string} about */
  line(key, about) {
    const line = this.lines.get(key) ?? new Line(this, key, about)
    this.lines.set(key, line)
    return line
  }

  /** @param {string} key @param {string} title */
  offer(key, title) {
    const known = this.notAsked.get(key)
    if (known) {
      const name = known.querySelector(/** @type {"span"} */ (".of"))
      if (name && name.textContent !== title) name.textContent = title
      return known
    }
    const add = make("button", {type: "button", class: "text"}, gettext("Add"))
    add.addEventListener("click", () => this.add(key))
    const said = make("span", {class: "muted"}, gettext("not asked"), " ", add)
    const offer = make("li", {class: "offer"}, make("span", {class: "of"}, title), said)
    this.notAsked.set(key, offer)
    return offer
  }

  /** @param {CheckedQuestion[]} questions @param {OddField[]} odd */
  ask(questions, odd) {
    for (const [key, line] of this.lines) {
      const mine = questions.filter(one => one.path.startsWith(`response/${key}/`))
      const said = odd.filter(one => one.path.startsWith(`response/${key}/`))
      line.asks.replaceChildren(
        ...mine.map(one => this.page.question(one)),
        ...said.map(({text}) => make("p", {class: "say", role: "status"}, icon("alert", 16), make("span", {}, text))),
      )
      const asked = new Set([...mine, ...said].map(({path}) => path))
      for (const input of line.element.querySelectorAll(/** @type {"input"} */ ("[data-path]"))) {
        input.classList.toggle("odd", asked.has(input.dataset.path ?? ""))
      }
    }
  }
}
