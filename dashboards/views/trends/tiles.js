// The headline figures of a month as tiles: a tile chooses what the charts below are about.
import {around, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {tierIcon} from "../../assets/scripts/marks.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {HeadlineMessage, HeadlineParameters, Tile, TierCount} from "../../assets/scripts/shapes.d.ts" */

/** @param {number} part 0 to 1 */
const filled = part => make("i", {class: "bar", "aria-hidden": "true"}, make("i", {style: `width:${Math.round(100 * part)}%`}))

/** @param {Tile} tile */
export function inside({label, value, change, since, beside, part}) {
  return [
    make("span", {class: "label"}, label),
    make("b", {class: "value"}, value),
    make("span", {class: "change"}, change ? make("b", {}, change, " ") : null, since),
    make("span", {class: "beside"}, part === null ? null : filled(part), beside),
  ]
}

/** @param {TierCount[]} tiers */
export function tierTile(tiers) {
  const bar = make("span", {class: "tiers", "aria-hidden": "true"})
  bar.append(...tiers.map(({code, part}) => make("i", {class: code, style: `flex-grow:${part}`})))
  const lines = tiers.map(({code, label, count}) => make("li", {}, make("b", {}, count), tierIcon(code), label))
  return make("div", {class: "tile wide"}, make("span", {class: "label"}, gettext("Schools by tier")), bar, make("ul", {}, ...lines))
}

export class Tiles {
  /** @param {Model<HeadlineParameters, HeadlineMessage>} model */
  constructor(model) {
    this.model = model
    this.element = make("div", {class: "tiles", role: "group", "aria-label": gettext("Headline figures")})
    this.element.addEventListener("click", event => {
      const button = around(event, "button")
      if (button?.dataset.figure) this.model.send_msg({choose: button.dataset.figure})
    })
  }

  draw() {
    /** @type {{tiles: Tile[], tiers: TierCount[]} | null} */
    const part = JSON.parse(this.model.part || "null")
    if (!part) return
    // The same buttons for as long as there are as many: the keyboard may stand on one.
    const before = [...this.element.querySelectorAll("button")]
    const tiles = part.tiles.map((tile, at) => {
      const button = before.length === part.tiles.length && before[at] ? before[at] : make("button", {type: "button", class: "tile"})
      button.dataset.figure = tile.figure
      button.setAttribute("aria-pressed", String(tile.is_on))
      button.replaceChildren(...inside(tile).filter(child => child !== null))
      return button
    })
    const after = part.tiers.length ? [tierTile(part.tiers)] : []
    if (before.length === tiles.length && tiles.length) {
      this.element.querySelector(".tile.wide")?.remove()
      this.element.append(...after)
    } else this.element.replaceChildren(...tiles, ...after)
  }
}
