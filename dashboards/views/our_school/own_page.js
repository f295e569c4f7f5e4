// What a school's own page is made of: choices, what to do, the year, how it compares, and the people.
import {isOnOurPage} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {disputedMark, marksSvg, tierIcon} from "../../assets/scripts/marks.js"
import {opener} from "../parts/proof_table.js"
import {dialled} from "../school/next_step.js"

/** @import {Child, Model} from "../../assets/scripts/page.d.ts" */
/** @import {CoordinatorLine, Compared, ComparePart, OurSchoolPart, OwnField, OwnMessage, OwnParameters, PeoplePart, ReportAnswer, ToDo, YearPart} from "../../assets/scripts/shapes.d.ts" */

const BOX = {width: 20, height: 22, pitch: 22}
const SMALL_BOX = {width: 14, height: 16, pitch: 16}

/**
 * @param {string | null | undefined} text
 * @param {string} [kind]
 */
const sentence = (text, kind) => (text ? make("p", {class: kind}, text) : null)

/** @param {string} mark */
const box = mark => (mark ? make("span", {class: "mark", "aria-hidden": "true"}, marksSvg([mark], SMALL_BOX)) : null)

/**
 * A card under its heading.
 * @param {string} kind
 * @param {string} title
 * @param {Child[]} inside
 */
const card = (kind, title, ...inside) => make("section", {class: `card ${kind}`}, make("h2", {}, title), ...inside)

// ---------------------------------------------------------------- what to do
/**
 * To the page where the report is written, as whoever looks.
 * @param {ToDo} todo
 * @param {string} school
 */
function writing({month, link}, school) {
  if (!link || !isOnOurPage()) return null
  const words = new URLSearchParams(location.search)
  const said = [...words].filter(([name]) => ["as", "district"].includes(name))
  return make(
    "p",
    {class: "write"},
    make("a", {href: `report?${new URLSearchParams([...said, ["school", school], ["month", month]])}`}, link),
  )
}

/** @param {ToDo} todo @param {string} school */
function task(todo, school) {
  const {mark, head, text, quote, lines, how} = todo
  const named = lines.length ? make("ul", {class: "lines"}, ...lines.map(line => make("li", {}, line))) : null
  const heading = make("h3", {}, box(mark), head)
  return make("li", {class: "task"}, heading, sentence(text), sentence(quote, "quote"), named, sentence(how, "how"), writing(todo, school))
}

/** @param {OurSchoolPart} school */
function dueCard({due, name, id}) {
  if (!due) return null
  const heading = make("h2", {}, box(due.mark), due.head, " ", make("small", {}, name))
  return make("section", {class: "card due"}, heading, sentence(due.text, "what"), sentence(due.how, "how"), writing(due, id))
}

/** @param {OurSchoolPart} school */
function toDoCard({todo, all_well, id}) {
  if (!todo.length && !all_well) return null
  const tasks = todo.length ? make("ul", {class: "tasks"}, ...todo.map(one => task(one, id))) : null
  return card("todo", gettext("To mend and to send"), tasks, sentence(all_well))
}

// ---------------------------------------------------------------- the year
/** @param {YearPart} part */
function yearCard({year, boxes, never_came}) {
  const months = boxes.map(({name, mark, words, below, sent}) =>
    make(
      "li",
      {},
      make("b", {}, name),
      make("span", {class: "mark", "aria-hidden": "true"}, marksSvg([mark], BOX)),
      make("span", {class: "words"}, words),
      below ? make("small", {}, below) : null,
      sent ? make("small", {class: "sent"}, sent) : null,
    ),
  )
  const title = gettext("Your year {year}", {year})
  return card("year", title, make("ol", {class: "months"}, ...months), sentence(never_came))
}

/** @param {ReportAnswer[]} answers */
function answersCard(answers) {
  if (!answers.length) return null
  const lines = answers.map(({mark, head, text, date}) =>
    make("li", {}, box(mark), make("div", {}, make("b", {}, head), sentence(text)), make("span", {class: "date"}, date)),
  )
  return card("answers", gettext("Your last reports"), make("ul", {class: "rows"}, ...lines))
}

// ---------------------------------------------------------------- how the school compares
/** @param {Compared} compared */
function reason({text, aside, label, table, disputed}) {
  const [open, shown] = table ? opener(label, table) : [null, null]
  open?.setAttribute("aria-label", `${label}: ${table?.title ?? ""}`)
  const beside = aside ? make("span", {class: "aside"}, aside) : null
  const mark = disputed ? disputedMark(disputed) : null
  return make("li", {}, make("p", {}, text, " ", beside, " ", mark, " ", open), shown)
}

/**
 * @param {string} title
 * @param {Compared[]} some
 */
const group = (title, some) =>
  some.length ? make("div", {class: "group"}, make("h3", {}, title), make("ul", {}, ...some.map(reason))) : null

