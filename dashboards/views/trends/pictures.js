// Where the figure stands cluster by cluster, and which types of involvement the activities are of.
import {followed, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {pictureButton} from "../parts/painted.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {Heat, HeatCell, HeatRow, PartMessage, PartParameters, Types} from "../../assets/scripts/shapes.d.ts" */

const STEPS = [0, 1, 2, 3, 4, 5, 6]

/**
 * @param {string} title
 * @param {string} about
 * @param {string} picture what the card is called as a picture
 * @param {(HTMLElement | null)[]} parts
 */
function card(title, about, picture, ...parts) {
  const whole = make("section", {class: "card"})
  const save = pictureButton(picture, () => whole)
  whole.append(make("h2", {}, title, make("small", {}, about), save))
  whole.append(...parts.filter(part => part !== null))
  return whole
}

/** @param {HeatCell} cell */
function heatCell({text, step, is_low, title}) {
  const kind = [step === null ? "none" : `s${step}`, is_low ? "low" : ""].filter(Boolean).join(" ")
  return make("td", {class: kind, title}, text, is_low ? make("span", {class: "unseen"}, gettext("under 90 % of reports in")) : null)
}

/** @param {HeatRow} row */
function heatRow({name, address, cells, change, way, is_claimed}) {
  const goes = make("a", {href: address, dir: "auto", "data-address": address.startsWith("?")}, name)
  const bar = make("i", {class: way < 0 ? "fall" : "rise", style: `width:${Math.round(44 * Math.abs(way))}px`, "aria-hidden": "true"})
  const said = make(is_claimed ? "b" : "span", {}, change || "–")
  return make("tr", {}, make("th", {scope: "row"}, goes), ...cells.map(heatCell), make("td", {class: "on-year"}, said, bar))
}

/** @param {Heat} heat */
function heatCard({title, unit, of, months, rows, steps, since}) {
  const heads = months.map(month => make("th", {scope: "col"}, month))
  const head = make("tr", {}, make("th", {scope: "col"}, of), ...heads, make("th", {scope: "col", class: "on-year"}, since))
  const table = make("table", {class: "heat"}, make("thead", {}, head), make("tbody", {}, ...rows.map(heatRow)))
  const scale = make("span", {class: "scale", "aria-hidden": "true"}, ...STEPS.map(step => make("i", {class: `s${step}`})))
  const low = make("span", {class: "corner"}, gettext("under 90 % of reports in"))
  const bold = make("span", {}, gettext("Bold: more than chance between schools"))
  const legend = steps.length ? make("p", {class: "legend"}, steps[0] ?? "", scale, `${steps[1]} ${unit}`, low, bold) : null
  return card(title, unit, gettext("{figure} by month", {figure: title}), make("div", {class: "scroll", tabindex: "0"}, table), legend)
}

/** @param {Types} types */
function typesCard({months, types}) {
  const columns = months.map((month, at) => {
    const pieces = types.map(({code, label, shares}) => {
      const share = shares[at] ?? 0
      const title = `${label}: ${Math.round(100 * share)} %`
      return make("i", {class: `t${code}`, style: `flex-grow:${share}`, title})
    })
    return make("li", {}, make("span", {class: "stack"}, ...pieces.reverse()), month)
  })
  const lines = [...types]
    .reverse()
    .map(({code, label, text}) => make("li", {}, make("i", {class: `t${code}`}), label, make("b", {}, text)))
  const picture = make("ol", {class: "columns", "aria-hidden": "true"}, ...columns)
  const both = make("div", {class: "types"}, picture, make("ul", {class: "kinds"}, ...lines))
  const title = gettext("Involvement types")
  return card(title, gettext("share of activities"), title, both)
}

/** @param {Drawing<PartParameters, PartMessage>} drawing */
export function render({model, el}) {
  const place = make("div", {class: "boards"})
  const draw = () => {
    /** @type {{heat: Heat | null, types: Types | null} | null} */
    const part = JSON.parse(model.part || "null")
    const cards = [part?.heat ? heatCard(part.heat) : null, part?.types ? typesCard(part.types) : null]
    place.replaceChildren(...cards.filter(card => card !== null))
  }
  draw()
  model.on("part", draw)
  // A link inside goes through the page, so that Back comes back to this place.
  place.addEventListener("click", event => {
    const link = followed(event, "a[data-address]")
    if (!link) return
    event.preventDefault()
    dispatchEvent(new CustomEvent("go", {detail: link.search}))
  })
  el.append(place)
}
