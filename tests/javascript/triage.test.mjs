import assert from "node:assert/strict"
import {suite, test} from "node:test"
import {tracks, USUAL} from "../../dashboards/views/triage/columns.js"
import {activitiesInWords, sparkPaths} from "../../dashboards/views/triage/sparkline.js"

const MONTHS = ["September", "October", "November"].map(name => ({code: name, letter: name[0], name}))

suite("a sparkline", () => {
  test("draws a figure to be checked as a hollow dot that neither joins the line nor sets its scale", () => {
    const drawn = sparkPaths({activities: [1, 1, 1], reach: [5, 200, 10], check: [1]}, 3)
    assert.equal(drawn.line, "M3.3 7M47.3 2")
    assert.deepEqual(drawn.hollow, [{x: 25.3, y: 2.3}])
  })

  test("draws a bar for activities, a base for none and for no report, and a line through reach", () => {
    const drawn = sparkPaths({activities: [3, 0, null], reach: [10, 5, null]}, 3)
    assert.equal(drawn.bars, "M3.3 28v-7.6")
    assert.equal(drawn.bases, "M23.3 27.5h4M45.3 27.5h4")
    assert.equal(drawn.line, "M3.3 2L25.3 7")
    assert.deepEqual(drawn.ends, [{x: 25.3, y: 7}])
  })

  test("breaks its line at a month without a report and marks both ends", () => {
    const drawn = sparkPaths({activities: [1, null, 1], reach: [8, null, 4]}, 3)
    assert.equal(drawn.line, "M3.3 2M47.3 7")
    assert.deepEqual(
      drawn.ends.map(end => end.x),
      [3.3, 47.3],
    )
  })

  test("gives few activities low bars, and many the full height", () => {
    assert.equal(sparkPaths({activities: [6], reach: []}, 1).bars, "M3.3 28v-14.6")
    assert.equal(sparkPaths({activities: [12], reach: []}, 1).bars, "M3.3 28v-14.6")
    assert.equal(sparkPaths({activities: [1], reach: []}, 1).bars, "M3.3 28v-2.93")
  })

  test("of nothing is nothing", () => {
    assert.deepEqual(sparkPaths({activities: [], reach: []}, 0), {bars: "", bases: "", line: "", ends: [], hollow: []})
    assert.equal(sparkPaths({activities: [0], reach: [0]}, 1).line, "M3.3 12")
  })

  test("says its months in words, up to the last one that is known", () => {
    assert.equal(activitiesInWords([2, null], MONTHS), "Activities: September 2, October no report")
    assert.equal(activitiesInWords([0, 0, 1], MONTHS), "Activities: September 0, October 0, November 1")
  })
})

suite("the list", () => {
  test("gives a name more room where no sentence stands beside it", () => {
    assert.match(tracks(USUAL, "wide"), /^134px minmax\(180px, 1fr\) 138px/)
    assert.match(tracks(["school", "survey"], "wide"), /^minmax\(190px, 1.6fr\) minmax\(110px, 1fr\)$/)
  })
})
