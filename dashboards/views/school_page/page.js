// What the page about a school is made of: who it is, its story, its cards; and how one goes to its neighbours.
import {isOnOurPage} from "../../assets/scripts/connected.js"
import {make, told} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {personLine} from "../school/next_step.js"
import {activitiesCard} from "./activities.js"
import {answersCard, dataCard, logCard, saidCard, sessionsCard, surveyCard, whyCard} from "./cards.js"
import {StoryPicture} from "./story.js"
import {planCard, similarCard, typesCard} from "./types_and_plan.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {OwnField, PageHead, SchoolLink, SchoolPageMessage, SchoolPageParameters, SchoolPagePart} from "../../assets/scripts/shapes.d.ts" */

/** @param {PageHead} head */
function who({tier, tier_label, since, flag, drawn, facts, steps, people}) {
  const chips = [
    tier ? make("b", {class: `tier ${tier}`}, tierIcon(tier), tier_label) : null,
    since ? make("span", {class: "since"}, since) : null,
    ...[flag, drawn].map(words => (words ? make("span", {class: "chip"}, icon("flag", 12), words) : null)),
  ]
  return make(
    "div",
    {class: "who"},
    chips.some(Boolean) ? make("div", {class: "chips"}, ...chips) : null,
    make("p", {class: "facts"}, facts.join(" · "), ...(steps ? [" · ", toSteps(steps)] : [])),
    make("ul", {class: "people"}, ...people.map(personLine)),
  )
}

/** @param {string} name of the card, which is another component's, further down */
function toSteps(name) {
  const button = make("button", {type: "button", class: "link to-steps", "data-key": "steps"}, name)
  button.addEventListener("click", () => told(button, "show-steps"))
  return button
}

/** Draws the page of the model's school, and tells the model what a person chooses. */
export class SchoolPage {
  element = make("div", {class: "school-page school"})
  /** @type {SchoolPagePart | null} */
  school = null

  /** @param {Model<SchoolPageParameters, SchoolPageMessage>} model */
  constructor(model) {
    this.model = model
  }

  draw() {
    const before = this.school
    /** @type {SchoolPagePart | null} */
    const school = JSON.parse(this.model.school || "null")
    this.school = school
    const focused = /** @type {HTMLElement | null} */ (this.element.querySelector(":focus"))?.dataset.key
    this.element.dataset.tier = school?.head?.tier ?? ""
    this.element.replaceChildren(...(school ? this.#parts(school) : []))
    if (focused) this.#focus(focused)
    if (before && school && before.id !== school.id) document.getElementById("main")?.scrollTo(0, 0)
  }

  /**
   * Where the keyboard was, or, where there is no further neighbour that way, on the other one.
   * @param {string} key
   */
  #focus(key) {
    const there = [key, key === "next" ? "previous" : "next"].map(name => this.element.querySelector(`[data-key="${name}"]`))
    const first = there.find(node => node instanceof HTMLElement)
    if (first instanceof HTMLElement) first.focus({preventScroll: true})
  }

  /** @param {"previous" | "next"} way */
  go(way) {
    const link = this.school?.[way]
    if (link) told(this.element, "go", new URL(link.address, location.href).search)
  }

  /** @param {SchoolPagePart} school */
  #parts(school) {
    if (!school.head) {
      const there = make("a", {class: "link", href: school.instead.address}, school.instead.label)
      return [this.#tools(school), make("p", {class: "nobody"}, there)]
    }
    const story = school.story ? new StoryPicture(school.story).element : null
    const two = (/** @type {(HTMLElement | null)[]} */ ...cards) => {
      const there = cards.filter(card => card !== null)
      return there.length ? make("div", {class: there.length > 1 ? "two" : "one"}, ...there) : null
    }
    const main = [
      story,
      two(typesCard(school.types), planCard(school.plan)),
      activitiesCard(school.activities),
      two(
        answersCard("parents", gettext("Parents' answers"), school.parents),
        answersCard("teachers", gettext("What teachers saw"), school.teachers),
      ),
      two(saidCard(school.why?.said ?? [])),
    ]
    const side = [
      whyCard(school.why, school.proofs),
      surveyCard(school.survey),
      similarCard(school.similar),
      logCard(school.log),
      sessionsCard(school.sessions, school.year),
      dataCard(school.proofs?.quality ?? [], school.estimates, school.year),
    ]
    const columns = [main, side].map((cards, i) => make("div", {class: i ? "column side" : "column"}, ...cards))
    return [make("div", {class: "head"}, who(school.head), this.#tools(school)), make("div", {class: "columns"}, ...columns)]
  }

  /** @param {SchoolPagePart} school */
  #tools({head, fields, place, previous, next}) {
    const print = make("button", {type: "button", class: "button print"}, icon("print"), gettext("Print"))
    print.addEventListener("click", () => window.print())
    const arrows = [this.#arrow("previous", previous), this.#arrow("next", next)]
    const around = previous || next ? make("nav", {class: "arrows", "aria-label": gettext("Neighbours in the list")}, ...arrows) : null
    const among = place ? make("p", {class: "place"}, place) : null
    return make(
      "div",
      {class: "tools"},
      make("div", {class: "fields"}, ...fields.map(field => this.#field(field))),
      head && isOnOurPage() ? print : null,
      among || around ? make("div", {class: "among"}, among, around) : null,
    )
  }

  /**
   * @param {"previous" | "next"} way
   * @param {SchoolLink | null} school
   */
  #arrow(way, school) {
    const shape = icon(way === "next" ? "right" : "left")
    if (!school) return make("span", {class: "arrow none", "aria-hidden": "true"}, shape)
    const said =
      way === "next" ? gettext("Next school: {school}", {school: school.name}) : gettext("Previous school: {school}", {school: school.name})
    const link = make("a", {class: "arrow", href: school.address, "aria-label": said, title: said, "data-key": way}, shape)
    link.addEventListener("click", event => {
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
      if (isElsewhere || !document.documentElement.dataset.listening) return // the browser follows the link
      event.preventDefault()
      this.go(way)
    })
    return link
  }

  /** @param {OwnField} field */
  #field({name, label, options, chosen}) {
    const offered = options.map(([code, text]) => make("option", {value: code, selected: code === chosen}, text))
    const select = make("select", {id: `school-${name}`, "data-key": name}, ...offered)
    select.addEventListener("change", () => this.model.send_msg({choose: {[name]: select.value}}))
    return make("div", {}, make("label", {for: `school-${name}`}, label), select)
  }
}
