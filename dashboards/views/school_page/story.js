// Two school years of one school on one axis: its tier, its reports, and a quantity beside schools like it.
//
// Drawn here and not by Bokeh: the marks are those of the list, they stand exactly over the figures, and all of it is
// read, and printed, before any chart library is there.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {MARK_LOOKS, marksSvg, tierIcon} from "../../assets/scripts/marks.js"
import {fileName, saveDrawing} from "../parts/chart_picture.js"
import {opener} from "../parts/proof_table.js"
import {card, sentence} from "./card.js"
import {expectedWidth, LEAST, layOut, runs, steps} from "./story_places.js"

/** @import {StoryCard, StoryLine} from "../../assets/scripts/shapes.d.ts" */
/** @import {Places} from "./story_places.js" */

const BOX = {width: 16, height: 15}
const TIER = 14
const APART = 2.5 // px between the marks of two months
const PRINTED_WIDTH = 560

/**
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} [anchor]
 */
const word = (kind, x, y, text, anchor = "start") => make("text", {class: kind, x, y, "text-anchor": anchor}, text)

/**
 * @param {string} kind
 * @param {string} d
 */
const path = (kind, d) => make("path", {class: kind, d})

/**
 * A copy of another picture at a place of this one.
 * @param {SVGSVGElement | null} picture
 * @param {number} x
 * @param {number} y
 * @param {number} [size] as a part of its own
 */
function placed(picture, x, y, size = 1) {
  const group = make("g", {transform: `translate(${x} ${y}) scale(${size})`})
  if (picture) group.append(...picture.childNodes)
  return group
}

export class StoryPicture {
  /** @type {SVGSVGElement | null} */
  picture = null
  width = expectedWidth(innerWidth)

