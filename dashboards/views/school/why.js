// Why this school: what stands out with the rows behind it, how sure that is, and what its data are like.
import {isOnOurPage} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {disputedMark, tierIcon} from "../../assets/scripts/marks.js"
import {round} from "../../assets/scripts/paths.js"
import {sheet} from "../parts/proof_table.js"
import {nextPart} from "./next_step.js"
import {saidPart} from "./said.js"
import {paragraph, section} from "./section.js"
import {bar, stairs, together} from "./stairs.js"

/** @import {Count, Interval, Line, Proofs, Vocabulary, WhyDetail} from "../../assets/scripts/shapes.d.ts" */

/**
 * A sentence, one part of which is to be seen first.
 * @param {string} text
 * @param {string} part
 */
export function aroundPart(text, part) {
  const at = part ? text.indexOf(part) : -1
  return part && at >= 0 ? {before: text.slice(0, at), part, after: text.slice(at + part.length)} : {before: text, part: "", after: ""}
}

// ---------------------------------------------------------------- reasons and their staircase
/**
 * @param {Line} line
 * @param {HTMLElement | null} drawn
 */
function reasonLine(line, drawn) {
  const words = make("div", {}, `${line.text} `)
  if (line.aside) words.append(make("span", {class: "aside"}, line.aside), " ")
  if (line.disputed) words.append(disputedMark(line.disputed), " ")
  const item = make("li", {class: "reason"}, make("div", {class: "step"}, words, drawn))
  if (line.evidence) words.append(make("span", {class: "aside", "data-evidence": line.evidence.key}, line.evidence.label))
  return item
}

export function methodLink() {
  if (!isOnOurPage()) return null
  const method = make("a", {class: "link", href: "method"}, gettext("How this is worked out"))
  method.addEventListener("click", () => {
    method.href = `method${location.search}` // the month and person of the page now
  })
  return method
}

/**
 * What leads, and the reasons on their staircase.
 * @param {Partial<WhyDetail>} detail
 */
export function reasonParts({reasons = [], smaller, lead, bars, disputed = []}) {
  const gaps = reasons.filter(reason => !reason.strength)
  const strengths = reasons.filter(reason => reason.strength)
  const lines = [...gaps, ...(smaller ? [smaller] : []), ...strengths]
  const marks = disputed.map(text => make("p", {}, disputedMark(text)))
  const first = [lead ? paragraph(lead) : null, ...marks].filter(part => part !== null)
  if (!lines.length) return first
  const drawn = bars ? stairs(lines, bars) : null
  const items = lines.map((line, i) => reasonLine(line, drawn && bar(drawn, i)))
  if (drawn) items.push(...together(drawn))
  return [...first, make("ol", {class: drawn ? "reasons drawn" : "reasons"}, ...items)]
}

/** @param {Partial<WhyDetail>} detail */
function why(detail) {
  const parts = reasonParts(detail)
  return parts.length ? section(gettext("Why this school"), methodLink(), ...parts) : null
}

// ---------------------------------------------------------------- how sure
/** @param {Interval} interval */
export function sureParts(interval) {
  const {lo, hi, at, list_share: share} = interval
  const x = (/** @type {number} */ place) => round(6 + 336 * Math.min(1, Math.max(0, place)))
  const edge = x(share ?? 0)
  const label = gettext("Likely range on a line from needs most to needs least")
  const picture = make(
    "svg",
    {viewBox: "0 0 348 28", role: "img", "aria-label": label},
    share ? make("rect", {x: 6, y: 6, width: edge - 6, height: 16, fill: "var(--extra-soft)"}) : null,
    make("path", {d: "M6 14H342", stroke: "var(--line)", "stroke-width": 2}),
    share ? make("path", {d: `M${edge} 4V26`, stroke: "var(--ink3)", "stroke-dasharray": "2 2"}) : null,
    make("path", {d: `M${x(lo)} 14H${x(hi)}`, stroke: "var(--tier)", "stroke-width": 4, "stroke-linecap": "round", opacity: 0.5}),
    make("circle", {cx: x(at), cy: 14, r: 6, fill: "var(--tier)", stroke: "var(--surface)", "stroke-width": 2}),
  )
  const ends = make(
    "div",
    {class: "ends", "aria-hidden": "true"},
    make("span", {}, gettext("needs most")),
    make("span", {class: "middle"}, gettext("likely range (9 in 10)")),
    make("span", {}, gettext("needs least")),
  )
  const {before, part, after} = aroundPart(interval.words, interval.share)
  return [picture, ends, make("p", {}, before, part ? make("b", {}, part) : null, after)]
}

