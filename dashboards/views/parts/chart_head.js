// Over each chart: what it shows and says, its table, its picture; with a heading the whole can be folded away.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {fileName, save} from "./chart_picture.js"
import {opener} from "./proof_table.js"

/** @import {Drawing, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ChartHeadMessage, ChartHeadParameters, ProofTable} from "../../assets/scripts/shapes.d.ts" */

/** @type {Record<number, "h2" | "h3" | "h4">} */
const HEADINGS = {2: "h2", 3: "h3", 4: "h4"}
/** @type {(keyof ChartHeadParameters)[]} */
const DRAWN = ["title", "unit", "sentence", "table", "figure", "section", "opened", "options", "option", "label"]

/** @param {Model<ChartHeadParameters, ChartHeadMessage>} model */
function choice(model) {
  /** @type {[string, string][]} */
  const options = JSON.parse(model.options || "[]")
  if (!options.length) return null
  const drawn = options.map(([code, label]) => make("option", {value: code, selected: code === model.option}, label))
  const select = make("select", {}, ...drawn)
  select.addEventListener("change", () => model.send_msg({option: select.value}))
  return make("label", {class: "choice"}, make("span", {class: "unseen"}, model.label), select)
}

/**
 * @param {ChartHeadParameters} model
 * @param {boolean} asTable
 */
function line(model, asTable) {
  /** @type {ProofTable | null} */
  const proof = JSON.parse(model.table || "null")
  const [open, shown] = proof ? opener(gettext("Table"), proof) : [null, null]
  open?.setAttribute("aria-label", gettext("Table of {title}", {title: model.title}))
  if (asTable) open?.click()
  const name = gettext("PNG of {title}", {title: model.title})
  const picture = model.figure ? make("button", {type: "button", class: "link", "aria-label": name}, "PNG") : null
  picture?.addEventListener("click", () => save(model.figure, fileName(model.title)))
  const heading = make(HEADINGS[model.level] ?? "h4", {}, model.title, " ", make("small", {}, model.unit))
  return [make("div", {class: "line"}, heading, make("span", {class: "tools"}, open, picture)), shown]
}

/** @param {Model<ChartHeadParameters, ChartHeadMessage>} model */
function heading(model) {
  const about = {type: "button", class: "fold", "data-fold": "1", "aria-expanded": String(model.opened)}
  const fold = make("button", about, icon("down", 12), model.section)
  fold.addEventListener("click", () => model.send_msg({opened: !model.opened}))
  return make("h3", {}, fold)
}

/** @param {Drawing<ChartHeadParameters, ChartHeadMessage>} drawing */
export function render({model, el}) {
  const place = make("div", {class: "over-chart"})
  const draw = () => {
    const hadFocus = place.querySelector("[data-fold]:focus") !== null
    const asTable = place.querySelector(".proof:not([hidden])") !== null // stays open when its figures change
    const parts = [model.section ? heading(model) : null]
    /** @type {(Node | null)[]} */
    const shown = []
    if (model.opened) {
      shown.push(choice(model))
      if (model.title) shown.push(...line(model, asTable))
      if (model.sentence) shown.push(make("p", {}, model.sentence))
    }
    place.replaceChildren(...[...parts, ...shown].filter(part => part !== null))
    if (hadFocus) place.querySelector(/** @type {"button"} */ ("[data-fold]"))?.focus({preventScroll: true})
  }
  // One change sets several of these; they are drawn together.
  let waits = false
  const soon = () => {
    if (waits) return
    waits = true
    queueMicrotask(() => {
      waits = false
      draw()
    })
  }
  draw()
  for (const name of DRAWN) model.on(name, soon)
  el.append(place)
}
