// Elements made of tags, attributes and text. Text of rows and files becomes text nodes and attributes only: nothing
// here, or in any script of the pages, reads a string as markup.

/** @import {Elements, Child, Attributes} from "./page.d.ts" */

const SVG = "http://www.w3.org/2000/svg"
const SVG_TAGS = new Set(["svg", "path", "rect", "circle", "g", "text", "title"])

/**
 * An element; `true` is an attribute without a value, nothing or `false` is no attribute and no child.
 * @template {keyof Elements} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {Elements[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value))
  }
  add(node, children)
  return /** @type {Elements[Tag]} */ (node)
}

/** @param {Element} node @param {Child[]} children nothing and `false` are none */
function add(node, children) {
  for (const child of children) if (child !== null && child !== undefined && child !== false) node.append(child)
}

/**
 * Say something of an element, unless it is said already.
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value null: the attribute goes
 */
export function note(node, name, value) {
  if (node.getAttribute(name) === value) return
  if (value === null) node.removeAttribute(name)
  else node.setAttribute(name, value)
}

/**
 * Put these inside, unless the same stands there already: then nothing is styled and placed anew, and the keyboard stays.
 * @param {HTMLElement} node
 * @param {Child[]} children
 */
export function fill(node, ...children) {
  const wanted = /** @type {HTMLElement} */ (node.cloneNode())
  add(wanted, children)
  if (!node.isEqualNode(wanted)) node.replaceChildren(...wanted.childNodes)
}

/**
 * Tell the page that something happened here, through every shadow root around it.
 * @param {Element} node
 * @param {string} name
 * @param {unknown} [detail] what is known about it
 */
export const told = (node, name, detail) => node.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, detail}))

/**
 * The nearest element that fits, from where something happened outwards.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const around = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null)

/**
 * Draw anew, and leave the keyboard on the school where it stood: on the row or button with the same data-id.
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function keepingPlace(element, draw) {
  const root = element.getRootNode()
  const at = root instanceof ShadowRoot ? root.activeElement : null
  const id = at && element.contains(at) ? at.closest("[data-id]")?.getAttribute("data-id") : null
  draw()
  const again = id && element.querySelector(`[data-id="${CSS.escape(id)}"]`)
  const button = again && (again.matches("button") ? again : again.querySelector("button"))
  if (button instanceof HTMLElement) button.focus({preventScroll: true})
}

/**
 * The link that a click follows on this page; none where it opens another tab, or is no click on one.
 * @param {MouseEvent} event
 * @param {string} selector
 */
export function followed(event, selector) {
  const link = around(event, selector)
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
  return link instanceof HTMLAnchorElement && !isElsewhere ? link : null
}

/**
 * Is a key that changes what the others mean held down?
 * @param {KeyboardEvent | MouseEvent} event
 */
export const isModified = event => event.altKey || event.ctrlKey || event.metaKey

/**
 * Do something once what has been drawn is on screen; not in a tab that nobody looks at.
 * @param {() => void} react
 */
export const afterPaint = react => requestAnimationFrame(() => setTimeout(react))

/**
 * Where a key leads in a list of so many, from the one at `here`; nowhere for another key.
 * @param {string} key
 * @param {number} here
 * @param {number} count
 */
export function ledTo(key, here, count) {
  /** @type {Record<string, number>} */
  const ways = {ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: count - 1}
  const next = ways[key]
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next))
}
