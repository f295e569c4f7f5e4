import assert from "node:assert/strict"
import {afterEach, suite, test} from "node:test"
import {draftOf, isKeptThroughReload, keepDraft} from "../../dashboards/assets/scripts/drafts.js"
import {standingStill} from "../../dashboards/views/school/by_hand_lines.js"

/** What a browser keeps for one tab; `room` is how many texts it takes. */
function storage(room = 9) {
  const kept = new Map()
  return {
    kept,
    getItem: key => kept.get(key) ?? null,
    removeItem: key => kept.delete(key),
    setItem: (key, text) => {
      if (kept.size >= room) throw new Error("QuotaExceededError")
      kept.set(key, text)
    },
  }
}

suite("what is typed", () => {
  afterEach(() => {
    keepDraft("decision 1 2 4-002", null)
    delete globalThis.sessionStorage
  })

  test("is kept by its key in the tab and gone once it is saved", () => {
    globalThis.sessionStorage = storage()
    keepDraft("decision 1 2 4-002", {note: "Two members left."})
    assert.deepEqual(draftOf("decision 1 2 4-002"), {note: "Two members left."})
    assert.equal(draftOf("decision 1 3 4-002"), null)
    assert.equal(isKeptThroughReload(), true)
    keepDraft("decision 1 2 4-002", null)
    assert.equal(draftOf("decision 1 2 4-002"), null)
    assert.equal(sessionStorage.kept.size, 0)
  })

  test("is kept as long as the page where the browser forbids storage, or has no room", () => {
    for (const given of [undefined, storage(0)]) {
      globalThis.sessionStorage = given
      keepDraft("decision 1 2 4-002", {note: "Two members left."})
      assert.deepEqual(draftOf("decision 1 2 4-002"), {note: "Two members left."})
      assert.equal(isKeptThroughReload(), false)
      keepDraft("decision 1 2 4-002", null)
      assert.equal(isKeptThroughReload(), true)
    }
  })
})

suite("the list of decisions", () => {
  const [first, second, third] = [{id: 7}, {id: 4}, {id: 9}]
  const shown = lines => lines.map(({decision, is}) => [decision.id, is])

  test("is what holds while nobody has pressed anything", () => {
    assert.deepEqual(shown(standingStill([first, second], null)), [
      [7, "held"],
      [4, "held"],
    ])
  })

  test("keeps an ended decision in its place, so that a second press ends no other", () => {
    const still = {lines: [first, second], ended: new Set([7])}
    assert.deepEqual(shown(standingStill([second], still)), [
      [7, "ended"],
      [4, "held"],
    ])
  })

  test("shows what came since below, and what somebody else ended without a button", () => {
    const still = {lines: [first, second], ended: new Set()}
    assert.deepEqual(shown(standingStill([third, second], still)), [
      [7, "gone"],
      [4, "held"],
      [9, "held"],
    ])
  })
})
