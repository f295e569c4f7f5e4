// The cards of the page about a school: why it is on a list, answers, what the office did, and what the data are like.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {stepLine} from "../school/next_step.js"
import {saidList} from "../school/said.js"
import {methodLink, qualityParts, reasonParts, showEvidence, sureParts} from "../school/why.js"
import {entriesSince, logButton} from "../support/entries.js"
import {card, sentence, someOf} from "./card.js"

/** @import {AnswersCard, Count, FigureLine, LogCard, LogLine, Proofs, SaidLine, SessionLine, WhyDetail} from "../../assets/scripts/shapes.d.ts" */

const FIRST_CONTACTS = 5
const FIRST_SAID = 3

/**
 * @param {WhyDetail | null} why
 * @param {Proofs | null} proofs
 */
export function whyCard(why, proofs) {
  const parts = why ? reasonParts(why) : []
  if (!why?.tier || !parts.length) return null // of a school that owes no report all is said above
  const {interval, since, offer} = why
  const made = card(
    "why",
    gettext("Why this school"),
    "",
    ...parts,
    methodLink(),
    ...(interval ? [make("h3", {}, gettext("How sure are we")), ...sureParts(interval)] : []),
    ...(since ? [make("h3", {}, gettext("Since last month")), sentence(since)] : []),
    ...(offer ? [make("h3", {}, gettext("What the office can offer")), sentence(offer)] : []),
  )
  if (proofs) showEvidence(made, proofs.evidence)
  return made
}

const LONG = 28 // letters; from here on it is a sentence, not a figure

/** @param {FigureLine} line */
const figureLine = ({label, figure, aside}) =>
  make(
    "div",
    {},
    make("dt", {}, label),
    make(
      "dd",
      {},
      make(figure.length > LONG ? "span" : "b", {}, figure),
      aside ? " " : null,
      aside ? make("span", {class: "aside"}, aside) : null,
    ),
  )

/**
 * @param {string} kind
 * @param {string} title
 * @param {AnswersCard | null} answers
 */
export function answersCard(kind, title, answers) {
  if (!answers) return null
  const {about, lines, note, said} = answers
  const quotes = said.map(words => make("li", {class: "quote", dir: "auto"}, words))
  return card(
    kind,
    title,
    about,
    sentence(note),
    lines.length ? make("dl", {class: "figures"}, ...lines.map(figureLine)) : null,
    quotes.length ? make("ul", {class: "quotes"}, ...quotes) : null,
  )
}

/** @param {FigureLine | null} survey */
export const surveyCard = survey => (survey ? card("survey", survey.label, "", sentence(survey.figure, "figure")) : null)

/** @param {SaidLine[]} said */
export const saidCard = said =>
  said.length ? card("said-card", gettext("What the reports say"), "", someOf(said, FIRST_SAID, saidList)) : null

// ---------------------------------------------------------------- what the office did
/**
 * @param {LogLine} line
 * @param {string} school its id, where this reader may write
 */
function logLine({id, channel, label, date, text, below}, school) {
  const shown = make("span", {class: "channel", title: label}, icon(channel), make("span", {class: "unseen"}, `${label}, `))
  return make(
    "li",
    {},
    make("span", {class: "date"}, date),
    shown,
    make(
      "div",
      {},
      make("span", {}, text),
      below ? make("small", {}, below) : null,
      school ? make("small", {}, logButton(gettext("Correct"), {school, correct: id})) : null,
    ),
  )
}

/** @param {LogCard | null} log */
export function logCard(log) {
  if (!log) return null
  const {about, reached, steps, no_step, lines, none, since, since_title, may_log, id} = log
  const school = may_log ? id : ""
  return card(
    "log",
    gettext("Support log"),
    about,
    school ? make("p", {class: "to-log"}, logButton(gettext("Log a contact"), {school})) : null,
    make("h3", {}, gettext("Next step")),
    steps.length ? make("ul", {class: "steps"}, ...steps.map(stepLine)) : sentence(no_step),
    since.length ? make("h3", {}, since_title) : null,
    entriesSince(since, "", school),
    make("h3", {}, gettext("Last contacts")),
    sentence(none || reached, "reached"),
    lines.length ? someOf(lines, FIRST_CONTACTS, some => make("ul", {class: "entries"}, ...some.map(line => logLine(line, school)))) : null,
  )
}

/**
 * @param {SessionLine[]} sessions
 * @param {string} year
 */
export function sessionsCard(sessions, year) {
  if (!sessions.length) return null
  const lines = sessions.map(({topic, date, came, is_here, since}) =>
    make(
      "li",
      {},
      make("span", {}, topic, since ? make("small", {}, ` ${since}`) : null),
      make("span", {class: is_here ? "came" : "date"}, came),
      make("span", {class: "date"}, date),
    ),
  )
  return card("sessions", gettext("Professional development"), year, make("ul", {class: "entries"}, ...lines))
}

// ---------------------------------------------------------------- what the data are like
/**
 * @param {Count[]} counts
 * @param {string} estimates
 * @param {string} year
 */
export function dataCard(counts, estimates, year) {
  if (!counts.length && !estimates) return null
  const parts = counts.length ? qualityParts(counts) : []
  return card("data", gettext("Data behind this page"), year, ...parts, sentence(estimates, "aside"))
}