  /** @param {StoryCard} story */
  constructor(story) {
    this.story = story
    this.place = make("div", {class: "story"})
    this.under = make("div", {class: "under"})
    this.chosen = story.lines[0]?.code ?? ""
    this.tools = make("div", {class: "quantities", role: "group", "aria-label": gettext("What the line shows")})
    const {about, lines, none} = story
    this.element = card(
      "story-card",
      gettext("Month by month"),
      about,
      lines.length > 1 ? this.tools : null,
      this.place,
      this.under,
      sentence(none),
    )
    for (const line of lines) this.tools.append(this.#choice(line))
    this.draw()
    new ResizeObserver(([seen]) => this.#fit(seen?.contentRect.width ?? 0)).observe(this.place)
    addEventListener("beforeprint", () => this.#fit(PRINTED_WIDTH))
    addEventListener("afterprint", () => this.#fit(this.place.clientWidth))
  }

  /** @param {number} width */
  #fit(width) {
    if (width < LEAST || Math.abs(width - this.width) < 1) return
    this.width = width
    this.#drawPicture()
  }

  /** @param {StoryLine} line */
  #choice({code, title}) {
    const button = make("button", {type: "button", "data-key": `line-${code}`}, title)
    button.addEventListener("click", () => {
      this.chosen = code
      this.draw()
    })
    return button
  }

  get line() {
    return this.story.lines.find(line => line.code === this.chosen) ?? null
  }

  draw() {
    for (const [i, button] of [...this.tools.children].entries()) {
      button.setAttribute("aria-pressed", String(this.story.lines[i]?.code === this.chosen))
    }
    this.#drawPicture()
    const {line} = this
    const [open, shown] = line ? opener(gettext("Table"), line.table) : [null, null]
    open?.setAttribute("aria-label", gettext("Table of {title}", {title: line?.title ?? ""}))
    const name = gettext("PNG of {title}", {title: line?.title ?? ""})
    const save = make("button", {type: "button", class: "link", "aria-label": name}, "PNG")
    save.addEventListener("click", () => this.picture && saveDrawing(this.picture, fileName(line?.title ?? "")))
    const about = line ? make("p", {class: "aside"}, `${line.title} ${line.unit}. ${line.sentence} `, open, " ", save) : null
    this.under.replaceChildren(...[about, shown, this.#legend()].filter(part => part !== null))
  }

  #drawPicture() {
    const {story, line} = this
    const places = layOut(story, line, this.width)
    const {width, height, x, rows, pitch} = places
    const room = Math.min(1, (pitch - APART) / BOX.width)
    const box = {width: BOX.width * room, height: BOX.height}
    const first = story.months[0]?.name ?? ""
    const last = story.months.at(-1)?.name ?? ""
    const label = gettext("Support tier, monthly reports and {quantity} from {first} to {last}; the table has the figures", {
      quantity: line?.title ?? "",
      first,
      last,
    })
    const picture = make(
      "svg",
      {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label},
      ...this.#years(places),
      word("row-name", places.names, rows.tierName, gettext("Support tier")),
      word("row-name", places.names, rows.markName, gettext("Monthly report")),
      ...story.months.map((month, i) => placed(tierIcon(month.tier), x(i) - (TIER * room) / 2, rows.tier + (TIER * (1 - room)) / 2, room)),
      ...story.months.map((month, i) =>
        placed(MARK_LOOKS[month.mark] ? marksSvg([month.mark], {...box, pitch: box.width}) : null, x(i) - box.width / 2, rows.mark),
      ),
      ...(line ? this.#quantity(line, places) : []),
      ...this.#columns(places),
    )
    this.picture = picture
    this.place.replaceChildren(picture)
  }

  /** @param {Places} places */
  #years({x, pitch, bottom, rows}) {
    return this.story.years.flatMap(([name, at]) => [
      word("year", x(at) - pitch / 2 + 2, rows.year, name),
      at ? path("edge", `M${x(at) - pitch * 0.8} 0V${bottom}`) : null,
    ])
  }

  /**
   * @param {StoryLine} line
   * @param {Places} places
   */
  #quantity(line, places) {
    const {x, y, left, right, bottom, top, ticks, isNarrow, rows, pitch} = places
    const {months, events} = this.story
    const {starts} = places
    const point = (/** @type {number} */ i, /** @type {number} */ value) => `${x(i)} ${y(value)}`
    // A month alone is as wide as a part of its own place.
    const alone = pitch / 4
    const band = runs(line.low, starts).map(run => {
      const [first = 0] = run
      if (run.length === 1) {
        const [high, low] = [y(line.high[first] ?? 0), y(line.low[first] ?? 0)]
        return `M${x(first) - alone} ${high}h${2 * alone}V${low}h${-2 * alone}Z`
      }
      const forth = run.map(i => point(i, line.high[i] ?? 0))
      const back = [...run].reverse().map(i => point(i, line.low[i] ?? 0))
      return `M${[...forth, ...back].join("L")}Z`
    })
    const along = (/** @type {(number | null)[]} */ values, width = 0) =>
      runs(values, starts)
        .map(run => {
          const [first = 0] = run
          if (run.length === 1) return width ? `M${x(first) - width} ${y(values[first] ?? 0)}h${2 * width}` : ""
          return `M${run.map(i => point(i, values[i] ?? 0)).join("L")}`
        })
        .join("")
    const check = new Set(line.check)
    const sure = line.own.map((value, i) => (check.has(i) ? null : value))
    const dots = line.own.flatMap((value, i) => {
      if (value === null) return []
      const [at, height] = [x(i), y(Math.min(value, places.most))]
      const beyond = value > places.most ? word("beyond", at, height - 7, String(Math.round(value)), "middle") : null
      return [make("circle", {class: check.has(i) ? "dot hollow" : "dot", cx: at, cy: height, r: check.has(i) ? 4 : 3.2}), beyond]
    })
    const crosses = months.flatMap(({missing}, i) => (missing ? [`M${x(i) - 3} ${bottom - 10}l6 6m0-6l-6 6`] : []))
    const happened = events.flatMap(({at, text}, i) => {
      const isLeft = x(at) > left + (right - left) * 0.55
      const spot = x(at) + (isLeft ? -5 : 5)
      return [
        path("happened", `M${x(at)} ${top - 6}V${bottom}`),
        word("event", spot, top + 6 + 15 * (i % 3), text, isLeft ? "end" : "start"),
      ]
    })
    const named = months.map(({short}, i) => word("tick", x(i), bottom + 16, isNarrow ? short.slice(0, 1) : short, "middle"))
    return [
      word("row-name", places.names, rows.lineName, isNarrow ? `${line.title} ${line.unit}` : line.title),
      ...(isNarrow ? [] : steps(line.unit, 16).map((text, i) => word("unit", places.names, rows.lineName + 15 + 14 * i, text))),
      ...ticks.flatMap(tick => [path("grid", `M${left} ${y(tick)}H${right}`), word("tick", left - 6, y(tick) + 4, String(tick), "end")]),
      path("band", band.join("")),
      path("middle", along(line.middle, alone)),
      ...happened,
      path("own", along(sure)),
      ...dots.filter(node => node !== null),
      path("crosses", crosses.join("")),
      ...named,
    ]
  }

  /**
   * What a month says in words, for who points at it.
   * @param {Places} places
   */
  #columns({x, pitch, bottom}) {
    const {line} = this
    return this.story.months.map(({name, tier_label, mark_label}, i) => {
      const figures = line?.table.rows.find(row => row[0] === name)?.slice(3) ?? []
      const said = [tier_label, mark_label, ...(figures.length ? [`${line?.title}: ${figures[0]} (${figures[1]})`] : [])].join("; ")
      return make(
        "rect",
        {class: "column-of", x: x(i) - pitch / 2, y: 14, width: pitch, height: bottom},
        make("title", {}, `${name}: ${said}`),
      )
    })
  }

  /** Every tier and mark that stands in the picture, once. */
  #legend() {
    const {months} = this.story
    const tiers = new Map(months.flatMap(({tier, tier_label}) => (tier ? [[tier, tier_label]] : [])))
    const marks = new Map(months.flatMap(({mark, mark_label}) => (mark ? [[mark, mark_label]] : [])))
    const small = {width: 12, height: 14, pitch: 12}
    return make(
      "ul",
      {class: "keys"},
      ...[...tiers].map(([code, text]) => make("li", {}, tierIcon(code, 13), text ?? "")),
      ...[...marks].map(([code, text]) => make("li", {}, marksSvg([code ?? ""], small), text ?? "")),
    )
  }
}
