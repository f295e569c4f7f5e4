// Which decisions the list shows, and in which place.
/** @import {Decision, StandingLine} from "../../assets/scripts/shapes.d.ts" */

/**
 * The decisions that hold; while somebody works on the list in the order in which it stood when they pressed first.
 * What was ended since stays in its place, and what came since stands below.
 * @param {Decision[]} held
 * @param {{lines: Decision[], ended: Set<number>} | null} still
 * @returns {StandingLine[]}
 */
export function standingStill(held, still) {
  if (!still) return held.map(decision => ({decision, is: "held"}))
  const now = new Map(held.map(decision => [decision.id, decision]))
  const stood = new Set(still.lines.map(({id}) => id))
  /** @param {Decision} old @returns {StandingLine} */
  const standing = old => {
    if (still.ended.has(old.id)) return {decision: old, is: "ended"}
    const decision = now.get(old.id)
    return decision ? {decision, is: "held"} : {decision: old, is: "gone"}
  }
  const come = held.filter(({id}) => !stood.has(id))
  return [...still.lines.map(standing), ...come.map(decision => /** @type {StandingLine} */ ({decision, is: "held"}))]
}
