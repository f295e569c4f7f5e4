// What the page says outside its components: answer, count, notice, figures, stamp, and the address.
import {around, make, told} from "../assets/scripts/dom.js"
import {gettext, number} from "../assets/scripts/gettext.js"
import {icon} from "../assets/scripts/icons.js"
import {marksSvg, tierIcon} from "../assets/scripts/marks.js"
import {watchConnection} from "./connection.js"
import {marksExplained, tiersExplained} from "./legend.js"
import {link} from "./link.js"
import {showNews} from "./news.js"

/** @import {Drawing, Model} from "../assets/scripts/page.d.ts" */
/** @import {FrameMessage, FrameParameters, Vocabulary} from "../assets/scripts/shapes.d.ts" */
/** @import {FrameWords} from "../assets/scripts/types.d.ts" */

const root = document.documentElement

/**
 * A place of page.html that stands on every page.
 * @param {string} id
 */
const place = id => /** @type {HTMLElement} */ (document.getElementById(id))

const find = () => /** @type {HTMLInputElement | null} */ (document.getElementById("find"))

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const node = document.getElementById(id)
  if (node && node.textContent !== text) node.textContent = text
}

/** @param {FrameParameters} model */
function legend(model) {
  /** @type {Partial<Vocabulary>} */
  const {marks = {}, tiers = []} = JSON.parse(model.vocabulary || "{}")
  const months = marksExplained(marks).map(code => make("li", {}, marksSvg([code], {width: 12, height: 14, pitch: 14}), marks[code]))
  const inMonths = tiersExplained(tiers, root.dataset.view)
  const levels = inMonths.map((tier, i) => make("li", {class: i ? null : "apart"}, tierIcon(tier.code, 12), tier.label))
  document.getElementById("legend")?.replaceChildren(...months, ...levels)
}

/** @param {FrameWords} words */
function figures(words) {
  const strip = place("figures")
  strip.hidden = !words.figures.length
  const drawn = words.figures.flatMap(figure => [
    ...(figure.apart ? [make("i")] : []),
    make("span", {class: figure.attention ? "attention" : null}, figure.text),
  ])
  strip.replaceChildren(make("b", {}, words.figures_title), ...drawn)
}

/** @param {FrameWords} words */
function chips(words) {
  const drawn = words.chips.map(({label, address}) =>
    link(address, {class: "chip", "aria-label": gettext("Leave out {filter}", {filter: label})}, label, icon("close", 12)),
  )
  place("chips").replaceChildren(...drawn)
  const on = place("filters-on")
  on.hidden = !words.chips.length
  on.textContent = number(words.chips.length)
}

/** @param {FrameWords} words */
function notice(words) {
  const message = place("notice")
  message.hidden = !words.notice
  message.className = `message ${words.notice_kind}`
  message.querySelector("span")?.replaceChildren(words.notice)
}

/** @param {FrameWords} words */
function show(words) {
  write("answer", words.answer)
  write("showing", words.showing)
  write("showing-short", words.showing_short)
  write("printed", [words.showing, ...words.chips.map(chip => chip.label)].join(" · "))
  notice(words)
  chips(words)
  for (const reset of document.querySelectorAll("a.reset")) reset.setAttribute("href", words.reset || location.pathname)
  figures(words)
  showNews(place("news"), words.news)
  place("stamp").replaceChildren(
    ...words.stamp.map(([label, value]) => make("span", {}, `${label} `, make("b", {}, value))),
    words.method ? make("a", {href: words.method}, gettext("How this is worked out")) : "",
  )
  for (const [tier, count] of Object.entries(words.counts)) root.style.setProperty(`--count-${tier}`, `"${number(Number(count))}"`)
  document.getElementById("what-if-button")?.toggleAttribute("hidden", !words.what_if)
  root.dataset.view = words.view
  root.dataset.detail = words.opened ? "open" : "closed"
  const field = find()
  if (field && document.activeElement !== field) field.value = words.find
}

/** @param {Model<FrameParameters, FrameMessage>} model */
function listen(model) {
  addEventListener("popstate", () => model.send_msg({address: location.search}))
  addEventListener("click", event => {
    const anchor = around(event, "a[data-address]")
    if (!(anchor instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    model.send_msg({address: anchor.search})
  })
  const field = find()
  field?.addEventListener("input", () => model.send_msg({find: field.value.slice(0, 200)}))
  field?.addEventListener("keydown", event => {
    if (event.key !== "Enter") return
    model.send_msg({first: true})
    told(field, "school-opened")
  })
}

/** @param {Drawing<FrameParameters, FrameMessage>} drawing */
export function render({model, view}) {
  const move = (/** @type {"pushState" | "replaceState"} */ how) => {
    const {address} = model.words
    if (location.search !== address) history[how](null, "", address || location.pathname)
  }
  show(model.words)
  legend(model)
  // A second drawing of this component must not answer twice.
  if (!root.dataset.listening) {
    root.dataset.listening = "yes"
    watchConnection(place("connection"), view.model.document)
    listen(model)
    move("replaceState")
    // A link to a school; a wide page shows it anyway.
    if (model.words.opened) window.partnership?.drawer("detail")
  }
  model.on("vocabulary", () => legend(model))
  model.on("words", () => {
    const before = root.dataset.view
    show(model.words)
    if (before !== root.dataset.view) legend(model)
    move(model.words.replace ? "replaceState" : "pushState")
  })
}
