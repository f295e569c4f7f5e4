// A script of the page fails: the server is told where and gives an id, which the page shows. The text of an error is
// told to nobody, as it may hold what somebody typed. It leans on nothing that may have failed: neither on Bokeh nor
// on the page's connection.
import {isConnected} from "../assets/scripts/connected.js"
import {gettext} from "../assets/scripts/gettext.js"

/** @typedef {{kind: string, places: string}} Failure */

const MOST_TOLD = 3 // of one page, however often it fails
const MOST_PLACES = 4
const TOLD_AFTER = 1_000 // by then it is known whether the page is being left or its connection is lost
const STAYS_AFTER = 3_000 // a page that somebody meant to leave, and did not
const HARMLESS = /^(?:Uncaught )?ResizeObserver loop/ // what was left over is drawn with the next frame
const OURS = /^bundles\/([\w.]+\.js)$/ // as `bundle.mjs` names our scripts
const SERVED = /\/static\/(?:.*\/)?([\w.-]+\.js)$/
const PLACE = /(?:^|[\s(@])([^\s()@]+):(\d+):(\d+)\)?$/
const FRAME = /^\s*at |@/ // how Chromium, and Firefox and Safari, begin a line of a stack

/**
 * What a script is called that runs under this address; empty where it is none of ours: an extension's, another site's.
 * @param {string} address
 */
function scriptAt(address) {
  const ours = OURS.exec(address)?.[1]
  if (ours) return ours
  if (address.startsWith(`blob:${location.origin}/`)) return "module"
  if (!address.startsWith(`${location.origin}/`)) return ""
  const path = new URL(address).pathname
  return path === location.pathname ? "page" : (SERVED.exec(path)?.[1] ?? "")
}

/**
 * The places that a stack leads through, from where it failed outwards. What was typed into the browser's console has
 * no address, and is left out.
 * @param {unknown} error
 */
function placesOf(error) {
  const stack = error instanceof Error || error instanceof DOMException ? (error.stack ?? "") : ""
  const text = String(error) // Chromium writes it before the places, and it may look like one
  const lines = (stack.startsWith(text) ? stack.slice(text.length) : stack).split("\n")
  return lines.flatMap(line => {
    const [, address = "", row = "", column = ""] = (FRAME.test(line) && PLACE.exec(line)) || []
    return address && !address.startsWith("<") ? [{address, row, column}] : []
  })
}

/**
 * What is told of an error, or nothing where it is none of ours.
 * @param {unknown} error
 * @param {{filename?: string, lineno?: number, colno?: number}} at where the browser saw it, for an error without a stack
 * @returns {Failure | null}
 */
export function failureOf(error, {filename = "", lineno = 0, colno = 0} = {}) {
  const found = placesOf(error)
  const places = found.length || !filename ? found : [{address: filename, row: `${lineno}`, column: `${colno}`}]
  const [first] = places
  if (!first || !scriptAt(first.address)) return null
  const told = places.map(({address, row, column}) => [scriptAt(address), row, column].join(":"))
  const kind = error instanceof Error || error instanceof DOMException ? error.name : ""
  return {
    kind: String(kind).slice(0, 40),
    places: told
      .filter(place => !place.startsWith(":"))
      .slice(0, MOST_PLACES)
      .join(" "),
  }
}

/** @param {Failure} failure */
async function tell(failure) {
  const page = location.pathname.split("/").pop() ?? ""
  const answer = await fetch("script-failed", {method: "POST", body: new URLSearchParams({page, ...failure})})
  const reference = answer.ok ? (await answer.json()).id : ""
  const message = document.getElementById("failed")
  // The first one may have brought the others about, so its id stays.
  if (!message?.hidden || !/^[0-9a-f]{8}$/.test(reference)) return
  message.hidden = false
  message
    .querySelector("span")
    ?.replaceChildren(gettext("Something went wrong on this page (id {reference}). Load it again, or tell the office the id.", {reference}))
}

/** Called once, before anything that may fail. */
export function watchFailures() {
  /** @type {Set<string>} */
  const told = new Set()
  let isLeaving = false
  const hear = (/** @type {unknown} */ error, /** @type {ErrorEvent | undefined} */ event) => {
    if (told.size >= MOST_TOLD || HARMLESS.test(event?.message ?? "")) return
    const failure = failureOf(error, event)
    const once = failure && `${failure.kind} ${failure.places}`
    if (!once || told.has(once)) return
    told.add(once)
    setTimeout(() => {
      if (!isLeaving && isConnected()) tell(failure).catch(() => {}) // out of reach: the page says so by itself
    }, TOLD_AFTER)
  }
  addEventListener("error", event => hear(event.error, event))
  addEventListener("unhandledrejection", event => hear(event.reason, undefined))
  addEventListener("pagehide", () => {
    isLeaving = true
  })
  addEventListener("pageshow", () => {
    isLeaving = false
  })
  addEventListener("beforeunload", () => {
    isLeaving = true
    setTimeout(() => {
      isLeaving = false
    }, STAYS_AFTER)
  })
}