/** @param {ComparePart} part */
function compareCard({tier, tier_label, stands, lead, disputed, reasons, well, offer, figures}) {
  const standing = tier
    ? make("p", {class: "stands"}, make("b", {class: `tier ${tier}`}, tierIcon(tier), tier_label), " ", stands.join(" "))
    : null
  const [open, shown] = figures ? opener(gettext("All figures"), figures) : [null, null]
  open?.click()
  const table = figures ? make("div", {class: "all-figures"}, open, shown) : null
  return card(
    "compare",
    gettext("How your school compares"),
    standing,
    sentence(lead),
    ...disputed.map(text => make("p", {}, disputedMark(text))),
    group(gettext("What stands out"), reasons),
    group(gettext("What goes well"), well),
    sentence(offer),
    table,
  )
}

// ---------------------------------------------------------------- the people
/** @param {CoordinatorLine} coordinator */
function reached({name, phone, email}) {
  const number = dialled(phone)
  const call = number ? make("a", {class: "link", href: `tel:${number}`}, phone) : phone || null
  const write = email ? make("a", {class: "link", href: `mailto:${encodeURIComponent(email).replace("%40", "@")}`}, email) : null
  return [make("p", {class: "name"}, name), call || write ? make("p", {class: "ways"}, call, call && write ? " " : null, write) : null]
}

/** @param {PeoplePart} people */
function coordinatorCard({coordinators, about, wrong, example}) {
  return card(
    "coordinator",
    gettext("Your coordinator"),
    ...coordinators.flatMap(reached),
    sentence(about),
    make("h3", {}, gettext("Is something here wrong?")),
    sentence(wrong),
    sentence(example, "quote"),
  )
}

/** @param {PeoplePart} people */
function contactsCard({steps, no_step, spoke, contacts}) {
  const next = steps.map(({text, when}) => make("li", {}, make("span", {}, text), make("span", {class: "date"}, when)))
  const past = contacts.map(({channel, label, date, text}) =>
    make(
      "li",
      {},
      make("span", {class: "channel"}, icon(channel, 14), make("span", {class: "unseen"}, label)),
      make("span", {}, text),
      make("span", {class: "date"}, date),
    ),
  )
  return card(
    "contacts",
    gettext("The office and your school"),
    make("h3", {}, gettext("Next step")),
    next.length ? make("ul", {class: "rows"}, ...next) : sentence(no_step),
    make("h3", {}, gettext("Contacts so far")),
    sentence(spoke),
    past.length ? make("ul", {class: "rows"}, ...past) : null,
  )
}

// ---------------------------------------------------------------- the page
/** Draws the page of the model's school, and tells the model what a person chooses. */
export class OwnPage {
  element = make("div", {class: "own"})

  /** @param {Model<OwnParameters, OwnMessage>} model */
  constructor(model) {
    this.model = model
  }

  draw() {
    /** @type {OurSchoolPart | null} */
    const school = JSON.parse(this.model.school || "null")
    const hadField = /** @type {HTMLElement | null} */ (this.element.querySelector("select:focus"))?.dataset.field
    this.element.replaceChildren(...(school ? this.#parts(school) : []))
    if (hadField) /** @type {HTMLElement | null} */ (this.element.querySelector(`select[data-field="${hadField}"]`))?.focus()
  }

  /** @param {OurSchoolPart} school */
  #parts(school) {
    const {closed, compare, people, survey, year} = school
    const main = [
      ...(school.todo.length ? [toDoCard(school), dueCard(school)] : [dueCard(school), toDoCard(school)]),
      year ? yearCard(year) : null,
      compare ? compareCard(compare) : null,
      survey ? card("survey", survey[0], sentence(survey[1], "figure")) : null,
    ].filter(part => part !== null)
    const side = [
      answersCard(school.answers),
      people ? coordinatorCard(people) : null,
      people ? contactsCard(people) : null,
      closed.length
        ? card("closed", gettext("Figures of closed months"), make("ul", {class: "tasks"}, ...closed.map(one => task(one, ""))))
        : null,
    ].filter(part => part !== null)
    const columns = [main, side].filter(parts => parts.length).map(parts => make("div", {class: "column"}, ...parts))
    const charts = school.charts
      ? make("div", {class: "over-charts"}, make("h2", {}, gettext("Month by month")), make("h3", {}, school.charts))
      : null
    return [this.#head(school), make("div", {class: "columns"}, ...columns), ...(charts ? [charts] : [])]
  }

  /** @param {OurSchoolPart} school */
  #head({name, facts, fields, note}) {
    const about = name ? make("p", {class: "about"}, make("b", {}, name), " ", make("span", {}, facts)) : null
    const choices = fields.map(field => this.#field(field))
    return make("div", {class: "head"}, about, sentence(note), make("div", {class: "fields"}, ...choices))
  }

  /** @param {OwnField} field */
  #field({name, label, options, chosen}) {
    const offered = options.map(([code, text]) => make("option", {value: code, selected: code === chosen}, text))
    const select = make("select", {id: `own-${name}`, "data-field": name}, ...offered)
    select.addEventListener("change", () => this.model.send_msg({choose: {[name]: select.value}}))
    return make("div", {}, make("label", {for: `own-${name}`}, label), select)
  }
}
