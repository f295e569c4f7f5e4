// Which marks and tiers the legend explains. Pure.
import {MARK_LOOKS} from "../assets/scripts/marks.js"

/** @import {Marks, Tier} from "../assets/scripts/shapes.d.ts" */

/**
 * Marks that have words, in the order they are drawn; of those with a zero the first stands for all.
 * @param {Marks} words
 */
export const marksExplained = words =>
  Object.keys(MARK_LOOKS).filter(code => words[code] && (!code.endsWith("_zero") || code === "accepted_zero"))

/**
 * The list says its tiers in its headings; the months picture has only their shapes, and none for steady schools.
 * @param {Tier[]} tiers
 * @param {string | undefined} view
 */
export const tiersExplained = (tiers, view) => (view === "months" ? tiers.filter(tier => tier.code !== "steady") : [])
