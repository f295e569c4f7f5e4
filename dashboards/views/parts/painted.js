// What stands in a card as a picture to keep, where it is no drawing but a table or bars: painted as it looks now.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {fileName, saveCanvas} from "./chart_picture.js"

const LARGER = 2
const CORNER = 8
const LEFT_OUT = "button, .unseen"

/**
 * A button that saves a card as a picture, under its title.
 * @param {string} title
 * @param {() => HTMLElement | null} card
 */
export function pictureButton(title, card) {
  const button = make("button", {type: "button", class: "save", "aria-label": gettext("PNG of {title}", {title})}, "PNG")
  button.addEventListener("click", () => {
    const shown = card()
    if (shown) savePainted(shown, fileName(title))
  })
  return button
}

/**
 * @param {HTMLElement} card
 * @param {string} file
 */
function savePainted(card, file) {
  const scrolled = [...card.querySelectorAll(".scroll")]
  for (const part of scrolled) part.scrollLeft = 0
  const hidden = Math.max(0, ...scrolled.map(part => part.scrollWidth - part.clientWidth))
  const {left, top, width, height} = card.getBoundingClientRect()
  const canvas = document.createElement("canvas")
  canvas.width = LARGER * (width + hidden)
  canvas.height = LARGER * height
  const brush = canvas.getContext("2d")
  if (!brush) return
  brush.scale(LARGER, LARGER)
  brush.translate(-left, -top)
  paint(brush, card)
  saveCanvas(canvas, canvas, file)
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Element} node
 */
function paint(brush, node) {
  const look = getComputedStyle(node)
  if (node.matches(LEFT_OUT) || look.display === "none") return
  const box = node.getBoundingClientRect()
  brush.fillStyle = look.backgroundColor
  brush.beginPath()
  brush.roundRect(box.left, box.top, box.width, box.height, Number.parseFloat(look.borderTopLeftRadius) || 0)
  brush.fill()
  if (look.clipPath !== "none") breakAxis(brush, box)
  paintCorner(brush, node, box)
  brush.save()
  if (look.overflowX === "hidden") brush.clip()
  for (const child of node.childNodes) {
    if (child instanceof Element) paint(brush, child)
    else if (child instanceof Text) paintText(brush, child, look)
  }
  brush.restore()
}

/**
 * A bar that does not begin at 0 is broken near its beginning.
 * @param {CanvasRenderingContext2D} brush
 * @param {DOMRect} box
 */
function breakAxis(brush, box) {
  brush.save()
  brush.lineWidth = 4
  brush.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface")
  brush.beginPath()
  brush.moveTo(box.left + 11, box.top - 1)
  brush.lineTo(box.left + 7, box.bottom + 1)
  brush.stroke()
  brush.restore()
}

/**
 * The corner that says that few reports were in, in a cell and in the legend.
 * @param {CanvasRenderingContext2D} brush
 * @param {Element} node
 * @param {DOMRect} box
 */
function paintCorner(brush, node, box) {
  const isCell = node.matches(".low")
  if (!isCell && !node.matches(".corner")) return
  const left = isCell ? box.right - CORNER : box.left
  const top = isCell ? box.top : box.top + (box.height - CORNER) / 2
  brush.fillStyle = getComputedStyle(node, isCell ? "::after" : "::before").borderTopColor
  brush.beginPath()
  brush.moveTo(left, top)
  brush.lineTo(left + CORNER, top)
  brush.lineTo(left + CORNER, top + CORNER)
  brush.fill()
}

/**
 * Word by word where each stands, since a line may be broken anywhere between them.
 * @param {CanvasRenderingContext2D} brush
 * @param {Text} text
 * @param {CSSStyleDeclaration} look
 */
function paintText(brush, text, look) {
  const range = document.createRange()
  // The short form is empty where figures are to stand below each other.
  brush.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`
  brush.fillStyle = look.color
  brush.textBaseline = "alphabetic"
  for (const word of text.data.matchAll(/\S+/g)) {
    range.setStart(text, word.index)
    range.setEnd(text, word.index + word[0].length)
    const box = range.getBoundingClientRect()
    const {fontBoundingBoxAscent: up, fontBoundingBoxDescent: down} = brush.measureText(word[0])
    brush.fillText(word[0], box.left, box.top + (up * box.height) / (up + down))
  }
}
