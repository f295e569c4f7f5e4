// Runs before the page is painted: language, theme, drawers, keys, copying. It knows nothing of schools.
import {around, isModified} from "../assets/scripts/dom.js"
import {gettext, language} from "../assets/scripts/gettext.js"
import {useLetters} from "./letters.js"
import {openedWith} from "./opened_with.js"

const root = document.documentElement
root.lang = language()
// How the page opens, so that its first layout is the last one: in which view, with a school beside it or none.
const {view, opened} = openedWith()
root.dataset.view = view
root.dataset.detail = opened ? "open" : "closed"
useLetters()

// ---------------------------------------------------------------- theme
const prefersDark = matchMedia("(prefers-color-scheme: dark)")
const printing = matchMedia("print")

/** @type {Record<string, {next: string, said: () => string, button: () => string}>} */
const THEMES = {
  system: {next: "light", said: () => gettext("Theme: system"), button: () => gettext("Theme: system. Change to light")},
  light: {next: "dark", said: () => gettext("Theme: light"), button: () => gettext("Theme: light. Change to dark")},
  dark: {next: "system", said: () => gettext("Theme: dark"), button: () => gettext("Theme: dark. Change to system")},
}
const SYSTEM = /** @type {typeof THEMES[string]} */ (THEMES.system)
const theme = () => THEMES[choice] ?? SYSTEM

// Storage may be forbidden; the choice then lasts for this visit only.
function keptTheme() {
  try {
    return localStorage.getItem("theme")
  } catch {
    return null
  }
}
function keepTheme() {
  try {
    localStorage.setItem("theme", choice)
  } catch {}
}

let choice = keptTheme() ?? "system"

function paint() {
  const wanted = choice === "system" ? (prefersDark.matches ? "dark" : "light") : choice
  root.dataset.choice = choice
  root.dataset.theme = printing.matches ? "light" : wanted
  const button = document.querySelector("[data-theme-button]")
  button?.setAttribute("aria-label", theme().button())
  button?.setAttribute("title", theme().button())
  for (const held of window.Bokeh?.documents ?? []) {
    for (const model of held.all_models) if (model.type === "Figure") model.change.emit()
  }
}

function nextTheme() {
  choice = theme().next
  keepTheme()
  paint()
  say(theme().said())
}

// ---------------------------------------------------------------- layout
const wide = matchMedia("(min-width: 1200px)")
const phone = matchMedia("(max-width: 700px)")

function layOut() {
  const figures = document.getElementById("figures")
  if (figures) figures.tabIndex = phone.matches ? 0 : -1 // one line that scrolls sideways there
  root.dataset.layout = phone.matches ? "phone" : !wide.matches || root.dataset.view === "months" ? "narrow" : "wide"
}

// ---------------------------------------------------------------- drawers and the keyboard
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

/** @param {Element | null} element */
const focus = element => {
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus({preventScroll: true})
}

/**
 * @param {DocumentOrShadowRoot} at
 * @returns {Element | null}
 */
function focused(at = document) {
  const inside = at.activeElement?.shadowRoot
  return (inside && focused(inside)) ?? at.activeElement
}

/** @param {string} name */
function drawer(name) {
  if (root.dataset.layout === "wide" && name && name !== "what-if") return
  const was = root.dataset.drawer
  if (name && !was) back = focused()
  root.dataset.drawer = name
  if (name) focus(document.getElementById(name))
  else if (was) focus(back)
  document.getElementById("what-if-button")?.setAttribute("aria-expanded", String(name === "what-if"))
  if (name === "what-if") dispatchEvent(new CustomEvent("what-if-opened"))
}

/** @param {string} words */
function say(words) {
  document.getElementById("said")?.replaceChildren(words)
}

function writing() {
  const field = focused()
  if (field instanceof HTMLInputElement) return !["checkbox", "radio"].includes(field.type)
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
}

// ---------------------------------------------------------------- copying the link
function copied() {
  say(gettext("Link copied"))
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-copy]"))
  if (!button) return
  button.title = gettext("Link copied")
  // A tick for two seconds.
  button.classList.add("done")
  setTimeout(() => {
    button.classList.remove("done")
    button.title = gettext("Copy link to this view")
  }, 2000)
}

// Without https the clipboard interface does not exist.
function copyTheOldWay() {
  const field = Object.assign(document.createElement("textarea"), {value: location.href})
  document.body.append(field)
  field.select()
  if (document.execCommand("copy")) copied()
  else say(gettext("The browser does not allow copying; the link is in the address bar."))
  field.remove()
}

function copy() {
  if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(copied, copyTheOldWay)
  else copyTheOldWay()
}

// ---------------------------------------------------------------- what people do
addEventListener("click", event => {
  const button = around(event, "[data-drawer], [data-theme-button], [data-copy]")
  if (!button || button === root) return
  if (button.hasAttribute("data-theme-button")) nextTheme()
  else if (button.hasAttribute("data-copy")) copy()
  else drawer(button.id === "what-if-button" && root.dataset.drawer === "what-if" ? "" : (button.dataset.drawer ?? ""))
})
addEventListener("school-opened", () => {
  row = focused()
  if (root.dataset.drawer === "what-if") root.dataset.drawer = "" // the detail takes its place; what was moved stays
  root.dataset.detail = "open"
  drawer("detail")
  const detail = document.getElementById("detail")
  if (detail) detail.scrollTop = 0
})
addEventListener("school-closed", () => {
  if (root.dataset.layout === "wide") {
    root.dataset.detail = "closed"
    focus(row)
  }
  drawer("")
})
addEventListener("what-if-closed", () => drawer(""))
addEventListener("keydown", event => {
  if (event.key === "Escape") drawer("")
  if (event.key === "/" && !writing() && !isModified(event)) {
    event.preventDefault()
    document.getElementById("find")?.focus()
  }
})
addEventListener("change", event => {
  if (!(event.target instanceof HTMLSelectElement) || event.target.id !== "identity") return
  const words = new URLSearchParams({as: event.target.value})
  const district = new URLSearchParams(location.search).get("district")
  if (district) words.set("district", district)
  location.assign(`?${words}`)
})

for (const query of [prefersDark, printing]) query.addEventListener("change", paint)
for (const query of [wide, phone]) query.addEventListener("change", layOut)
new MutationObserver(layOut).observe(root, {attributeFilter: ["data-view"]})
paint()
layOut()
addEventListener("DOMContentLoaded", () => {
  paint()
  layOut()
})
window.partnership = {say, focused, writing, drawer}
