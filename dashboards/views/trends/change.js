// What the change on a year before is made of: a sentence and a waterfall.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {pictureButton} from "../parts/painted.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {Change, ChangeRow, PartMessage, PartParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {number} share 0 to 1 */
const percent = share => `${(100 * share).toFixed(2)}%`

/**
 * @param {ChangeRow} row
 * @param {boolean} isBroken
 */
function line({label, text, begin, end, kind}, isBroken) {
  const broken = isBroken && kind === "whole" ? " broken" : ""
  const bar = make("i", {class: `${kind}${broken}`, style: `left:${percent(begin)};width:${percent(Math.max(end - begin, 0.004))}`})
  const said = make("span", {class: "figure", style: `left:${percent(end)}`}, text)
  return make("tr", {}, make("th", {scope: "row"}, label), make("td", {}, make("div", {class: "axis"}, bar, said)))
}

/** @param {Drawing<PartParameters, PartMessage>} drawing */
export function render({model, el}) {
  const place = make("section", {class: "made-of"})
  const draw = () => {
    /** @type {Change | null} */
    const part = JSON.parse(model.part || "null")
    const title = gettext("Explain this change")
    const save = part?.rows.length ? pictureButton(title, () => place) : null
    const head = make("h2", {}, title, part?.periods ? make("small", {}, part.periods) : null, save)
    const none = gettext("There is no year before to compare this figure with.")
    if (!part) return place.replaceChildren(head, make("p", {class: "quiet"}, none))
    const rows = part.rows.map(row => line(row, part.is_broken))
    const table = rows.length ? make("table", {class: "waterfall"}, make("tbody", {}, ...rows)) : null
    const note = part.note ? make("p", {class: "quiet"}, part.note) : null
    const shown = [head, make("p", {}, part.sentence), table, note]
    place.replaceChildren(...shown.filter(child => child !== null))
  }
  draw()
  model.on("part", draw)
  el.append(place)
}
