// The connection comes and goes under an open page. Bokeh's own reconnecting cannot restore a page that holds charts
// (their numbers travel once), so the page is loaded again from its address as soon as the server answers; while
// anything typed is not saved yet, or right after a load, it asks first.
import {loseConnection, typedAnywhere} from "../assets/scripts/connected.js"
import {make} from "../assets/scripts/dom.js"
import {gettext} from "../assets/scripts/gettext.js"

/** @import {BokehDocument} from "../assets/scripts/page.d.ts" */

const SIGNED_OUT = 401
const SETTLES = 10_000
const RIGHT_AWAY = 2_000 // a form that comes back by itself need not settle as long
const ASKS_AGAIN = 3_000
const LOOKS_AGAIN = 1_000
const TYPED_IN = ["text", "email", "number", "tel", "url"]

/** A field that no form answers for; what is looked for stands in the address. */
function isWriting() {
  const field = window.partnership?.focused()
  const isTyped = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && TYPED_IN.includes(field.type))
  return isTyped && field.id !== "find" && field.value !== ""
}

/** @returns {string} why the page does not load itself again; nothing where it may */
function waitsFor(/** @type {number} */ loaded) {
  const {isTyped, isKept, comesBack} = typedAnywhere()
  if (comesBack) return Date.now() - loaded < RIGHT_AWAY ? gettext("Load the page again to go on.") : ""
  if (isTyped && isKept) return gettext("What you typed is kept in this tab. Load the page again, and it stands there as you left it.")
  if (isTyped || isWriting()) return gettext("Copy what you have typed, then load the page again.")
  return Date.now() - loaded < SETTLES ? gettext("Load the page again to go on.") : ""
}

/**
 * @param {HTMLElement} message
 * @param {BokehDocument} held
 */
export function watchConnection(message, held) {
  const loaded = Date.now()
  const words = /** @type {HTMLElement} */ (message.querySelector("span"))
  const again = /** @type {HTMLElement} */ (message.querySelector("button"))
  const tell = (/** @type {string} */ strong, /** @type {string} */ rest, /** @type {boolean} */ button) => {
    words.replaceChildren(make("b", {}, strong), ` ${rest}`)
    message.hidden = false
    again.hidden = !button
  }
  async function look() {
    const status = await fetch("signed-in", {cache: "no-store"}).then(
      answer => answer.status,
      () => 0,
    )
    if (status === SIGNED_OUT) return tellSignedOut()
    if (status !== 200) return setTimeout(look, ASKS_AGAIN)
    const asked = waitsFor(loaded)
    if (asked) {
      tell(gettext("The connection is back."), asked, true)
      setTimeout(comeBack, LOOKS_AGAIN)
    } else location.reload()
  }
  // A form that was being typed in may come back by itself a moment later.
  function comeBack() {
    if (typedAnywhere().comesBack) look()
    else setTimeout(comeBack, LOOKS_AGAIN)
  }
  // Another person may sit here by now, so nothing is shown any more than stands here; what is typed is kept for its page.
  function tellSignedOut() {
    const kept =
      typedAnywhere().isTyped || isWriting()
        ? gettext("What you typed stands here; what is kept in this tab is there again afterwards.")
        : ""
    tell(gettext("You are signed out."), kept, true)
    again.textContent = gettext("Sign in again")
  }
  again.addEventListener("click", () => location.reload())
  held.config.setv({reconnect_session: false}, {sync: false})
  held.on_event("connection_lost", () => {
    loseConnection()
    tell(gettext("The connection is lost."), gettext("Reconnecting; what you see and typed is kept."), false)
    setTimeout(look, 1_000)
  })
}
