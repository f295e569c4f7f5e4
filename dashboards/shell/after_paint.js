// Bokeh's scripts, 3 MB of them, run once the page has been painted: left to the browser, they would run before, and
// what the page says already would wait for them. Until then they lie in a template, fetched but not run.
import {afterPaint} from "../assets/scripts/dom.js"

const CONNECTS = 15_000
const SIGNED_OUT = 401
const WAITS = 250 // a page in a tab that nobody looks at is not painted

/**
 * As it would run where it was written: in order, one without an address after all before it.
 * @param {Iterable<HTMLScriptElement>} scripts
 */
async function run(scripts) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve()
  for (const script of scripts) {
    const copy = document.createElement("script")
    for (const {name, value} of script.attributes) copy.setAttribute(name, value)
    copy.async = false
    copy.text = script.text
    if (script.src) {
      last = new Promise(resolve => {
        copy.addEventListener("load", resolve)
        copy.addEventListener("error", resolve)
      })
    } else await last
    document.body.append(copy)
  }
}

let hasBegun = false
function begin() {
  const kept = document.getElementById("scripts")
  if (hasBegun || !(kept instanceof HTMLTemplateElement)) return
  hasBegun = true
  run(kept.content.querySelectorAll("script"))
  setTimeout(lookForConnection, CONNECTS)
}

// Whoever was signed out between the page and its connection would look at figures that never move.
async function lookForConnection() {
  if (window.Bokeh?.documents?.length) return
  const status = await fetch("signed-in", {cache: "no-store"}).then(
    answer => answer.status,
    () => 0,
  )
  if (status === SIGNED_OUT) location.reload()
}

afterPaint(() => afterPaint(begin)) // of what can be seen, then of the rows below
setTimeout(begin, WAITS)
