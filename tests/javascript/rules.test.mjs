import assert from "node:assert/strict"
import {mock, suite, test} from "node:test"
import {hintsOf} from "../../dashboards/views/rules/effect.js"
import {shareOf, stopInWords} from "../../dashboards/views/rules/slider.js"
import {Tries} from "../../dashboards/views/rules/tries.js"

suite("a slider's value", () => {
  const mix = {low: 0, step: 0.5, texts: ["long run only", "half and half", "recent only"]}

  test("is the word of its stop", () => {
    assert.deepEqual(
      [0, 0.5, 1].map(value => stopInWords(mix, value)),
      mix.texts,
    )
  })

  test("between two stops is the nearer one, past the last one the last", () => {
    assert.equal(stopInWords(mix, 0.3), "half and half")
    assert.equal(stopInWords(mix, 7), "recent only")
  })

  test("without words is a number of two decimals", () => {
    assert.deepEqual(
      [2, 2.5, 0.1 + 0.2, 1000].map(value => stopInWords({low: 0, step: 0.5, texts: null}, value)),
      ["2", "2.5", "0.3", "1,000"],
    )
  })

  test("stands between the ends, also where these are the same", () => {
    assert.deepEqual(
      [-1, 0, 1, 4, 9].map(value => shareOf({low: 0, high: 4}, value)),
      [0, 0, 0.25, 1, 1],
    )
    assert.equal(shareOf({low: 3, high: 3}, 3), 0)
  })
})

suite("hints beside the list", () => {
  test("say who would enter or leave before how often a school stays", () => {
    const stays = [
      {id: "A1", hint: "on the list in 9 of 10 weightings"},
      {id: "A2", hint: "would be on it in 6 of 10 weightings"},
      {id: "A3", hint: "on the list in 2 of 10 weightings"},
    ]
    assert.deepEqual(hintsOf({enter: [{id: "A2"}], leave: [{id: "A3"}], stays}), {
      A1: "on the list in 9 of 10 weightings",
      A2: "would enter",
      A3: "would leave",
    })
  })

  test("are none where nothing is near the list", () => {
    assert.deepEqual(hintsOf({enter: [], leave: [], stays: []}), {})
  })
})

suite("moved rules on their way", () => {
  /** @type {[boolean, number][]} */
  let sent = []
  const tries = () => {
    sent = []
    globalThis.requestAnimationFrame = act => {
      act(0)
      return 0
    }
    return new Tries(
      (isMoving, turn) => sent.push([isMoving, turn]),
      () => {},
    )
  }

  test("wait for the answer to those before", () => {
    const some = tries()
    mock.timers.enable({apis: ["setTimeout"]})
    some.ask(false)
    some.ask(true)
    assert.deepEqual(sent, [[true, 1]])
    assert.equal(some.isAnswer(1), true)
    some.next()
    assert.deepEqual(sent.at(-1), [false, 2])
    mock.timers.reset()
  })

  test("are sent once more where no answer comes, each time after twice as long, and no more after the answer", () => {
    const some = tries()
    mock.timers.enable({apis: ["setTimeout"]})
    some.ask(true)
    for (const [wait, turns] of [
      [2999, 1],
      [1, 2],
      [5999, 2],
      [1, 3],
    ]) {
      mock.timers.tick(wait ?? 0)
      assert.equal(sent.length, turns)
    }
    assert.equal(some.isAnswer(2), false)
    assert.equal(some.isAnswer(3), true)
    mock.timers.tick(100_000)
    assert.deepEqual(
      sent.map(([, turn]) => turn),
      [1, 2, 3],
    )
    mock.timers.reset()
  })
})
