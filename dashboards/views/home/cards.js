// The cards of the page Home: lists of what waits, each row a link to where it can be seen.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {marksSvg, tierIcon} from "../../assets/scripts/marks.js"

/** @import {Child} from "../../assets/scripts/page.d.ts" */
/** @import {ClusterRow, Clusters, DayStrip, HomeFacts, HomeLink, MonthLine, Needs, NeedRow, NewsLine, Review, ReviewRow, Since, Steps, ToDecide} from "../../assets/scripts/shapes.d.ts" */

const SMALL_BOX = {width: 12, height: 14, pitch: 14}

/** @param {HomeLink} link */
export const leads = ({text, address}) => make("a", {href: address, dir: "auto"}, text)

/**
 * A card under its heading; `beside` stands small after it, `right` at the end of its line.
 * @param {string} kind
 * @param {string} title
 * @param {Child} beside
 * @param {Child} right
 * @param {Child[]} inside
 */
const card = (kind, title, beside, right, ...inside) =>
  make(
    "section",
    {class: `card ${kind}`},
    make("div", {class: "card-head"}, make("h2", {}, title, beside ? make("small", {}, beside) : null), right),
    ...inside,
  )

/**
 * @param {string} text
 * @param {string} [kind]
 */
const sentence = (text, kind) => (text ? make("p", {class: kind}, text) : null)

// ---------------------------------------------------------------- the month's line
/** @param {MonthLine} line */
export function lineCard({title, facts, points, done}) {
  const days = points.map(({at, day, text, is_past, is_now}) =>
    make(
      "li",
      {class: [is_past ? "past" : "", is_now ? "now" : "", at > 0.86 ? "last" : ""].filter(Boolean).join(" "), style: `--at:${at}`},
      make("b", {}, day),
      " ",
      make("span", {}, text),
    ),
  )
  const counts = facts.map(fact => make("span", {}, leads(fact)))
  const head = make("div", {class: "card-head"}, make("h2", {}, title), make("p", {class: "counts"}, ...counts))
  const line = make("div", {class: "line"}, make("i", {"aria-hidden": "true", style: `width:${Math.round(1000 * done) / 10}%`}))
  return make("section", {class: "card month"}, head, make("div", {class: "days"}, line, make("ol", {}, ...days)))
}

// ---------------------------------------------------------------- reports to review
/** @param {ReviewRow} row */
function reviewRow({name, address, mark, arrived, waited, part, look, is_marked}) {
  const box = mark ? marksSvg([mark], SMALL_BOX) : null
  const bar = part ? make("i", {class: "wait", "aria-hidden": "true", style: `width:${Math.round(56 * part)}px`}) : null
  return make(
    "tr",
    {},
    make("th", {scope: "row"}, leads({text: name, address})),
    make("td", {class: "arrived"}, make("span", {class: "mark", "aria-hidden": "true"}, box), arrived),
    make("td", {class: "waiting"}, make("span", {class: "room"}, bar), " ", waited),
    make("td", {class: is_marked ? "look marked" : "look"}, look),
  )
}

/** @param {Review} part */
export function reviewCard({rows, more, none, note}) {
  const heads = [gettext("School"), gettext("Arrived"), gettext("Waiting"), gettext("Look at first")]
  const table = rows.length
    ? make(
        "table",
        {class: "review"},
        make("thead", {}, make("tr", {}, ...heads.map(head => make("th", {scope: "col"}, head)))),
        make("tbody", {}, ...rows.map(reviewRow)),
      )
    : null
  const others = more ? make("p", {class: "note"}, leads(more)) : null
  return card(
    "to-review",
    gettext("To review"),
    gettext("oldest first"),
    null,
    sentence(none, "none"),
    table,
    others,
    sentence(note, "note"),
  )
}

// ---------------------------------------------------------------- schools by need
/** @param {NeedRow} row */
function needRow({name, address, tier, tier_label, why, marks, months, contact}) {
  const strip = marksSvg(marks, SMALL_BOX)
  strip.setAttribute("role", "img")
  strip.setAttribute("aria-label", months)
  strip.append(make("title", {}, months))
  return make(
    "li",
    {class: "need"},
    make("span", {class: "tier"}, tierIcon(tier), make("span", {class: "unseen"}, tier_label)),
    make("b", {}, leads({text: name, address})),
    make("span", {class: "why"}, why),
    make("span", {class: "strip"}, strip),
    make("span", {class: "contact"}, contact),
  )
}

