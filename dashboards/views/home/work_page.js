// What the page Home is made of, by what the person's role has.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {inside, tierTile} from "../trends/tiles.js"
import {clustersCard, decideCard, factsCard, inColumns, lineCard, needsCard, reviewCard, sinceCard, stepsCard} from "./cards.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Home, WorkMessage, WorkParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Home} home */
function tiles({tiles, tile_links, tiers}) {
  if (!tiles.length) return null
  const links = tiles.map((tile, at) => make("a", {class: "tile", href: tile_links[at]}, ...inside(tile)))
  return make("div", {class: "tiles", role: "group", "aria-label": gettext("Headline figures")}, ...links, tierTile(tiers))
}

/** Draws the page of the model, and tells the model what a person asks for. */
export class WorkPage {
  element = make("div", {class: "home"})

  /** @param {Model<WorkParameters, WorkMessage>} model */
  constructor(model) {
    this.model = model
  }

  draw() {
    /** @type {Home | null} */
    const home = JSON.parse(this.model.part || "null")
    const hadKeyboard = this.element.querySelector("button:focus") !== null
    this.element.replaceChildren(...(home ? this.#parts(home) : []))
    if (hadKeyboard) this.element.querySelector("button")?.focus()
  }

  /** @param {Home} home */
  #parts(home) {
    const {line, review, needs, clusters, steps, decide, shifts, since, facts, start} = home
    const compare = () => this.model.send_msg({compare: true})
    const [left, right] = inColumns(facts)
    const nothingOut = gettext("Nothing stands out beyond what is usual.")
    const main = [
      review && reviewCard(review),
      needs && needsCard(needs),
      clusters && clustersCard(clusters),
      ...left.map(one => factsCard(one, this.model.is_comparing, compare)),
    ].filter(part => part !== null)
    const side = [
      steps && stepsCard(steps),
      decide && decideCard("to-decide", gettext("Needs you"), decide, gettext("Nothing waits for your decision.")),
      shifts && decideCard("shifts", gettext("What stands out this month"), shifts, nothingOut),
      since && sinceCard(since),
      ...right.map(one => factsCard(one, this.model.is_comparing, compare)),
    ].filter(part => part !== null)
    const columns = [main, side].filter(parts => parts.length).map(parts => make("div", {class: "column"}, ...parts))
    const begin = start ? make("section", {class: "card start"}, make("p", {}, start)) : null
    const whole = [begin, tiles(home), line && lineCard(line), make("div", {class: facts.length ? "halves even" : "halves"}, ...columns)]
    return whole.filter(part => part !== null)
  }
}
