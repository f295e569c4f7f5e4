// A card below the first screen: says when somebody comes to it, then shows sentences and tables of figures.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {SectionCell, SectionGroup, SectionMessage, SectionParameters, SectionPart, SectionRow, SectionTable} from "../../assets/scripts/shapes.d.ts" */

/** How far below the window a card is made, so that it stands when somebody gets there. */
const AHEAD = "240px"
/** Fewer columns than so many fit on a phone. */
const FEW = 4

/**
 * What a component, or the column it stands in, is to the page around it.
 * @param {Element} inside
 */
function boxOf(inside) {
  const root = inside.getRootNode()
  return root instanceof ShadowRoot ? root.host : inside
}

/** @param {number} share 0 to 1 */
const percent = share => `${(100 * share).toFixed(2)}%`

/** @param {number[]} span low, value and high */
function interval([low = 0, value = 0, high = 0]) {
  const line = make("i", {style: `left:${percent(low)};width:${percent(Math.max(high - low, 0.005))}`})
  return make("span", {class: "span", "aria-hidden": "true"}, line, make("b", {style: `left:${percent(value)}`}))
}

/** @param {SectionCell} cell */
function figure({text, beside, told, short, mark, span, part, step}) {
  const kind = [mark, step === null ? "" : `s${step}`].filter(Boolean).join(" ")
  const bar = part === null ? null : make("span", {class: "bar", "aria-hidden": "true"}, make("i", {style: `width:${percent(part)}`}))
  const sign = mark === "above" ? "▲" : mark === "below" ? "▼" : ""
  const said = make("b", {}, text, sign ? make("span", {class: "sign", "aria-hidden": "true"}, sign) : null)
  const more = short ? make("span", {class: "told"}, short) : null
  const unseen = told ? make("span", {class: "unseen"}, told) : null
  const shown = [said, beside ? make("small", {}, beside) : null, span ? interval(span) : null, bar, more, unseen]
  return make("td", {class: kind || null, title: told || null}, ...shown)
}

/** @param {SectionRow} row */
function line({name, beside, is_on, cells}) {
  const head = make("th", {scope: "row", dir: "auto"}, name, beside ? make("small", {}, beside) : null)
  return make("tr", {class: is_on ? "on" : null}, head, ...cells.map(figure))
}

/**
 * @param {SectionGroup} group
 * @param {number} columns
 */
function body({title, rows}, columns) {
  const head = title ? make("tr", {class: "group"}, make("th", {scope: "rowgroup", colspan: columns + 1}, title)) : null
  return make("tbody", {}, head, ...rows.map(line))
}

/**
 * @param {SectionTable} table
 * @param {boolean} isOne the card's own heading then says what it is
 */
function tableOf({title, about, columns, groups, note}, isOne) {
  const heads = [about, ...columns].map(column => make("th", {scope: "col"}, column))
  const caption = make("caption", {class: isOne ? "unseen" : null}, title)
  const bodies = groups.map(group => body(group, columns.length))
  const table = make("table", {class: columns.length < FEW ? "few" : null}, caption, make("thead", {}, make("tr", {}, ...heads)), ...bodies)
  const place = make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": title}, table)
  return [place, note ? make("p", {class: "quiet"}, note) : null]
}

/** @param {Drawing<SectionParameters, SectionMessage>} drawing */
export function render({model, el}) {
  const place = make("section", {class: "section"})
  const draw = () => {
    /** @type {SectionPart | null} */
    const part = JSON.parse(model.part || "null")
    const head = make("h2", {}, model.title, part?.small ? make("small", {}, part.small) : null)
    const left = make("p", {class: "printed"}, gettext("Not printed: scroll to this part before you print."))
    const waits = make("p", {class: "quiet waits"}, gettext("Being worked out."))
    if (!part) return place.replaceChildren(head, waits, left)
    const said = part.sentences.map(sentence => make("p", {}, sentence))
    const warning = part.warning ? make("p", {class: "warning"}, part.warning) : null
    const isOne = part.tables.length === 1
    const shown = [head, ...said, warning, ...part.tables.flatMap(table => tableOf(table, isOne))]
    place.replaceChildren(...shown.filter(child => child !== null))
  }
  const fade = () => place.classList.toggle("stale", model.is_stale && model.part !== "null")
  draw()
  fade()
  model.on("part", draw)
  model.on("is_stale", fade)
  el.append(place)
  // The card's own box is what is watched: with its charts it is much longer than this component.
  let wasSeen = false
  const watch = new IntersectionObserver(
    entries => {
      const isSeen = entries.some(entry => entry.isIntersecting)
      if (isSeen === wasSeen) return
      wasSeen = isSeen
      model.send_msg({seen: isSeen})
    },
    {rootMargin: AHEAD},
  )
  watch.observe(boxOf(boxOf(el)))
  model.on("remove", () => watch.disconnect())
}