/** @param {Needs} part */
export function needsCard({title, rows, more, steady, steady_names, lists}) {
  const last = steady
    ? make(
        "li",
        {class: "rest"},
        make("span", {class: "tier"}, tierIcon("steady")),
        make("b", {}, steady),
        " ",
        make("span", {}, steady_names),
      )
    : null
  const others = more ? make("li", {class: "more"}, leads(more)) : null
  const list = make("ul", {class: "rows needs"}, ...rows.map(needRow), others, last)
  return card("by-need", title, gettext("days since the last contact on the right"), leads(lists), list)
}

// ---------------------------------------------------------------- next steps
/** @param {Steps} part */
export function stepsCard({count, rows, more, without, none}) {
  const lines = rows.map(({name, address, when, text, is_due}) =>
    make(
      "li",
      {class: is_due ? "step due" : "step"},
      make("span", {class: "when"}, when),
      make("span", {}, make("b", {}, leads({text: name, address})), make("span", {class: "what"}, text)),
    ),
  )
  const last = [more, without].filter(link => link !== null).map(link => make("li", {class: "more"}, leads(link)))
  const list = lines.length || last.length ? make("ul", {class: "rows"}, ...lines, ...last) : null
  return card("steps", gettext("Next steps due"), count, null, sentence(none, "none"), list)
}

// ---------------------------------------------------------------- the district's clusters
/** @param {ClusterRow} row */
function clusterRow({name, address, coordinator, received, review, is_old, tiers}) {
  return make(
    "tr",
    {},
    make("th", {scope: "row"}, leads({text: name, address})),
    make("td", {}, coordinator),
    make("td", {}, received),
    make("td", {class: is_old ? "old" : null}, review),
    ...tiers.map(count => make("td", {class: "count"}, count)),
  )
}

