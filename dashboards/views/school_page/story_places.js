// Where everything stands in the picture of a school's months. Pure.

/** @import {StoryCard, StoryLine} from "../../assets/scripts/shapes.d.ts" */

/** Narrower than this nothing can be told apart. */
export const LEAST = 240
const NARROW = 620
const BETWEEN_YEARS = 0.6
const PLOT = 190
const TICKS = 4
/** By the width of the page's content: what stands beside the months, or around them. */
const BESIDE = [
  {from: 1180, taken: 470},
  {from: 940, taken: 406},
  {from: 560, taken: 34},
  {from: 0, taken: 26},
]
const WIDEST = 1344

/**
 * @typedef {object} Places
 * @property {number} width
 * @property {number} height
 * @property {number} pitch from one month to the next
 * @property {number} left
 * @property {number} right
 * @property {number} top
 * @property {number} bottom
 * @property {number} most the greatest figure that has room
 * @property {number} names where the names of rows begin
 * @property {boolean} isNarrow
 * @property {number[]} ticks
 * @property {Set<number>} starts places of months that begin a school year
 * @property {Record<"year" | "tier" | "mark" | "tierName" | "markName" | "lineName", number>} rows
 * @property {(i: number) => number} x the middle of a month
 * @property {(value: number) => number} y
 */

/**
 * How wide the picture will be in a window, before it stands there: what is drawn first then moves nothing below it.
 * @param {number} windowWidth
 */
export function expectedWidth(windowWidth) {
  const content = Math.min(WIDEST, windowWidth - (windowWidth < 900 ? 32 : 56))
  return Math.max(LEAST, content - (BESIDE.find(({from}) => content >= from)?.taken ?? 0))
}

/**
 * Round numbers from 0 up to the greatest, at most four steps.
 * @param {number} most
 */
export function scale(most) {
  const rough = Math.max(most, 1) / TICKS
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map(times => times * power).find(each => each >= rough) ?? rough)
  const count = Math.ceil(Math.max(most, 1) / step)
  return Array.from({length: count + 1}, (_, i) => i * step)
}

/**
 * Places of neighbouring months with a figure, a run for each piece of a line: none runs through a gap or the summer.
 * @param {(number | null)[]} values
 * @param {Set<number>} starts
 */
export function runs(values, starts) {
  /** @type {number[][]} */
  const found = []
  let isOpen = false
  for (const [i, value] of values.entries()) {
    if (starts.has(i)) isOpen = false
    if (value === null) {
      isOpen = false
      continue
    }
    if (isOpen) found.at(-1)?.push(i)
    else found.push([i])
    isOpen = true
  }
  return found
}

/**
 * A text in lines of about so many letters.
 * @param {string} text
 * @param {number} letters
 */
export function steps(text, letters) {
  /** @type {string[]} */
  const lines = []
  for (const part of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + part.length < letters) lines[lines.length - 1] = `${last} ${part}`
    else lines.push(part)
  }
  return lines
}

/**
 * @param {StoryCard} story
 * @param {StoryLine | null} line
 * @param {number} width
 * @returns {Places}
 */
export function layOut(story, line, width) {
  const isNarrow = width < NARROW
  const starts = new Set(story.years.map(([, at]) => at))
  const left = isNarrow ? 26 : 128
  const right = width - 4
  const months = story.months.length
  const pitch = (right - left) / (months + BETWEEN_YEARS * Math.max(0, starts.size - 1))
  const gaps = (/** @type {number} */ i) => [...starts].filter(at => at > 0 && at <= i).length
  const rows = isNarrow
    ? {year: 11, tierName: 30, tier: 36, markName: 66, mark: 72, lineName: 106}
    : {year: 11, tierName: 35, tier: 23, markName: 61, mark: 49, lineName: 92}
  const top = isNarrow ? 118 : 84
  const bottom = top + PLOT
  const check = new Set(line?.check)
  const figures = line ? [...line.own.filter((_, i) => !check.has(i)), ...line.high] : []
  const ticks = scale(Math.max(0, ...figures.map(value => value ?? 0)))
  const most = ticks.at(-1) ?? 1
  const room = story.events.length ? 1 + 0.09 * Math.min(3, story.events.length) : 1
  return {
    width,
    height: line ? bottom + 22 : rows.mark + 22,
    pitch,
    left,
    right,
    top,
    bottom: line ? bottom : rows.mark + 20,
    most,
    names: isNarrow ? left : 0,
    isNarrow,
    ticks,
    starts,
    rows,
    x: i => Math.round(10 * (left + pitch * (i + 0.5 + BETWEEN_YEARS * gaps(i)))) / 10,
    y: value => Math.round(10 * (bottom - ((bottom - top - 8) * value) / (most * room))) / 10,
  }
}
