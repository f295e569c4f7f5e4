import assert from "node:assert/strict"
import {suite, test} from "node:test"
import {fileName} from "../../dashboards/views/parts/chart_picture.js"
import {cellText} from "../../dashboards/views/parts/proof_table.js"
import {dialled} from "../../dashboards/views/school/next_step.js"
import {stairs} from "../../dashboards/views/school/stairs.js"
import {aroundPart} from "../../dashboards/views/school/why.js"

const LEFT = 8
const RIGHT = 110

suite("the staircase of reasons", () => {
  test("begins each bar where the one before ended, so that all together reach the score", () => {
    const {steps, total, line} = stairs([{points: 1}, {points: 0.5}], {typical: 0, total: 1.5, visit_list: 1.2})
    assert.deepEqual(
      steps.map(({from, to}) => [from, to]),
      [
        [LEFT, 76],
        [76, RIGHT],
      ],
    )
    assert.equal(total, RIGHT)
    assert.equal(line, 89.6)
  })

  test("takes what is less need back to the left", () => {
    const {steps, total} = stairs([{points: 2}, {points: -1, strength: true}], {typical: 0, total: 1, visit_list: 1})
    assert.deepEqual(steps[1], {low: 59, high: RIGHT, from: RIGHT, to: 59, takes: true})
    assert.equal(total, 59)
  })

  test("counts from what is typical", () => {
    assert.equal(stairs([{points: 1}], {typical: 1, total: 2, visit_list: 1.5}).line, 59)
  })

  test("has room to the left of typical for a school that needs less, and cuts no bar", () => {
    const drawn = stairs([{points: 1}, {points: -3}], {typical: 0, total: -2, visit_list: 1})
    assert.deepEqual([drawn.typical, drawn.line, drawn.total], [76, RIGHT, LEFT])
    assert.deepEqual(
      drawn.steps.map(({low, high}) => [low, high]),
      [
        [76, RIGHT],
        [LEFT, RIGHT],
      ],
    )
  })

  test("ends where all bars together end, whatever their signs", () => {
    const {steps, total} = stairs([{points: 0.4}, {points: -0.9}, {points: -0.2}], {typical: 0.1, total: -0.6, visit_list: 1.1})
    assert.equal(steps.at(-1).to, total)
  })

  test("says whether all together reaches the visit list", () => {
    assert.equal(stairs([{points: 1}], {typical: 0, total: 1, visit_list: 1}).reaches, true)
    assert.equal(stairs([{points: 1}], {typical: 0, total: 1, visit_list: 1.1}).reaches, false)
  })

  test("of no points at all stays at its foot", () => {
    const {steps, total} = stairs([{points: 0}], {typical: 1, total: 1, visit_list: 1})
    assert.deepEqual([steps[0].low, steps[0].high, total], [LEFT, LEFT, LEFT])
  })

  test("gives a line without points no step", () => {
    assert.deepEqual(stairs([{}], {typical: 0, total: 1, visit_list: 1}).steps[0].to, LEFT)
  })
})

suite("a part of a sentence that is to be seen first", () => {
  test("is named by whoever wrote the sentence", () => {
    const parts = aroundPart("About 5 in 10 schools like this", "5 in 10")
    assert.deepEqual(parts, {before: "About ", part: "5 in 10", after: " schools like this"})
  })

  test("is nothing where none is named or the sentence has no such part", () => {
    const whole = {before: "Nearly all", part: "", after: ""}
    assert.deepEqual(aroundPart("Nearly all", ""), whole)
    assert.deepEqual(aroundPart("Nearly all", "5 in 10"), whole)
  })
})

suite("a phone number", () => {
  test("is dialled without its extension and without what people write between digits", () => {
    assert.deepEqual(["555-0117 ext. 2", "+1 (503) 555.0117", "ask at the office", ""].map(dialled), ["5550117", "+15035550117", "", ""])
  })
})

suite("tables and pictures", () => {
  test("a cell nobody counted is a dash, never a zero", () => {
    assert.deepEqual([null, 0, 1250, "not counted"].map(cellText), ["–", "0", "1,250", "not counted"])
  })

  test("a picture is named after its chart, in any alphabet", () => {
    assert.equal(fileName("Families per 100 pupils"), "families-per-100-pupils")
    assert.equal(fileName("Índice: participación/mes"), "índice-participación-mes")
  })
})
