import assert from "node:assert/strict"
import {suite, test} from "node:test"
import {MARK_LOOKS, monthsInWords} from "../../dashboards/assets/scripts/marks.js"
import {box, cross, full, round, zero} from "../../dashboards/assets/scripts/paths.js"
import {marksExplained, tiersExplained} from "../../dashboards/shell/legend.js"

const MONTHS = [
  {code: "2025-09", letter: "S", name: "September"},
  {code: "2025-10", letter: "O", name: "October"},
]

suite("months in words", () => {
  test("name each month with what its mark means", () => {
    const words = {accepted: "accepted", missing: "missing"}
    assert.equal(monthsInWords(["accepted", "missing"], MONTHS, words), "September accepted, October missing")
  })

  test("say the code of a mark nobody has words for", () => {
    assert.equal(monthsInWords(["lost"], MONTHS, {}), "September lost")
  })
})

suite("the legend", () => {
  test("explains the marks that have words, in the order they are drawn", () => {
    assert.deepEqual(marksExplained({missing: "missing", accepted: "accepted", unknown: "?"}), ["accepted", "missing"])
  })

  test("explains the zero once", () => {
    const words = Object.fromEntries(Object.keys(MARK_LOOKS).map(code => [code, code]))
    const zeros = marksExplained(words).filter(code => code.endsWith("_zero"))
    assert.deepEqual(zeros, ["accepted_zero"])
  })

  test("explains the corner of late ones once, and no dash on a report that waits", () => {
    const words = Object.fromEntries(Object.keys(MARK_LOOKS).map(code => [code, code]))
    assert.deepEqual(
      marksExplained(words).filter(code => code.endsWith("_late") || code.endsWith("_nil")),
      ["accepted_late"],
    )
  })

  test("explains nothing in a year without reports", () => {
    assert.deepEqual(marksExplained({}), [])
  })

  test("explains tiers beside the months picture only, and a steady school has no shape there", () => {
    const tiers = [{code: "extra_support"}, {code: "steady"}]
    assert.deepEqual(tiersExplained(tiers, "months"), [{code: "extra_support"}])
    assert.deepEqual(tiersExplained(tiers, "list"), [])
    assert.deepEqual(tiersExplained(tiers, undefined), [])
  })
})

suite("shapes", () => {
  test("are whole numbers or have two decimals", () => {
    assert.deepEqual([0.125, 2 / 3, 7].map(round), [0.13, 0.67, 7])
  })

  test("a box goes round its four corners and closes", () => {
    assert.equal(box(0, 0, 12, 14, 2), "M2 0h8a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2z")
  })

  test("stand in the box they are given", () => {
    assert.match(full(14, 0, 12, 14), /^M16.5 0h7a/)
    assert.equal(cross(0, 0, 12, 14), "M3.6 4.6l4.8 4.8m0-4.8l-4.8 4.8")
    assert.equal(zero(0, 0, 12, 14), "M4 7a2 3 0 1 0 4 0a2 3 0 1 0-4 0z")
  })

  test("a received month without an activity keeps its own box and gets a zero", () => {
    for (const code of ["accepted", "to_review"]) {
      assert.equal(MARK_LOOKS[`${code}_zero`][0], MARK_LOOKS[code][0])
      assert.equal(MARK_LOOKS[`${code}_zero`][1][0], zero)
      assert.equal(MARK_LOOKS[`${code}_zero`].length, 2)
    }
  })

  test("late is a corner on whatever the report became", () => {
    for (const code of ["accepted", "to_review", "returned", "nil", "to_review_nil", "accepted_zero", "to_review_zero"]) {
      const looks = MARK_LOOKS[`${code}_late`]
      assert.deepEqual(looks.slice(0, -2), MARK_LOOKS[code])
    }
  })
})
