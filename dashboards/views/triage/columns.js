// The columns of the list: what heads them, how wide they are, and what a school has in them.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {Child} from "../../assets/scripts/page.d.ts" */
/** @import {ColumnName, School} from "../../assets/scripts/shapes.d.ts" */

/**
 * @typedef {object} Column
 * @property {() => string} head
 * @property {string} wide the track of the grid on a wide page
 * @property {string} middle the same on a narrow one
 * @property {boolean} [sorts]
 */

/** @type {Record<ColumnName, Column>} */
export const COLUMNS = {
  school: {head: () => gettext("School"), wide: "134px", middle: "190px", sorts: true},
  why: {head: () => gettext("Why, in words"), wide: "minmax(180px, 1fr)", middle: "minmax(180px, 1fr)"},
  months: {head: () => gettext("Reports"), wide: "138px", middle: "138px"},
  sparks: {head: () => gettext("Reach and activities"), wide: "66px", middle: "76px"},
  contact: {head: () => gettext("Last contact"), wide: "68px", middle: "74px", sorts: true},
  step: {head: () => gettext("Next step"), wide: "minmax(84px, 0.3fr)", middle: "108px", sorts: true},
  survey: {head: () => gettext("Parent response"), wide: "minmax(110px, 1fr)", middle: "minmax(110px, 1fr)", sorts: true},
  cluster: {head: () => gettext("Cluster"), wide: "minmax(90px, 1fr)", middle: "minmax(90px, 1fr)", sorts: true},
}

/** @type {ColumnName[]} */
export const USUAL = ["school", "why", "months", "sparks", "contact", "step"]

/** Without a sentence beside it a name has the room it needs. */
const NAME_ALONE = "minmax(190px, 1.6fr)"

/**
 * The tracks of the grid.
 * @param {ColumnName[]} columns
 * @param {"wide" | "middle"} size
 */
export const tracks = (columns, size) =>
  columns.map(name => (name === "school" && !columns.includes("why") ? NAME_ALONE : COLUMNS[name][size])).join(" ")

/**
 * @param {string} name
 * @param {Child[]} children
 */
const cell = (name, ...children) => make("td", {role: "cell", class: name}, ...children)

const aside = (/** @type {string | null} */ text) => (text ? make("small", {title: text}, text) : null)
const flagged = (/** @type {string | null} */ text) =>
  text ? make("small", {class: "flag", title: text}, icon("flag", 12), make("span", {}, text)) : null

/** @type {Record<ColumnName, (school: School, strip: (marks: string[]) => SVGElement) => HTMLElement>} */
export const CELLS = {
  school: school => {
    const button = make("button", {type: "button", class: "name", dir: "auto", title: school.name, tabindex: -1}, school.name)
    const numbered = (/** @type {string} */ facts) => (school.number ? `${school.number} · ${facts}` : facts)
    const facts = make("small", {class: "facts"}, numbered(school.size))
    const among = make("small", {class: "facts among", title: school.cluster}, numbered(school.size_and_cluster))
    return make("th", {role: "rowheader", class: "school", scope: "row"}, button, facts, among, aside(school.closed), aside(school.nobody))
  },
  why: school => {
    const [why, more] = school.why
    const listed = school.also_on_list ? gettext("also on the visit list") : null
    return cell("why", why, aside(more), flagged(school.flag), flagged(school.drawn), flagged(listed))
  },
  months: (school, strip) => cell("months", strip(school.marks)),
  sparks: () => cell("sparks"),
  contact: school => {
    const days = make("span", {class: "days"}, school.contact_words)
    days.dataset.after = gettext("since contact") // shown on a phone, where no head of a column says it
    return cell(`contact${school.contact_days === null ? " none" : ""}`, days, aside(school.contact_tries))
  },
  step: school => {
    const [step, when] = school.step
    return cell(`step${when ? "" : " none"}`, make("span", {class: "what", title: step}, step), aside(when))
  },
  survey: school => {
    const made = cell(`survey${school.survey ? "" : " none"}`, school.survey ?? gettext("not known"))
    made.dataset.before = gettext("Parent response")
    return made
  },
  cluster: school => cell("cluster", school.cluster),
}
