// The headline figures of a month as tiles: a tile chooses what the charts below are about.
import {around, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {tierIcon} from "../../assets/scripts/marks.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {ComparedWith, HeadlineMessage, HeadlineParameters, Tile, TierCount} from "../../assets/scripts/shapes.d.ts" */

/** @param {number} part 0 to 1 */
const filled = part => make("i", {class: "bar", "aria-hidden": "true"}, make("i", {style: `width:${Math.round(100 * part)}%`}))

/** @param {Tile} tile */
export function inside({label, value, change, since, usual, beside, part}) {
  return [
    make("span", {class: "label"}, label),
    make("b", {class: "value"}, value),
    make("span", {class: "change"}, change ? make("b", {}, change, " ") : null, since),
    usual ? make("span", {class: "usual"}, usual) : null,
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

/**
 * @param {string} name
 * @param {(readonly [string, string])[] | [string, string][]} options
 * @param {string} chosen
 */
function choice(name, options, chosen) {
  const drawn = options.map(([code, label]) => make("option", {value: code, selected: code === chosen}, label))
  return make("select", {"aria-label": name}, ...drawn)
}

/**
 * What is compared with what: the kind, and for two periods their first and last months.
 * @param {ComparedWith} part
 * @param {(text: string) => void} ask
 */
function comparing({kind, kinds, months, ends}, ask) {
  const of = choice(gettext("Compare"), kinds, kind)
  of.addEventListener("change", () => ask(of.value))
  const names = [gettext("First period from"), gettext("First period to"), gettext("Second period from"), gettext("Second period to")]
  const fields = ends.map((end, at) => choice(names[at] ?? "", months, end))
  for (const field of fields) field.addEventListener("change", () => ask(fields.map(one => one.value).join("_")))
  const [a, b, c, d] = fields
  const periods = d ? make("span", {class: "periods"}, a, "–", b, gettext("beside"), c, "–", d) : null
  return [make("label", {}, gettext("Compare"), of), periods].filter(child => child !== null)
}

export class Tiles {
  /** @param {Model<HeadlineParameters, HeadlineMessage>} model */
  constructor(model) {
    this.model = model
    this.bar = make("div", {class: "compare"})
    this.shown = ""
    this.tiles = make("div", {class: "tiles", role: "group", "aria-label": gettext("Headline figures")})
    this.element = make("div", {}, this.bar, this.tiles)
    this.element.addEventListener("click", event => {
      const button = around(event, "button")
      if (button?.dataset.figure) this.model.send_msg({choose: button.dataset.figure})
    })
  }

  draw() {
    /** @type {{tiles: Tile[], tiers: TierCount[], compared: ComparedWith | null} | null} */
    const part = JSON.parse(this.model.part || "null")
    if (!part) return
    this.compare(part.compared)
    // The same buttons for as long as there are as many: the keyboard may stand on one.
    const before = [...this.tiles.querySelectorAll("button")]
    const tiles = part.tiles.map((tile, at) => {
      const button = before.length === part.tiles.length && before[at] ? before[at] : make("button", {type: "button", class: "tile"})
      button.dataset.figure = tile.figure
      button.setAttribute("aria-pressed", String(tile.is_on))
      button.replaceChildren(...inside(tile).filter(child => child !== null))
      return button
    })
    const after = part.tiers.length ? [tierTile(part.tiers)] : []
    if (before.length === tiles.length && tiles.length) {
      this.tiles.querySelector(".tile.wide")?.remove()
      this.tiles.append(...after)
    } else this.tiles.replaceChildren(...tiles, ...after)
  }

  /**
   * The same fields for as long as they offer the same, with the keyboard where it stood.
   * @param {ComparedWith | null} part
   */
  compare(part) {
    const shown = JSON.stringify(part)
    if (shown === this.shown) return
    this.shown = shown
    const at = [...this.bar.querySelectorAll("select")].findIndex(field => field.matches(":focus"))
    this.bar.replaceChildren(...(part ? comparing(part, text => this.model.send_msg({compare: text})) : []))
    if (at >= 0) this.bar.querySelectorAll("select")[at]?.focus({preventScroll: true})
  }
}
