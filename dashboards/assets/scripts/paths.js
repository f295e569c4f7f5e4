// The shapes of marks as SVG paths, each inside the box it is given. Pure.

/** @import {Shape} from "./page.d.ts" */

/** @param {number} number */
export const round = number => Math.round(number * 100) / 100

/**
 * A box with round corners.
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {number} r
 */
export function box(x, y, w, h, r) {
  const across = round(w - 2 * r)
  const down = round(h - 2 * r)
  const turn = `a${r} ${r} 0 0 1`
  return (
    `M${round(x + r)} ${round(y)}h${across}${turn} ${r} ${r}v${down}${turn}-${r} ${r}` +
    `h-${across}${turn}-${r}-${r}v-${down}${turn} ${r}-${r}z`
  )
}

/** @type {Shape} */
export const full = (x, y, w, h) => box(x, y, w, h, 2.5)
/** @type {Shape} */
export const inset = (x, y, w, h) => box(x + 0.75, y + 0.75, w - 1.5, h - 1.5, 2)
/** @type {Shape} */
export const hairline = (x, y, w, h) => box(x + 0.5, y + 0.5, w - 1, h - 1, 2.5)
/**
 * What is cut off a box at its upper right, a little wider than the corner that stands in the gap.
 * @type {Shape}
 */
export const notch = (x, y, w) => `M${round(x + w - 8)} ${round(y - 0.5)}h8.5v8.5z`
/** @type {Shape} */
export const corner = (x, y, w) => `M${round(x + w - 6)} ${y}h3.5a2.5 2.5 0 0 1 2.5 2.5v3.5z`
/** @type {Shape} */
export const dot = (x, y, w, h) => `M${x + w / 2 - 2} ${y + h / 2}a2 2 0 1 0 4 0a2 2 0 1 0-4 0z`
/** @type {Shape} */
export const cross = (x, y, w, h) => `M${round(x + w / 2 - 2.4)} ${round(y + h / 2 - 2.4)}l4.8 4.8m0-4.8l-4.8 4.8`
/** @type {Shape} */
export const arrow = (x, y, w, h) => `M${round(x + w / 2 + 2.3)} ${y + h / 2}h-4.6m1.8-2.2-2 2.2 2 2.2`
/** @type {Shape} */
export const dash = (x, y, w, h) => `M${round(x + w / 2 - 2.6)} ${y + h / 2}h5.2`
/** @type {Shape} */
export const slash = (x, y, w, h) => `M${x + 1.5} ${y + h - 1.5}L${x + w - 1.5} ${y + 1.5}`
/** @type {Shape} */
export const halfFull = (x, y, w, h) => `M${x + 2} ${y + h / 2}h${w - 4}v${h / 2 - 2}h-${w - 4}z`
/**
 * A received report without an activity is its box with a 0: an ellipse, so that it reads at any size.
 * @type {Shape}
 */
export const zero = (x, y, w, h) => `M${round(x + w / 2 - 2)} ${y + h / 2}a2 3 0 1 0 4 0a2 3 0 1 0-4 0z`
