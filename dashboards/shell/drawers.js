// What opens and closes around the list: the drawers, the school beside the list, and what is folded where there is
// little room. Whether a school is open is the server's to say; what people do shows at once and is settled by it.
import {around} from "../assets/scripts/dom.js"
import {gettext} from "../assets/scripts/gettext.js"
import {focused, focusOn} from "./keyboard.js"
import {say} from "./said.js"

/** @import {OpenedSchool} from "../assets/scripts/page.d.ts" */

const root = document.documentElement
/** Drawers that open on a wide page too. */
const OVER = new Set(["what-if", "contact"])
const HEAD = 64 // px of a panel that must be out of sight before its head is said again

/**
 * Where the keyboard was before a drawer opened.
 * @type {Element | null}
 */
let back = null

/**
 * Where the keyboard was when a school was opened on a wide page.
 * @type {Element | null}
 */
let row = null

/** The school that somebody has opened and that is not there yet. */
let coming = ""

/** Somebody has closed a school, and the server has not said yet that none is open. */
let isLeaving = false

const panel = () => document.getElementById("detail")
const named = () => document.getElementById("detail-name")?.textContent ?? ""

/** @param {string} name */
export function drawer(name) {
  if (root.dataset.layout === "wide" && name && !OVER.has(name)) return
  const was = root.dataset.drawer
  if (name && !was) back = focused()
  root.dataset.drawer = name
  if (name) focusOn(document.getElementById(name))
  else if (was) focusOn(back)
  document.getElementById("what-if-button")?.setAttribute("aria-expanded", String(name === "what-if"))
  if (name === "what-if") dispatchEvent(new CustomEvent("what-if-opened"))
}

// ---------------------------------------------------------------- the school beside the list
/** @param {string} name */
function name(name) {
  document.getElementById("detail-name")?.replaceChildren(name)
}

/** @param {boolean} isComing */
function wait(isComing) {
  panel()?.toggleAttribute("data-coming", isComing)
  panel()?.setAttribute("aria-busy", String(isComing))
}

/**
 * Somebody opens a school: its place and its name are there before the server has answered.
 * @param {OpenedSchool | null} school
 */
export function openSchool(school) {
  if (!panel()) return // a page about one school shows it in place of the one before
  row = focused()
  isLeaving = false
  if (root.dataset.drawer === "what-if") root.dataset.drawer = "" // the detail takes its place; what was moved stays
  if (school && (root.dataset.detail !== "open" || named() !== school.name)) {
    coming = school.name
    name(school.name)
    wait(true)
  }
  root.dataset.detail = "open"
  drawer("detail")
  panel()?.scrollTo(0, 0)
}

export function closeSchool() {
  isLeaving ||= root.dataset.detail === "open"
  coming = ""
  wait(false)
  root.dataset.detail = "closed"
  if (root.dataset.layout === "wide") focusOn(row)
  drawer("")
}

/**
 * What the server says: the school that is open, or "" for none. Without one no panel stands open, whatever led here.
 * @param {string} opened
 */
export function settleSchool(opened) {
  if (coming && !root.dataset.listening) return // nobody has told the server yet
  if (isLeaving && opened) return // said before it heard of the closing
  isLeaving = false
  const before = root.dataset.detail === "open" && !coming ? named() : ""
  const isAsked = coming !== ""
  coming = ""
  wait(false)
  root.dataset.detail = opened ? "open" : "closed"
  if (!opened) {
    if (root.dataset.drawer === "detail") drawer("")
    return
  }
  name(opened)
  if (!root.dataset.listening || opened === before) return
  if (isAsked) say(gettext("{school} is open", {school: opened}))
  else if (root.dataset.drawer !== "detail") drawer("detail") // Back, Forward, or a link
}

// ---------------------------------------------------------------- what is folded
/** @param {HTMLElement} button */
function unfold(button) {
  const what = button.dataset.fold ?? ""
  const isOpen = root.getAttribute(`data-${what}`) === "open"
  root.setAttribute(`data-${what}`, isOpen ? "" : "open")
  button.setAttribute("aria-expanded", String(!isOpen))
}

// ---------------------------------------------------------------- what people do
/** @param {KeyboardEvent} event */
function onEscape(event) {
  const drawn = root.dataset.drawer
  if (event.key !== "Escape") return
  if (drawn && drawn !== "detail") drawer("")
  else if (root.dataset.detail === "open" && coming) dispatchEvent(new CustomEvent("close-school"))
}

export function watchDrawers() {
  addEventListener("click", event => {
    const button = around(event, "[data-drawer], [data-fold], [data-close-school]")
    if (!button || button === root) return
    if (button.dataset.fold) unfold(button)
    else if (button.hasAttribute("data-close-school")) dispatchEvent(new CustomEvent("close-school"))
    else if (button.id === "what-if-button" && root.dataset.drawer === "what-if") drawer("")
    else drawer(button.dataset.drawer ?? "")
  })
  addEventListener("school-opened", event => openSchool(event.detail))
  addEventListener("school-closed", closeSchool)
  addEventListener("close-school", closeSchool)
  addEventListener("popstate", () => {
    isLeaving = false
  })
  addEventListener("what-if-closed", () => drawer(""))
  addEventListener("keydown", onEscape)
  addEventListener("DOMContentLoaded", () => {
    panel()?.addEventListener("scroll", ({target}) => {
      if (target instanceof HTMLElement) target.toggleAttribute("data-scrolled", target.scrollTop > HEAD)
    })
  })
}
