// What a school's reports say beside their figures, month by month.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {some} from "./section.js"

/** @import {SaidLine} from "../../assets/scripts/shapes.d.ts" */

const FIRST = 2

/** @param {SaidLine} report */
function report({month, lines, attention}) {
  const told = lines.map((line, i) => make("p", {class: attention && !i ? "pressing" : null}, line))
  return make("li", {}, make("span", {class: "date"}, month), make("div", {}, ...told))
}

/** @param {SaidLine[]} said */
export const saidList = said => make("ul", {class: "said"}, ...said.map(report))

/** @param {SaidLine[]} said */
export const saidPart = said => some(gettext("What the reports say"), said, FIRST, saidList)
