// The frame around a page: it shows what the server says, keeps the address, and tells what people do outside the
// components: Back, links, find, closing the school that is open.
import {around, followed} from "../assets/scripts/dom.js"
import {watchConnection} from "./connection.js"
import {listenToFinding} from "./find.js"
import {place, showWords} from "./frame_words.js"
import {drawLegend} from "./legend.js"
import {showNewer, watchNewer} from "./newer.js"

/** @import {Drawing, Model} from "../assets/scripts/page.d.ts" */
/** @import {FrameMessage, FrameParameters} from "../assets/scripts/shapes.d.ts" */
/** @import {FrameWords} from "../assets/scripts/types.d.ts" */

const root = document.documentElement

/**
 * @param {FrameParameters} model
 * @returns {FrameWords}
 */
const said = model => JSON.parse(model.said)

/** @param {Model<FrameParameters, FrameMessage>} model */
function listen(model) {
  addEventListener("popstate", () => model.send_msg({address: location.search}))
  addEventListener("click", event => {
    const anchor = followed(event, "a[data-address]")
    if (!anchor) return
    event.preventDefault()
    model.send_msg({address: anchor.search})
  })
  addEventListener("click", event => {
    const button = around(event, "button[data-go]")
    if (button) model.send_msg({address: button.dataset.go ?? ""})
  })
  addEventListener("go", event => model.send_msg({address: event.detail}))
  addEventListener("filters-reset", () => model.send_msg({address: new URL(said(model).reset, location.href).search}))
  addEventListener("close-school", () => model.send_msg({close: true}))
  listenToFinding(model)
  watchNewer(() => model.send_msg({renew: true}))
}

/** @param {Drawing<FrameParameters, FrameMessage>} drawing */
export function render({model, view}) {
  const move = (/** @type {"pushState" | "replaceState"} */ how, /** @type {FrameWords} */ {address}) => {
    if (location.search !== address) history[how](null, "", address || location.pathname)
  }
  const waitForRest = () => {
    const detail = document.getElementById("detail")
    detail?.toggleAttribute("data-rest-coming", model.is_rest_coming)
    detail?.toggleAttribute("data-charts-coming", model.are_charts_coming)
  }
  const first = said(model)
  showWords(first)
  drawLegend(model.vocabulary)
  waitForRest()
  showNewer(model.is_newer_there)
  // A second drawing of this component must not answer twice.
  if (!root.dataset.listening) {
    root.dataset.listening = "yes"
    watchConnection(place("connection"), view.model.document)
    listen(model)
    move("replaceState", first)
    // A link to a school; a wide page shows it anyway.
    if (first.opened) window.partnership?.drawer("detail")
  }
  model.on("is_rest_coming", waitForRest)
  model.on("are_charts_coming", waitForRest)
  model.on("is_newer_there", () => showNewer(model.is_newer_there))
  model.on("vocabulary", () => drawLegend(model.vocabulary))
  model.on("said", () => {
    const before = root.dataset.view
    const words = said(model)
    showWords(words)
    if (before !== root.dataset.view) drawLegend(model.vocabulary)
    move("pushState", words)
  })
}
