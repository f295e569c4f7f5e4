// A contact that somebody wants to log before the drawer for it is there: it opens once it is.
import {isModified} from "../assets/scripts/dom.js"
import {schoolAt} from "../views/support/which_school.js"
import {focused, writing} from "./keyboard.js"

/** @import {LogContact} from "../assets/scripts/page.d.ts" */

/** @type {LogContact | null} */
let asked = null

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key.toLowerCase() !== "l" || event.repeat || isModified(event) || writing()) return
  const school = schoolAt(focused()) || new URL(location.href).searchParams.get("school")
  if (school) asked = {school}
}

/** @param {CustomEvent<LogContact>} event */
function onAsked(event) {
  asked = event.detail
}

/**
 * What was asked for so far. From now on the drawer listens itself.
 * @returns {LogContact | null}
 */
export function takeAskedContact() {
  removeEventListener("keydown", onKey)
  removeEventListener("log-contact", onAsked)
  const taken = asked
  asked = null
  return taken
}

export function watchForContact() {
  addEventListener("keydown", onKey)
  addEventListener("log-contact", onAsked)
}