// ---------------------------------------------------------------- the data behind it
/**
 * What opens the rows behind a reason takes the place of its name.
 * @param {Element} place
 * @param {Proofs["evidence"]} evidence
 */
export function showEvidence(place, evidence) {
  for (const name of place.querySelectorAll("[data-evidence]")) {
    const proof = name instanceof HTMLElement && evidence[name.dataset.evidence ?? ""]
    if (!proof) continue
    const [button, shown] = sheet(name.textContent ?? "", proof)
    name.closest(".reason")?.append(shown)
    name.replaceWith(button)
  }
}

/**
 * The same, and what the data are like stands at the end.
 * @param {Element} place
 * @param {Proofs} proofs
 * @param {string} year
 */
export function showProofs(place, {evidence, quality}, year) {
  showEvidence(place, evidence)
  place.querySelector("[data-quality]")?.remove()
  if (!quality.length) return
  const strip = section(gettext("Data behind this school, {year}", {year}), null, ...qualityParts(quality))
  strip.setAttribute("data-quality", "")
  place.append(strip)
}

/**
 * Each count opens the rows it counts.
 * @param {Count[]} counts
 */
export function qualityParts(counts) {
  const strip = make("div", {class: "quality"})
  /** @type {HTMLElement[]} */
  const sheets = []
  for (const {text, table, attention} of counts) {
    if (!table) {
      strip.append(make("span", {class: "aside"}, text))
      continue
    }
    const [button, shown] = sheet(text, table)
    if (attention) button.classList.add("attention")
    strip.append(button)
    sheets.push(shown)
  }
  return [strip, ...sheets]
}

/**
 * A link to the page about a school, with the filters and the person of the page now.
 * @param {string} id
 */
function pageLink(id) {
  const link = make("a", {class: "link", href: `school?school=${encodeURIComponent(id)}`}, gettext("School page"))
  const follow = () => {
    const words = new URLSearchParams(location.search)
    words.set("school", id)
    link.href = `school?${words}`
  }
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow)
  return link
}

/**
 * @param {Partial<WhyDetail>} detail
 * @param {Partial<Vocabulary>} vocabulary
 * @param {() => void} close
 */
function head(detail, {tiers}, close) {
  const label = tiers?.find(tier => tier.code === detail.tier)?.label ?? detail.tier_label
  const button = make("button", {type: "button", class: "close", "aria-label": gettext("Close")}, icon("close"))
  button.addEventListener("click", close)
  const chips = make(
    "div",
    {class: "chips"},
    label ? make("span", {class: `tier ${detail.tier}`}, tierIcon(detail.tier), label) : null,
    detail.id && isOnOurPage() ? pageLink(detail.id) : null,
    ...[detail.flag, detail.drawn].map(words => (words ? make("span", {class: "chip"}, icon("flag", 12), words) : null)),
  )
  return make(
    "header",
    {},
    make("div", {}, make("h2", {dir: "auto"}, detail.name), make("p", {class: "facts"}, detail.facts), chips),
    button,
  )
}

/**
 * @param {Partial<WhyDetail>} detail
 * @param {Partial<Vocabulary>} vocabulary
 * @param {() => void} close
 */
export function whyPart(detail, vocabulary, close) {
  return [
    head(detail, vocabulary, close),
    why(detail),
    ...(detail.next ? nextPart(detail.next) : []),
    saidPart(detail.said ?? []),
    detail.interval ? section(gettext("How sure are we"), null, ...sureParts(detail.interval)) : null,
    detail.since ? section(gettext("Since last month"), null, paragraph(detail.since)) : null,
    detail.offer ? section(gettext("What the office can offer"), null, paragraph(detail.offer)) : null,
  ]
}
