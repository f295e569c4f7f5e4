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

/** How shapes and letters look is said by stylesheets of the page, which a picture of its own does not have. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "paint-order", "font"]

/**
 * Save a drawing of ours as it looks now, twice as large.
 * @param {SVGSVGElement} drawing
 * @param {string} file
 */
export function saveDrawing(drawing, file) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true))
  const shown = [...drawing.querySelectorAll("*")]
  for (const [i, node] of [...copy.querySelectorAll("*")].entries()) {
    const look = getComputedStyle(/** @type {Element} */ (shown[i]))
    node.setAttribute("style", LOOKS.map(name => `${name}:${look.getPropertyValue(name)}`).join(";"))
  }
  const [width, height] = [drawing.clientWidth, drawing.clientHeight].map(size => 2 * size)
  const picture = new Image(width, height)
  picture.addEventListener("load", () => {
    const canvas = document.createElement("canvas")
    canvas.width = width ?? 0
    canvas.height = height ?? 0
    saveCanvas(canvas, picture, file)
  })
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
}

/** Behind a picture where no page of ours says its colour: in a notebook. */
const PAPER = "#FFFFFF"

/**
 * The page's own background, since what is drawn on it is clear, and the picture on it.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasImageSource} drawn
 * @param {string} file
 */
export function saveCanvas(canvas, drawn, file) {
  const brush = canvas.getContext("2d")
  if (!brush) return
  brush.resetTransform()
  brush.globalCompositeOperation = drawn === canvas ? "destination-over" : "source-over" // what is painted stays on top
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface") || PAPER
  brush.fillRect(0, 0, canvas.width, canvas.height)
  if (drawn !== canvas) brush.drawImage(drawn, 0, 0, canvas.width, canvas.height)
  make("a", {download: `${file}.png`, href: canvas.toDataURL("image/png")}).click()
}

/**
 * Save the figure of that name.
 * @param {string} figure
 * @param {string} file
 */
export function save(figure, file) {
  const layer = find(figure)?.export("png", true).canvas
  if (!layer) return
  const canvas = document.createElement("canvas")
  canvas.width = layer.width
  canvas.height = layer.height
  saveCanvas(canvas, layer, file)
}
