// The line that says that newer data are there. It moves nothing on the page, and who presses its button is back where
// the keyboard was before: there, or where that is drawn anew, in the same part of the page.
import {place} from "./frame_words.js"
import {focused, focusOn} from "./keyboard.js"

const PARTS = "#detail, #side, #what-if, main"

/**
 * Where the keyboard was before it came to the button.
 * @type {EventTarget | null | undefined}
 */
let before = null

/**
 * The part of the page where the keyboard was when the newer data were asked for.
 * @type {Element | null}
 */
let part = null

const button = () => place("newer").querySelector("button")

function goBack() {
  if (focused() !== button()) return
  focusOn(before instanceof Element && before.isConnected ? before : place("main"))
  before = null
}

/**
 * @param {Element | null} element
 * @returns {Element | null}
 */
function partOf(element) {
  const root = element?.getRootNode()
  return root instanceof ShadowRoot ? partOf(root.host) : (element?.closest(PARTS) ?? null)
}

/** What had the keyboard is not there any more. */
function stay() {
  if (part && document.activeElement === document.body) focusOn(part)
  part = null
}

/** @param {boolean} isThere */
export function showNewer(isThere) {
  if (!isThere) goBack()
  place("newer").firstElementChild?.toggleAttribute("hidden", !isThere)
  document.documentElement.toggleAttribute("data-newer", isThere)
}

/** @param {() => void} renew */
export function watchNewer(renew) {
  addEventListener("focusout", event => {
    if (event.relatedTarget === button()) before = event.composedPath()[0]
  })
  addEventListener("settled", () => {
    if (part) setTimeout(stay) // the components draw what came in the same message
  })
  button()?.addEventListener("mousedown", event => event.preventDefault()) // a mouse leaves the keyboard where it is
  button()?.addEventListener("click", () => {
    goBack()
    part = partOf(focused())
    renew()
  })
}
