// Small tables of words, one below the other: real tables, text only as text.
import {make} from "../../assets/scripts/dom.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {TablesParameters, WordTable} from "../../assets/scripts/shapes.d.ts" */

/** @param {WordTable} words */
function table({caption, columns, rows}) {
  const heads = columns.map(name => make("th", {scope: "col"}, name))
  const lines = rows.map(row => make("tr", {}, ...row.map((text, i) => make(i ? "td" : "th", {scope: i ? null : "row"}, text))))
  const drawn = make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines))
  return make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": caption}, drawn)
}

/** @param {Drawing<TablesParameters, never>} drawing */
export function render({model, el}) {
  const place = make("div", {class: "told"})
  const draw = () => {
    /** @type {WordTable[]} */
    const tables = JSON.parse(model.tables || "[]")
    place.replaceChildren(...tables.map(table))
  }
  draw()
  model.on("tables", draw)
  el.append(place)
}
