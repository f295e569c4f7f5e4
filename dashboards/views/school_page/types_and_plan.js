// The six types beside plan and schools like it, the plan's steps, and a similar school that does what is missing.
import {make} from "../../assets/scripts/dom.js"
import {gettext, number} from "../../assets/scripts/gettext.js"
import {round} from "../../assets/scripts/paths.js"
import {card, sentence, someOf} from "./card.js"

/** @import {PlanCard, PlanLine, SimilarCard, TypeLine, TypesCard} from "../../assets/scripts/shapes.d.ts" */

const FIRST_STEPS = 14

// ---------------------------------------------------------------- the six types
/**
 * Dots and the mark of the plan on a line of its own, in percent of the greatest number.
 * @param {TypeLine} line
 * @param {number} most
 */
function typeLine({name, own, usual, plan}, most) {
  const at = (/** @type {number} */ value) => `${round((100 * value) / most)}%`
  const said = [
    gettext("{count} here", {count: own}),
    usual === null ? "" : gettext("{count} at schools like it", {count: usual}),
    plan === null ? "" : gettext("{count} planned by now", {count: plan}),
  ]
  const ends = usual === null ? [own, own] : [Math.min(own, usual), Math.max(own, usual)]
  const [low = 0, high = 0] = ends
  return make(
    "li",
    {},
    make("span", {class: "name"}, name),
    make(
      "span",
      {class: "line", role: "img", "aria-label": said.filter(Boolean).join(", "), title: said.filter(Boolean).join(", ")},
      make("i", {class: "gap", style: `left:${at(low)};width:${at(high - low)}`}),
      plan === null ? null : make("i", {class: "planned", style: `left:${at(plan)}`}),
      usual === null ? null : make("i", {class: "usual", style: `left:${at(usual)}`}),
      make("i", {class: "own", style: `left:${at(own)}`}),
    ),
    make("b", {class: "number"}, number(own)),
  )
}

/** @param {TypesCard | null} types */
export function typesCard(types) {
  if (!types) return null
  const {about, lines, peers, none} = types
  if (!lines.length) return card("types", gettext("Six types"), about, sentence(none))
  const most = Math.max(1, ...lines.flatMap(({own, usual, plan}) => [own, usual ?? 0, plan ?? 0]))
  const key = (/** @type {string} */ kind, /** @type {string} */ text) => make("li", {}, make("i", {class: kind}), text)
  const keys = [
    key("own", gettext("this school")),
    peers ? key("usual", gettext("{schools}, in as many reports", {schools: peers})) : null,
    lines.some(({plan}) => plan !== null) ? key("planned", gettext("planned by now")) : null,
  ]
  return card(
    "types",
    gettext("Six types"),
    about,
    make("ul", {class: "type-lines"}, ...lines.map(line => typeLine(line, most))),
    make("ul", {class: "keys"}, ...keys),
  )
}

// ---------------------------------------------------------------- the plan
/** A step's state as a shape: a tick, an empty box, a question, a dotted box. */
const SHAPES = {
  done: () => [
    make("rect", {x: 0.5, y: 0.5, width: 13, height: 13, rx: 3, fill: "var(--steady-mark)"}),
    make("path", {d: "M3.5 7.3l2.4 2.4 4.6-5", fill: "none", stroke: "var(--surface)", "stroke-width": 1.8}),
  ],
  open: () => [make("rect", {x: 1, y: 1, width: 12, height: 12, rx: 3, fill: "none", stroke: "var(--ink2)", "stroke-width": 1.5})],
  unknown: () => [
    make("rect", {x: 1, y: 1, width: 12, height: 12, rx: 3, fill: "none", stroke: "var(--ink2)", "stroke-width": 1.5}),
    make("path", {d: "M4.6 4.6l4.8 4.8m0-4.8l-4.8 4.8", fill: "none", stroke: "var(--ink2)", "stroke-width": 1.5}),
  ],
  later: () => [
    make("rect", {
      x: 1,
      y: 1,
      width: 12,
      height: 12,
      rx: 3,
      fill: "none",
      stroke: "var(--control)",
      "stroke-width": 1.3,
      "stroke-dasharray": "2 2",
    }),
  ],
}

/** @param {PlanLine} step */
function planLine({month, title, state, state_label}) {
  const shape = make("svg", {width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true"}, ...SHAPES[state]())
  return make(
    "li",
    {class: state},
    shape,
    make("span", {class: "date"}, month),
    make("span", {dir: "auto"}, title),
    make("span", {class: "state"}, state_label),
  )
}

/** @param {PlanCard | null} plan */
export function planCard(plan) {
  if (!plan) return null
  const steps = plan.steps.length ? someOf(plan.steps, FIRST_STEPS, some => make("ul", {class: "plan-lines"}, ...some.map(planLine))) : null
  const open = make("a", {class: "link", href: plan.address}, gettext("Open the plan"))
  const stands = make("p", {class: "aside"}, plan.plan, " ", open)
  return card("plan", gettext("Action plan"), plan.about, steps, sentence(plan.compared, "aside"), stands)
}

// ---------------------------------------------------------------- a similar school
/** @param {SimilarCard | null} similar */
export function similarCard(similar) {
  if (!similar) return null
  const {name, school, size, about, lines, chosen, none} = similar
  const title = gettext("A similar school that does what is missing here")
  if (none) return card("similar", title, "", sentence(none))
  const named = school ? make("a", {class: "link", href: school.address}, school.name) : make("b", {}, name)
  const done = lines.map(({type, text}) => make("div", {}, make("dt", {}, type), make("dd", {dir: "auto"}, text)))
  return card(
    "similar",
    title,
    "",
    make("p", {}, named, ` (${size}). `, about),
    make("dl", {class: "figures"}, ...done),
    sentence(chosen, "aside"),
  )
}
