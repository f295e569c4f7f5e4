// A chart as a picture to keep.
import {make} from "../../assets/scripts/dom.js"
import {language} from "../../assets/scripts/gettext.js"

/**
 * The title as the name of a file: "a-month-of-activities".
 * @param {string} title
 */
export const fileName = title => title.replace(/[^\p{L}\p{N}_]+/gu, "-").toLocaleLowerCase(language())

/** @param {string} name */
function find(name) {
  for (const held of window.Bokeh?.documents ?? []) {
    const figure = held.get_model_by_name(name)
    const view = figure && held.views_manager?.find_one(figure)
    if (view) return view
  }
  return null
}

/**
 * Save the figure of that name. It gets the page's own background: the canvas itself is clear.
 * @param {string} figure
 * @param {string} file
 */
export function save(figure, file) {
  const layer = find(figure)?.export("png", true).canvas
  const picture = document.createElement("canvas")
  const brush = picture.getContext("2d")
  if (!layer || !brush) return
  picture.width = layer.width
  picture.height = layer.height
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface")
  brush.fillRect(0, 0, picture.width, picture.height)
  brush.drawImage(layer, 0, 0)
  make("a", {download: `${file}.png`, href: picture.toDataURL("image/png")}).click()
}
