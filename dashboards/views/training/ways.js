// What a form for a session is for: one that was held, one that is to come, or a planned one that was held.
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {TrainingPart} from "../../assets/scripts/shapes.d.ts" */
/** @typedef {"save" | "plan" | "hold"} Way as the message that saves it is called */

/**
 * @param {Way} way
 * @param {boolean} isNew
 */
export function titleOf(way, isNew) {
  if (way === "hold") return gettext("A planned session was held")
  if (way === "plan") return isNew ? gettext("A session that is planned") : gettext("Change a planned session")
  return isNew ? gettext("A session that was held") : gettext("Correct a session")
}

/** @param {Way} way */
export const whoText = way =>
  way === "plan"
    ? gettext("Whose teams are expected (may be left out)")
    : gettext("Whose teams came, and how many members (where somebody counted)")

/** @param {Way} way */
export const goneText = way =>
  way === "save"
    ? gettext("Somebody took this session back. What you typed is still here.")
    : gettext("This session is not planned any more: somebody dropped it, or wrote that it was held. What you typed is still here.")

/**
 * The days its field allows.
 * @param {Way} way
 * @param {TrainingPart} part
 */
export const daysOf = (way, {until}) => /** @type {Record<string, string>} */ (way === "plan" ? {min: until} : {max: until})
