// Which marks and tiers the legend below the schools explains, and how.
import {make} from "../assets/scripts/dom.js"
import {MARK_LOOKS, marksSvg, tierIcon} from "../assets/scripts/marks.js"

/** @import {Marks, Tier, Vocabulary} from "../assets/scripts/shapes.d.ts" */

/**
 * Marks that have words, in the order they are drawn; of those with a 0, a dash or the corner of late ones the first
 * stands for all.
 * @param {Marks} words
 */
export const marksExplained = words =>
  Object.keys(MARK_LOOKS).filter(
    code =>
      words[code] &&
      !code.endsWith("_nil") &&
      (!code.endsWith("_zero") || code === "accepted_zero") &&
      (!code.endsWith("_late") || code === "accepted_late"),
  )

/**
 * The list says its tiers in its headings; the months picture has only their shapes, and none for steady schools and
 * those that are closed.
 * @param {Tier[]} tiers
 * @param {string | undefined} view
 */
export const tiersExplained = (tiers, view) => (view === "months" ? tiers.filter(tier => !["steady", "apart"].includes(tier.code)) : [])

/** @param {string | undefined} vocabulary JSON of Vocabulary */
export function drawLegend(vocabulary) {
  /** @type {Partial<Vocabulary>} */
  const {marks = {}, tiers = []} = JSON.parse(vocabulary || "{}")
  const months = marksExplained(marks).map(code =>
    make("li", {}, marksSvg([code], {width: 12, height: 14, pitch: 14}), (code === "accepted_late" && marks.late) || marks[code]),
  )
  const inMonths = tiersExplained(tiers, document.documentElement.dataset.view)
  const levels = inMonths.map((tier, i) => make("li", {class: i ? null : "apart"}, tierIcon(tier.code, 12), tier.label))
  document.getElementById("legend")?.replaceChildren(...months, ...levels)
}
