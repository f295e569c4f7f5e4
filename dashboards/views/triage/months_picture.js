// The months of all schools: the picture follows what the server says.
import {standing} from "../../shell/first_picture.js"
import {Picture} from "./picture.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {PictureMessage, PictureParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<PictureParameters, PictureMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const picture = standing(drawing, made => new Picture(made))
  model.on("vocabulary", () => picture.draw())
  model.on("schools", () => picture.draw())
  model.on("clusters", () => picture.show())
  model.on("totals", () => picture.show())
  model.on("shown", () => picture.show())
  model.on("selected", () => picture.mark())
  const settled = () => picture.mark()
  addEventListener("settled", settled)
  model.on("remove", () => removeEventListener("settled", settled))
}
