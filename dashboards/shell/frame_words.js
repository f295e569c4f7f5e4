// What the page says outside its components: answer, count, notice, figures, news, stamp.
import {fill, make, note} from "../assets/scripts/dom.js"
import {gettext, number} from "../assets/scripts/gettext.js"
import {icon} from "../assets/scripts/icons.js"
import {link} from "./link.js"
import {showNews} from "./news.js"

/** @import {FrameWords} from "../assets/scripts/types.d.ts" */

const root = document.documentElement

/**
 * A place of page.html that stands on every page.
 * @param {string} id
 */
export const place = id => /** @type {HTMLElement} */ (document.getElementById(id))

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const node = document.getElementById(id)
  if (node && node.textContent !== text) node.textContent = text
}

/** @param {FrameWords} words */
function trail(words) {
  const way = place("trail")
  way.hidden = !words.trail.length
  const steps = words.trail.flatMap(({label, address}, i) => [i ? icon("right", 12) : "", make("a", {href: address}, label)])
  fill(way, ...steps)
}

/** @param {FrameWords} words */
function toReview(words) {
  if (words.to_review === null) return
  for (const badge of document.querySelectorAll(/** @type {"span"} */ ("[data-waiting]"))) {
    badge.textContent = number(words.to_review)
    badge.hidden = !words.to_review
  }
}

/** @param {FrameWords} words */
function figures(words) {
  const strip = place("figures")
  strip.hidden = !words.figures.length
  const drawn = words.figures.flatMap(figure => {
    const look = {class: figure.attention ? "attention" : null}
    const said = link(figure.address, {...look, "aria-current": figure.is_on ? "true" : null}, figure.text)
    return figure.title ? [make("b", {}, figure.title), said] : [said]
  })
  fill(strip, ...drawn)
}

/** @param {FrameWords} words */
function chips(words) {
  const drawn = words.chips.map(({label, address, apart}) => {
    const about = {class: apart ? "chip apart" : "chip", "aria-label": gettext("Leave out {filter}", {filter: label})}
    return link(address, about, label, icon("close", 12))
  })
  fill(place("chips"), ...drawn)
  const on = place("filters-on")
  on.hidden = !words.chips.length
  on.textContent = number(words.chips.length)
}

/**
 * The same buttons for as long as there are any: the keyboard may stand on one.
 * @param {FrameWords} words
 */
function views({view, views}) {
  const group = document.getElementById("view")
  if (!group) return
  group.hidden = !views.length
  views.forEach(({code, label, address}, i) => {
    const button = group.children[i] ?? group.appendChild(make("button", {type: "button"}))
    if (button.textContent !== label) button.textContent = label
    button.setAttribute("data-go", address)
    button.setAttribute("aria-pressed", String(code === view))
  })
}

/** @param {FrameWords} words */
function notice(words) {
  const message = place("notice")
  message.hidden = !words.notice
  note(message, "class", `message ${words.notice_kind}`)
  const said = message.querySelector("span")
  if (said) fill(said, words.notice)
}

/**
 * One place speaks when a filter moves: the sentence and the count, where they are others than before.
 * @param {FrameWords} words
 */
function speak({answer, showing}) {
  const before = ["answer", "showing"].map(id => document.getElementById(id)?.textContent)
  if (!root.dataset.said || (before[0] === answer && before[1] === showing)) return
  window.partnership?.say([answer, showing].filter(Boolean).join(" "))
}

/** @param {FrameWords} words */
export function showWords(words) {
  speak(words)
  write("answer", words.answer)
  write("room", words.room)
  toReview(words)
  write("showing", words.showing)
  write("showing-short", words.showing_short)
  const asOf = words.stamp[0]?.join(" ") ?? ""
  write("printed", [words.showing, ...words.chips.map(chip => chip.label), asOf].filter(Boolean).join(" · "))
  trail(words)
  notice(words)
  views(words)
  chips(words)
  for (const reset of document.querySelectorAll("a.reset")) reset.setAttribute("href", words.reset || location.pathname)
  for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a[data-page]"))) {
    page.setAttribute("href", `${page.dataset.page}${words.address}`) // what is chosen goes along to the other pages
  }
  figures(words)
  showNews(place("news"), words.news)
  fill(
    place("stamp"),
    ...words.stamp.map(([label, value]) => make("span", {}, `${label} `, make("b", {}, value))),
    words.method ? make("a", {href: words.method}, gettext("How this is worked out")) : "",
  )
  // On the side, where the filters stand: said of the whole page it would have all of it styled anew.
  const {style} = place("side")
  for (const [tier, count] of Object.entries(words.counts)) {
    const said = `"${number(Number(count))}"`
    if (style.getPropertyValue(`--count-${tier}`) !== said) style.setProperty(`--count-${tier}`, said)
  }
  const inFile = words.in_file.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)])
  const file = document.getElementById("in-file")
  if (file) fill(file, ...inFile)
  document.getElementById("download-button")?.toggleAttribute("hidden", !inFile.length)
  document.getElementById("what-if-button")?.toggleAttribute("hidden", !words.what_if)
  root.dataset.said = "yes"
  document.querySelector("main")?.setAttribute("aria-busy", String(words.waiting))
  root.dataset.view = words.view
  if (words.waiting) return
  window.partnership?.settleSchool(words.opened)
  dispatchEvent(new CustomEvent("settled"))
}
