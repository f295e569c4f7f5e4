// A page's first component is on screen before Bokeh's scripts have been read: the script that draws it also runs at
// once, as a plain script of the page, with the component's data beside it. When the component comes, it takes over
// what stands there, and nothing is drawn again.
import {afterPaint} from "../assets/scripts/dom.js"
import {drawLegend} from "./legend.js"

/** @import {Drawing, Drawn, FirstPlace, Model} from "../assets/scripts/page.d.ts" */

/** @typedef {Drawn<Record<string, unknown>, Record<string, unknown>>} AnyDrawn */

const firstPlace = () => /** @type {FirstPlace | null} */ (document.getElementById("first"))

const LOWEST_ROW = 50 // px, of those that come first

/**
 * Plays the component's model until that comes, and keeps its messages for it: of a wish, a message of one word, the last
 * one; what says more than that is a change, and each is kept whole.
 */
export class StandIn {
  /** @type {Record<string, unknown>[]} */
  kept = []

  /** @param {Record<string, unknown>} data */
  constructor(data) {
    this.data = data
    Object.assign(this, data)
  }

  /** @param {Record<string, unknown>} message */
  send_msg(message) {
    const [kind, ...more] = Object.keys(message)
    const isBefore = (/** @type {Record<string, unknown>} */ one) => !more.length && Object.keys(one).join() === kind
    this.kept = [...this.kept.filter(one => !isBefore(one)), message]
  }
}

/**
 * Draw what can be seen of the page's first component, and the legend; the rest once this is painted.
 * @template Parameters, Message
 * @param {(model: Model<Parameters, Message>) => Drawn<Parameters, Message>} made
 */
export function drawFirst(made) {
  const place = firstPlace()
  const data = JSON.parse(document.getElementById("first-data")?.textContent || "null")
  if (!place?.shadowRoot || !data) return
  const standIn = new StandIn(data)
  const drawn = made(/** @type {Model<Parameters, Message>} */ (/** @type {unknown} */ (standIn)))
  drawn.draw(Math.ceil(innerHeight / LOWEST_ROW))
  place.shadowRoot.append(drawn.element)
  place.dataset.early = "drawn"
  afterPaint(() => drawn.more?.())
  place.standing = {drawn: /** @type {AnyDrawn} */ (/** @type {unknown} */ (drawn)), standIn}
  drawLegend(data.vocabulary)
}

/**
 * What stands on the page already, from now on following the component's model; or, in a notebook and for a component
 * that comes later, one made and drawn for it.
 * @template Parameters, Message
 * @template {Drawn<Parameters, Message>} D
 * @param {Drawing<Parameters, Message>} drawing
 * @param {(model: Model<Parameters, Message>) => D} made
 * @returns {D}
 */
export function standing({model, el, view}, made) {
  const place = firstPlace()
  const {id} = view.model
  // Bokeh may draw the same model again; another one finds the place taken.
  if (place?.standing && (place.dataset.taken ?? id) === id) {
    const {drawn, standIn} = place.standing
    drawn.model = /** @type {AnyDrawn["model"]} */ (/** @type {unknown} */ (model))
    model.on("remove", () => place.remove())
    if (place.dataset.taken !== id) {
      delete place.dataset.early
      place.dataset.taken = id
      handOver(drawn, standIn)
    }
    return /** @type {D} */ (/** @type {unknown} */ (drawn))
  }
  if (!place?.standing) place?.remove() // the page could not draw it
  const drawn = made(model)
  drawn.draw()
  el.append(drawn.element)
  return drawn
}

/**
 * @param {AnyDrawn} drawn
 * @param {Pick<StandIn, "data" | "kept">} standIn
 */
function handOver(drawn, {data, kept}) {
  const {model} = drawn
  if (Object.entries(data).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(model[name]))) drawn.draw()
  for (const message of kept) model.send_msg(message)
}
