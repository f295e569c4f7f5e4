// How a tier and a month look, the same wherever they are drawn: shape first, then colour.
import {make} from "./dom.js"
import {gettext, listed} from "./gettext.js"
import {icon} from "./icons.js"
import {arrow, corner, cross, dash, dot, full, hairline, halfFull, inset, notch, slash, zero} from "./paths.js"

/** @import {Attributes, Look, MarkSize} from "./page.d.ts" */
/** @import {Marks, Month} from "./shapes.d.ts" */

// ---------------------------------------------------------------- disputes
/**
 * What a school says is wrong, beside what it is about.
 * @param {string} words
 * @param {boolean} [small] in a row: the sign, its words on hover and for who hears the page
 */
export const disputedMark = (words, small = false) =>
  make("span", {class: "disputed", title: small ? words : null}, icon("wrong", 12), make("span", {class: small ? "unseen" : null}, words))

// ---------------------------------------------------------------- tiers
/** @type {Record<string, ["path" | "circle", Attributes][]>} */
const TIER_SHAPES = {
  extra_support: [["path", {d: "M7 1 13 7 7 13 1 7Z", fill: "var(--extra)"}]],
  check_in: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--check-mark)", "stroke-width": 1.8}],
    ["path", {d: "M7 2a5 5 0 0 0 0 10z", fill: "var(--check-mark)"}],
  ],
  not_enough_data: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--nodata)", "stroke-width": 1.8, "stroke-dasharray": "2.3 2.3"}],
  ],
  one_thing: [["path", {d: "M3 1.2h1.6v11.6H3zM4.6 1.8h7L9.8 4.7l1.8 2.9h-7z", fill: "var(--ink2)"}]],
  steady: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--steady-mark)", "stroke-width": 1.8}],
    ["path", {d: "M4.5 7h5", stroke: "var(--steady-mark)", "stroke-width": 1.8}],
  ],
}

/**
 * @param {string | null | undefined} code
 * @param {number} [size]
 */
export function tierIcon(code, size = 14) {
  const shapes = code ? TIER_SHAPES[code] : undefined
  if (!shapes) return null
  const drawn = shapes.map(([tag, attributes]) => make(tag, attributes))
  return make("svg", {class: "tier-icon", width: size, height: size, viewBox: "0 0 14 14", "aria-hidden": "true"}, ...drawn)
}

// ---------------------------------------------------------------- months: one path per look, however many months
/**
 * @param {string} colour
 * @param {number} width
 * @returns {Attributes}
 */
const line = (colour, width) => ({
  fill: "none",
  stroke: colour,
  "stroke-width": width,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
})

/** @type {Record<string, Look[]>} */
export const MARK_LOOKS = {
  accepted: [[full, {fill: "var(--st-accepted)"}]],
  to_review: [
    [full, {fill: "var(--st-submitted)"}],
    [dot, {fill: "var(--surface)"}],
  ],
  returned: [
    [inset, {...line("var(--st-returned)", 1.5), fill: "var(--surface)"}],
    [arrow, line("var(--st-returned)", 1.5)],
  ],
  draft: [
    [inset, {...line("var(--st-draft)", 1.3), fill: "var(--surface)"}],
    [halfFull, {fill: "var(--st-draft)"}],
  ],
  missing: [
    [full, {fill: "var(--st-missing)"}],
    [cross, line("var(--st-missing-x)", 1.6)],
  ],
  nil: [
    [inset, {...line("var(--st-nil)", 1.3), fill: "var(--st-nil-soft)"}],
    [dash, line("var(--st-nil)", 1.6)],
  ],
  not_expected: [[slash, line("var(--st-hatch)", 1.4)]],
  not_due: [[hairline, line("var(--st-none)", 1)]],
}
for (const code of ["accepted", "to_review"]) {
  MARK_LOOKS[`${code}_zero`] = [...(MARK_LOOKS[code] ?? []).slice(0, 1), [zero, line("var(--surface)", 1.4)]]
}
MARK_LOOKS.to_review_nil = [...(MARK_LOOKS.to_review ?? []).slice(0, 1), [dash, line("var(--surface)", 1.6)]]
// Late is no state: it is the ochre corner on whatever the report became since.
for (const code of ["accepted", "to_review", "returned", "nil", "to_review_nil", "accepted_zero", "to_review_zero"]) {
  MARK_LOOKS[`${code}_late`] = [...(MARK_LOOKS[code] ?? []), [notch, {fill: "var(--surface)"}], [corner, {fill: "var(--st-late)"}]]
}

/**
 * @param {string[]} marks
 * @param {MarkSize} size
 */
export function marksSvg(marks, {width, height, pitch, top = 0, rowHeight = height}) {
  const picture = make("svg", {width: pitch * marks.length - (pitch - width), height: rowHeight})
  for (const [code, looks] of Object.entries(MARK_LOOKS)) {
    const at = marks.flatMap((mark, i) => (mark === code ? [i * pitch] : []))
    if (!at.length) continue
    for (const [shape, look] of looks) {
      picture.append(make("path", {d: at.map(x => shape(x, top, width, height)).join(""), ...look}))
    }
  }
  return picture
}

/**
 * @param {Month | undefined} month
 * @param {string} mark
 * @param {Marks} words
 */
export const monthInWords = (month, mark, words) => gettext("{month} {state}", {month: month?.name ?? "", state: words[mark] ?? mark})

/**
 * @param {string[]} marks
 * @param {Month[]} months
 * @param {Marks} words
 */
export const monthsInWords = (marks, months, words) => listed(marks.map((mark, i) => monthInWords(months[i], mark, words)))

/**
 * Many schools have the same ten months: each different strip is drawn once and copied.
 * @param {Month[]} months
 * @param {Marks} words
 */
export function stripMaker(months, words) {
  /** @type {Map<string, SVGSVGElement>} */
  const drawn = new Map()
  return (/** @type {string[]} */ marks) => {
    const key = marks.join()
    const picture = drawn.get(key) ?? marksSvg(marks, {width: 12, height: 14, pitch: 14})
    if (!drawn.has(key)) {
      const told = monthsInWords(marks, months, words)
      picture.setAttribute("role", "img")
      picture.setAttribute("aria-label", told)
      picture.append(make("title", {}, told))
      drawn.set(key, picture)
    }
    return /** @type {SVGSVGElement} */ (picture.cloneNode(true))
  }
}

/**
 * The letters of the months, over a column of them.
 * @param {Month[]} months
 */
export const monthLetters = months => months.map(month => make("i", {}, month.letter))
