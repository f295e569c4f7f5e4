// Runs before the page is painted: language, theme, drawers, keys, copying. It knows nothing of schools.
import {around, isModified} from "../assets/scripts/dom.js"
import {gettext, language} from "../assets/scripts/gettext.js"
import {takeAskedContact, watchForContact} from "./asked_contact.js"
import {watchDownload} from "./download.js"
import {drawer, settleSchool, watchDrawers} from "./drawers.js"
import {watchFailures} from "./failed.js"
import {focused, focusOn, writing} from "./keyboard.js"
import {layOut, watchLayout} from "./layout.js"
import {useLetters} from "./letters.js"
import {openedWith} from "./opened_with.js"
import {watchPrinting} from "./printing.js"
import {say} from "./said.js"

watchFailures()
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
/** @param {string} address */
function copyTheOldWay(address) {
  const field = Object.assign(document.createElement("textarea"), {value: address})
  document.body.append(field)
  field.select()
  if (document.execCommand("copy")) copied()
  else say(gettext("The browser does not allow copying; the link is in the address bar."))
  field.remove()
}

/** Of this view for anybody: who looks at it now is nobody else's to be. */
function addressForOthers() {
  const address = new URL(location.href)
  address.searchParams.delete("as")
  return address.href
}

function copy() {
  const address = addressForOthers()
  const otherwise = () => copyTheOldWay(address)
  if (navigator.clipboard) navigator.clipboard.writeText(address).then(copied, otherwise)
  else otherwise()
}

// ---------------------------------------------------------------- who looks
const YEAR = 365 * 24 * 60 * 60

/**
 * Look as somebody else, and as them again when the page is opened without naming anybody. Who may be chosen is the
 * server's to say; the cookie only names a choice.
 * @param {string} login
 */
function lookAs(login) {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it; the other interface needs https
  document.cookie = `partnership_looks_as=${encodeURIComponent(login)}; path=/; max-age=${YEAR}; samesite=strict`
  const words = new URLSearchParams({as: login})
  const district = new URLSearchParams(location.search).get("district")
  if (district) words.set("district", district)
  location.assign(`?${words}`)
}

// ---------------------------------------------------------------- what people do
addEventListener("click", event => {
  if (around(event, "[data-theme-button]")) nextTheme()
  else if (around(event, "[data-copy]")) copy()
})
addEventListener("keydown", event => {
  if (event.key !== "/" || writing() || isModified(event)) return
  event.preventDefault()
  root.dataset.finding = "open"
  focusOn(document.getElementById("find"))
})
// Tab stops at Bokeh's charts too, which have no name of their own. Where the keyboard goes from one shadow root into
// another no event tells of it out here.
function nameChart() {
  const chart = focused()
  if (!chart?.classList.contains("bk-events")) return
  chart.setAttribute("role", "img")
  chart.setAttribute("aria-label", gettext("A chart. Its figures stand in the table above it."))
}
addEventListener("keydown", event => {
  if (event.key === "Tab") setTimeout(nameChart)
})
addEventListener("keyup", event => {
  if (event.key === "Tab") nameChart() // the timer's turn may come late
})
// ---------------------------------------------------------------- the pages under More
const morePages = () => /** @type {HTMLDetailsElement | null} */ (document.querySelector(".more-pages[open]"))
addEventListener("click", event => {
  if (!around(event, ".more-pages")) morePages()?.removeAttribute("open")
})
addEventListener("focusin", ({target}) => {
  const open = morePages()
  if (open && target instanceof Node && !open.contains(target)) open.removeAttribute("open")
})
addEventListener(
  "keydown",
  event => {
    const open = morePages()
    if (event.key !== "Escape" || !open) return
    event.stopPropagation() // it closes this and nothing else
    open.removeAttribute("open")
    open.querySelector("summary")?.focus()
  },
  true,
)
addEventListener("change", ({target}) => {
  if (target instanceof HTMLSelectElement && target.id === "identity") lookAs(target.value)
})

for (const query of [prefersDark, printing]) query.addEventListener("change", paint)
watchLayout()
watchDownload()
watchDrawers()
watchPrinting()
watchForContact()
paint()
layOut()
addEventListener("DOMContentLoaded", () => {
  paint()
  layOut()
})
window.partnership = {say, focused, writing, drawer, settleSchool, takeAskedContact}
