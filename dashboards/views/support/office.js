// The plan of all coordinators against need.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {OfficePlan} from "../../assets/scripts/shapes.d.ts" */

/** @param {OfficePlan} part */
export function officeCard({rows, note}) {
  const heads = [
    gettext("Coordinator"),
    gettext("Clusters"),
    gettext("Extra support"),
    gettext("Check in"),
    gettext("Visits planned"),
    gettext("Visits made"),
    gettext("Without"),
  ]
  const body = rows.map(({name, clusters, extra, check_in, planned, made, without, is_short: isShort}) =>
    make(
      "tr",
      {},
      make("th", {scope: "row"}, name),
      make("td", {}, clusters),
      ...[extra, check_in, planned, made].map(figure => make("td", {class: "number"}, figure)),
      make("td", {class: isShort ? "number short" : "number"}, without),
    ),
  )
  const head = heads.map((text, at) => make("th", {scope: "col", class: at > 1 ? "number" : null}, text))
  const table = make("table", {class: "office"}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body))
  return make(
    "section",
    {class: "card"},
    make("div", {class: "card-head"}, make("h2", {}, gettext("Plan against need"))),
    make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": gettext("Plan against need")}, table),
    make("p", {class: "note"}, note),
  )
}
