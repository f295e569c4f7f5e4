// The cards around the steps: what the plan leaves out for its level, what schools of the level did, and who
// moved the plan on.
import {make} from "../../assets/scripts/dom.js"
import {gettext, number} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {round} from "../../assets/scripts/paths.js"

/** @import {PlanExample, PlanPart, PlanType} from "../../assets/scripts/shapes.d.ts" */

const FIRST = 3
const WHOLE = 100

/**
 * @param {PlanType} line
 * @param {number} most
 */
function typeLine({type, name, own, usual, label}, most) {
  const at = (/** @type {number} */ value) => round((WHOLE * value) / most)
  const [low, high] = usual === null ? [own, own] : [Math.min(own, usual), Math.max(own, usual)]
  return make(
    "li",
    {class: own ? "" : "none"},
    make("b", {class: "number"}, String(type)),
    make("span", {}, name),
    make(
      "span",
      {class: "scale", role: "img", "aria-label": label, title: label},
      make("i", {class: "gap", style: `left:${at(low)}%;width:${round(at(high) - at(low))}%`}),
      usual === null ? null : make("i", {class: "usual", style: `left:${at(usual)}%`}),
      make("i", {class: own ? "own" : "nothing", style: `left:${at(own)}%`}, own ? null : icon("close", 10)),
    ),
    make("b", {class: "count"}, number(own)),
  )
}

/** @param {PlanPart} part */
export function typesCard({types, compared, left_out}) {
  const most = Math.max(1, ...types.flatMap(({own, usual}) => [own, usual ?? 0]))
  return make(
    "section",
    {class: "card types"},
    make("h2", {}, gettext("What the plan leaves out"), " ", make("small", {}, compared)),
    make("ul", {class: "type-lines"}, ...types.map(line => typeLine(line, most))),
    ...left_out.map(text => make("p", {}, text)),
  )
}

/**
 * @param {PlanPart} part
 * @param {boolean} isWhole are all of them shown?
 * @param {(example: PlanExample) => void} add
 * @param {() => void} more
 */
export function examplesCard({examples, may}, isWhole, add, more) {
  if (!examples.length) return null
  const lines = (isWhole ? examples : examples.slice(0, FIRST)).map(example => {
    const button = make(
      "button",
      {type: "button", class: "btn", "data-key": `example ${example.title} ${example.type}`},
      icon("plus"),
      gettext("Add"),
    )
    button.setAttribute("aria-label", gettext("Add: {step}", {step: example.title}))
    button.addEventListener("click", () => add(example))
    return make(
      "li",
      {},
      make("b", {class: "number"}, String(example.type)),
      make("span", {}, make("b", {dir: "auto"}, example.title), make("small", {}, example.about)),
      may.includes("write") ? button : null,
    )
  })
  const rest = examples.length - FIRST
  const unfold = make("button", {type: "button", class: "link", "data-key": "more"}, gettext("{count} more", {count: rest}))
  unfold.addEventListener("click", more)
  return make(
    "section",
    {class: "card examples"},
    make("h2", {}, gettext("What schools of this level do"), " ", make("small", {}, gettext("from accepted reports"))),
    make("ul", {class: "example-lines"}, ...lines),
    !isWhole && rest > 0 ? unfold : null,
  )
}

/** @param {PlanPart} part */
export function movesCard({moves}) {
  if (!moves.length) return null
  const lines = moves.map(text => make("li", {}, text))
  return make("section", {class: "card moves"}, make("h2", {}, gettext("What became of it")), make("ul", {}, ...lines))
}
