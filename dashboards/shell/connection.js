// The connection comes and goes under an open page. Bokeh's own reconnecting cannot restore a page that holds charts
// (their numbers travel once), so the page is loaded again from its address as soon as the server answers; while
// somebody is writing, or right after a load, it asks first.
import {make} from "../assets/scripts/dom.js"
import {gettext} from "../assets/scripts/gettext.js"

/** @import {BokehDocument} from "../assets/scripts/page.d.ts" */

const SETTLES = 10_000
const ASKS_AGAIN = 3_000
const NOT_TYPED_IN = ["checkbox", "radio", "button"]

function unsaved() {
  const field = window.partnership?.focused()
  const isTyped = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && !NOT_TYPED_IN.includes(field.type))
  return isTyped && field.id !== "find" && field.value !== ""
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
    const back = await fetch("assets/logo.svg", {cache: "no-store"}).then(
      answer => answer.ok,
      () => false,
    )
    if (!back) setTimeout(look, ASKS_AGAIN)
    else if (unsaved() || Date.now() - loaded < SETTLES)
      tell(gettext("The connection is back."), gettext("Copy what you have typed, then load the page again."), true)
    else location.reload()
  }
  again.addEventListener("click", () => location.reload())
  held.config.setv({reconnect_session: false}, {sync: false})
  held.on_event("connection_lost", () => {
    tell(gettext("The connection is lost."), gettext("Reconnecting; what you see and typed is kept."), false)
    setTimeout(look, 1_000)
  })
}