/** @param {Clusters} part */
export function clustersCard({rows, tiers}) {
  const heads = [gettext("Cluster"), gettext("Coordinator"), gettext("Received"), gettext("To review, oldest")]
  const head = make(
    "tr",
    {},
    ...heads.map(text => make("th", {scope: "col"}, text)),
    ...tiers.map(([code, label]) =>
      make("th", {scope: "col", class: "count", title: label}, tierIcon(code), make("span", {class: "unseen"}, label)),
    ),
  )
  const key = make("ul", {class: "key"}, ...tiers.map(([code, label]) => make("li", {}, tierIcon(code), label)))
  const table = make("table", {class: "clusters"}, make("thead", {}, head), make("tbody", {}, ...rows.map(clusterRow)))
  const scroll = make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": gettext("Clusters")}, table)
  return card("by-cluster", gettext("Clusters"), gettext("reports of the month, who reviews, schools by group"), null, scroll, key)
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {ToDecide[]} rows
 * @param {string} none
 */
export function decideCard(kind, title, rows, none) {
  const lines = rows.map(({text, about, note, link}) => {
    const words = note ? make("small", {dir: "auto"}, note) : null
    return make("li", {class: "decide"}, make("span", {}, make("b", {}, text), about ? make("small", {}, about) : null, words), leads(link))
  })
  return card(kind, title, null, null, lines.length ? make("ul", {class: "rows"}, ...lines) : sentence(none, "none"))
}

// ---------------------------------------------------------------- what is new
/** @param {NewsLine} line */
function newsLine({tier, is_group, names, text, day}) {
  const named = names.flatMap((name, at) => [at ? gettext(", ") : "", make("b", {}, leads(name))])
  const icon = make("span", {class: "tier"}, tierIcon(tier))
  const between = named.length ? ": " : ""
  const said = is_group ? [text, between, ...named] : [...named, between, text]
  return make("li", {class: "news"}, icon, make("span", {}, ...said), make("span", {class: "date"}, day))
}

/** @param {Since} part */
export function sinceCard({since, lines, none}) {
  const list = lines.length ? make("ul", {class: "rows"}, ...lines.map(newsLine)) : null
  return card("since", gettext("Since you were last here"), since, null, list, sentence(none, "none"))
}

// ---------------------------------------------------------------- an administrator's cards
// ---------------------------------------------------------------- days in a row, as those that have a backup
const DAY = {width: 11, height: 22, pitch: 14}
const MIDDLE = {x: DAY.width / 2, y: DAY.height / 2}
const box = (/** @type {string} */ fill, /** @type {string} */ stroke) =>
  make("rect", {x: 0.75, y: 0.75, width: DAY.width - 1.5, height: DAY.height - 1.5, rx: 2, fill, stroke, "stroke-width": 1.5})
const lineAcross = (/** @type {string} */ d, /** @type {string} */ stroke) => make("path", {d, stroke, "stroke-width": 1.5, fill: "none"})

/** By code: a shape each, so that nothing is told by its colour alone. */
/** @type {Record<string, () => SVGElement[]>} */
const DAYS = {
  made: () => [box("var(--st-accepted)", "var(--st-accepted)")],
  failed: () => [
    box("var(--st-missing)", "var(--st-missing)"),
    lineAcross(`M${MIDDLE.x - 2.5} ${MIDDLE.y - 2.5}l5 5m0 -5l-5 5`, "var(--st-missing-x)"),
  ],
  none: () => [box("var(--surface)", "var(--control)"), lineAcross(`M${MIDDLE.x - 2.5} ${MIDDLE.y}h5`, "var(--control)")],
  not_yet: () => [box("var(--surface)", "var(--st-hatch)")],
  unknown: () => [make("circle", {cx: MIDDLE.x, cy: MIDDLE.y, r: 1.75, fill: "var(--control)"})],
}
const day = (/** @type {string} */ code) => DAYS[code]?.() ?? []

/** @param {DayStrip} strip */
function daysStrip({first, last, marks, said, key}) {
  const wide = marks.length * DAY.pitch - (DAY.pitch - DAY.width)
  const drawn = marks.map(([code, words], at) =>
    make("g", {transform: `translate(${at * DAY.pitch},0)`, "data-code": code}, make("title", {}, words), ...day(code)),
  )
  const picture = make("svg", {viewBox: `0 0 ${wide} ${DAY.height}`, role: "img", "aria-label": said}, ...drawn)
  const small = (/** @type {string} */ code) =>
    make("svg", {width: DAY.width, height: DAY.height, viewBox: `0 0 ${DAY.width} ${DAY.height}`, "aria-hidden": "true"}, ...day(code))
  const labels = key.map(([code, words]) => make("li", {}, small(code), words))
  const ends = make("p", {class: "ends", "aria-hidden": "true"}, make("span", {}, first), make("span", {}, last))
  return make("div", {class: "days-strip"}, picture, ends, make("ul", {}, ...labels))
}

// ---------------------------------------------------------------- an administrator's cards
/**
 * @param {HomeFacts} facts
 * @param {boolean} isComparing
 * @param {() => void} compare
 */
export function factsCard({title, rows, note, check, link, days}, isComparing, compare) {
  const list = rows.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)])
  const button = check ? make("button", {type: "button", class: "ask", "aria-disabled": String(isComparing)}, check) : null
  button?.addEventListener("click", () => isComparing || compare())
  const waiting =
    check && isComparing ? make("p", {class: "note", role: "status"}, gettext("Comparing every total with its reports")) : null
  const whole = link ? make("a", {href: link.address}, link.text) : null
  const strip = days ? daysStrip(days) : null
  return card("facts", title, null, whole, strip, list.length ? make("dl", {}, ...list) : null, sentence(note, "note"), waiting, button)
}

/**
 * The cards in two columns, each in the shorter one so far, by the lines it has.
 * @param {HomeFacts[]} facts
 * @returns {[HomeFacts[], HomeFacts[]]}
 */
export function inColumns(facts) {
  const filled = [
    {cards: /** @type {HomeFacts[]} */ ([]), lines: 0},
    {cards: /** @type {HomeFacts[]} */ ([]), lines: 0},
  ]
  const [left, right] = /** @type {[typeof filled[0], typeof filled[0]]} */ (filled)
  for (const one of facts) {
    const column = left.lines <= right.lines ? left : right
    column.cards.push(one)
    column.lines += 2.5 + one.rows.length + (one.note ? 1.5 : 0) + (one.check ? 1.5 : 0) + (one.days ? 3 : 0)
  }
  return [left.cards, right.cards]
}
