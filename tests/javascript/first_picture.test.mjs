import assert from "node:assert/strict"
import {suite, test} from "node:test"
import {StandIn} from "../../dashboards/shell/first_picture.js"

suite("what is done before the page listens", () => {
  test("keeps the last of each wish, in the order of the last", () => {
    const standIn = new StandIn({})
    for (const message of [{open: "4-017"}, {sort: "name"}, {open: "5-007"}]) standIn.send_msg(message)
    assert.deepEqual(standIn.kept, [{sort: "name"}, {open: "5-007"}])
  })

  test("keeps each change whole", () => {
    const standIn = new StandIn({})
    const changes = [
      {change: "title", typed: "A", operation: "1"},
      {change: "title", typed: "B", operation: "2"},
    ]
    for (const message of [...changes, {change: "month"}]) standIn.send_msg(message)
    assert.deepEqual(standIn.kept, [...changes, {change: "month"}])
  })
})
