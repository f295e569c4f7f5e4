// What the page's connection means for a form: without it nothing can be saved, and nothing typed may be thrown away.
/** @import {TypedAnywhere} from "./page.d.ts" */

const LOST = "lost"

/** Does this stand on a page of ours? Not in a cell of a notebook, where keys, links and printing are the notebook's. */
export const isOnOurPage = () => window.partnership !== undefined

/** Is the server within reach, as far as the page knows? */
export const isConnected = () => document.documentElement.dataset.connection !== LOST

/** Said once, by whoever watches the connection: a page that lost it is loaded again, and does not get it back. */
export function loseConnection() {
  document.documentElement.dataset.connection = LOST
  dispatchEvent(new CustomEvent("connection-lost"))
}

/**
 * What somebody has typed in the forms of this page, as the forms say.
 * @returns {TypedAnywhere}
 */
export function typedAnywhere() {
  const detail = {isTyped: false, isKept: true, comesBack: false}
  dispatchEvent(new CustomEvent("what-is-typed", {detail}))
  return detail
}

/**
 * Let a form answer for itself; returns what stops it.
 * @param {() => boolean} isTyped is anything in it that was not saved?
 * @param {() => boolean} isKept would that be there again after the page is loaded anew?
 * @param {() => void} lost what to do when the connection is lost
 * @param {() => boolean} [comesBack] does it come back by itself as it stands now, so that the page may load itself again?
 */
export function answerForForm(isTyped, isKept, lost, comesBack = () => false) {
  const answer = (/** @type {CustomEvent<TypedAnywhere>} */ {detail}) => {
    if (comesBack()) detail.comesBack = true
    if (!isTyped()) return
    detail.isTyped = true
    if (!isKept()) detail.isKept = false
  }
  addEventListener("what-is-typed", answer)
  addEventListener("connection-lost", lost)
  return () => {
    removeEventListener("what-is-typed", answer)
    removeEventListener("connection-lost", lost)
  }
}
