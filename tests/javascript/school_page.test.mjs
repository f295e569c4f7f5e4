// Where everything stands in the picture of a school's months.
import assert from "node:assert/strict"
import {test} from "node:test"
import {expectedWidth, layOut, runs, scale, steps} from "../../dashboards/views/school_page/story_places.js"

test("a line runs neither through a month without a figure nor through the summer", () => {
  assert.deepEqual(runs([1, 2, null, 3, 4, 5], new Set([0, 4])), [[0, 1], [3], [4, 5]])
  assert.deepEqual(runs([null, null], new Set([0])), [])
})

test("the axis has round numbers from 0 beyond the greatest figure, at most four steps", () => {
  assert.deepEqual(scale(10.4), [0, 5, 10, 15])
  assert.deepEqual(scale(4), [0, 1, 2, 3, 4])
  assert.deepEqual(scale(0), [0, 1])
  assert.deepEqual(scale(118), [0, 50, 100, 150])
})

test("a unit is broken into lines of about so many letters", () => {
  assert.deepEqual(steps("per 100 pupils at a typical activity", 16), ["per 100 pupils", "at a typical", "activity"])
})

const months = Array.from({length: 20}, () => ({name: "", short: "", tier: "", tier_label: "", mark: "", mark_label: "", missing: false}))
const line = {
  code: "reach",
  title: "",
  unit: "",
  own: [40, 480],
  check: [1],
  low: [null],
  middle: [null],
  high: [30],
  peers: "",
  sentence: "",
  table: {title: "", columns: [], rows: [], note: ""},
}
const story = {
  about: "",
  years: [
    ["2024-25", 0],
    ["2025-26", 10],
  ],
  months,
  lines: [line],
  events: [],
  none: "",
}

test("every month has its place inside the picture, however wide it is, and the years stand apart", () => {
  for (const width of [300, 619, 620, 1200]) {
    const {x, left, right, pitch} = layOut(story, line, width)
    assert.ok(x(0) > left && x(19) < right)
    assert.ok(x(10) - x(9) > 1.5 * (x(9) - x(8)))
    assert.ok(Math.abs(x(9) - x(8) - pitch) < 0.2)
  }
})

test("a figure to be checked does not stretch the axis", () => {
  const {most, y, top, bottom} = layOut(story, line, 900)
  assert.equal(most, 40)
  assert.ok(y(40) >= top && y(0) === bottom)
})

test("what is drawn before the page is laid out has the width it will get", () => {
  assert.deepEqual([390, 1024, 1440, 2000].map(expectedWidth), [332, 562, 874, 874])
})
