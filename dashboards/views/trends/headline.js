// The tiles of the trends page: they follow what the server says.
import {standing} from "../../shell/first_picture.js"
import {Tiles} from "./tiles.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {HeadlineMessage, HeadlineParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<HeadlineParameters, HeadlineMessage>} drawing */
export function render(drawing) {
  const tiles = standing(drawing, made => new Tiles(made))
  drawing.model.on("part", () => tiles.draw())
}
