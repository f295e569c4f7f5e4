import assert from "node:assert/strict"
import {afterEach, beforeEach, mock, suite, test} from "node:test"
import {failureOf, watchFailures} from "../../dashboards/shell/failed.js"

const HERE = "http://localhost:5006"
const PLANTED = "Ana Lopez typed 480 at 9:30:15\n    at meet (bundles/what_if.js:1:1)"

/** An error with a stack of these addresses, as Chromium writes it. */
function failing(places, Kind = TypeError) {
  const error = new Kind(PLANTED)
  error.stack = `${error.name}: ${PLANTED}\n${places.map((place, i) => (i % 2 ? `    at ${place}` : `    at run (${place})`)).join("\n")}`
  return error
}

/** A page that is listened to: what it told the server, and what it shows. */
function open({path = "/partnership/triage"} = {}) {
  const heard = {}
  const span = {
    text: "",
    replaceChildren(text) {
      this.text = text
    },
  }
  const message = {hidden: true, querySelector: () => span}
  const told = []
  const root = {dataset: {}}
  globalThis.location = {origin: HERE, pathname: path}
  globalThis.document = {documentElement: root, getElementById: id => (id === "failed" ? message : null)}
  globalThis.addEventListener = (name, react) => {
    heard[name] = react
  }
  globalThis.fetch = async (address, {body}) => {
    const id = `3fa91c0${told.push([address, Object.fromEntries(body)])}`
    return {ok: true, json: async () => ({id})}
  }
  watchFailures()
  const fail = (error, message = "") => heard.error({error, message, filename: "", lineno: 0, colno: 0})
  const wait = async (milliseconds = 1_000) => {
    mock.timers.tick(milliseconds)
    for (let i = 0; i < 9; i++) await null
  }
  return {heard, message, span, told, root, fail, wait}
}

beforeEach(() => mock.timers.enable({apis: ["setTimeout"]}))
afterEach(() => {
  mock.timers.reset()
  for (const name of ["location", "document", "addEventListener", "fetch"]) delete globalThis[name]
})

suite("where a script failed", () => {
  const placesOf = (...places) => {
    open()
    return failureOf(failing(places))?.places
  }

  test("is told by the names of our scripts and of Bokeh's, from inside out, four places at most", () => {
    const bokeh = `${HERE}/partnership/static/js/bokeh.min.js?v=6acf:249:5887`
    assert.equal(placesOf(bokeh, "bundles/frame.js:2:40"), "bokeh.min.js:249:5887 frame.js:2:40")
    assert.equal(placesOf(`blob:${HERE}/7a-1:3:9`, `${HERE}/partnership/triage?as=m.alvarez&school=4:12:1`), "module:3:9 page:12:1")
    assert.equal(placesOf(...Array(9).fill(bokeh))?.split(" ").length, 4)
  })

  test("holds neither the text of the error nor an address", () => {
    open()
    const failure = failureOf(failing([`${HERE}/partnership/triage?as=m.alvarez:12:1`, "bundles/frame.js:2:40"]))
    assert.deepEqual(failure, {kind: "TypeError", places: "page:12:1 frame.js:2:40"})
  })

  test("is read as Firefox and Safari write it", () => {
    open()
    const error = failing([])
    error.stack = `run@bundles/frame.js:2:40\n@${HERE}/static/js/bokeh.min.js?v=1:3:4\n`
    assert.equal(failureOf(error).places, "frame.js:2:40 bokeh.min.js:3:4")
  })

  test("is no matter of ours in an extension, on another site, in the console, or nowhere", () => {
    assert.equal(placesOf("chrome-extension://abc/bundles/frame.js:1:2", "bundles/frame.js:2:40"), undefined)
    assert.equal(placesOf("http://localhost:5007/static/js/bokeh.min.js:1:2"), undefined)
    assert.equal(placesOf("<anonymous>:1:2"), undefined)
    assert.equal(placesOf(), undefined)
    for (const thrown of [null, undefined, "a text", 5, {stack: "at x (bundles/frame.js:2:40)"}]) assert.equal(failureOf(thrown), null)
  })

  test("is left to what called it where a built-in function or the console threw it", () => {
    assert.equal(placesOf("<anonymous>", "<anonymous>:1:2", "bundles/page.js:2:4609"), "page.js:2:4609")
  })

  test("is what the browser says where an error has no stack, as of a script it cannot read", () => {
    open()
    const at = {filename: `${HERE}/static/extensions/panel/panel.min.js?v=2`, lineno: 5, colno: 6}
    assert.deepEqual(failureOf("a text", at), {kind: "", places: "panel.min.js:5:6"})
    assert.equal(failureOf(null, {filename: "https://evil.test/x.js", lineno: 5, colno: 6}), null)
  })
})

suite("a page whose script fails", () => {
  const once = failing(["bundles/frame.js:2:40"])

  test("tells the server, and shows the id it is given", async () => {
    const {fail, wait, told, message, span} = open()
    fail(once)
    await wait()
    assert.deepEqual(told, [["script-failed", {page: "triage", kind: "TypeError", places: "frame.js:2:40"}]])
    assert.equal(message.hidden, false)
    assert.match(span.text, /went wrong on this page \(id 3fa91c01\)/)
  })

  test("tells of a promise that nobody waited for", async () => {
    const {heard, wait, told} = open()
    heard.unhandledrejection({reason: failing(["bundles/plan.js:2:7"], RangeError)})
    await wait()
    assert.deepEqual(told[0][1], {page: "triage", kind: "RangeError", places: "plan.js:2:7"})
  })

  test("tells three times at most, each place once, and keeps the first id on screen", async () => {
    const {fail, wait, told, span} = open()
    for (let i = 0; i < 1_000; i++) fail(failing([`bundles/frame.js:2:${i % 100}`]))
    await wait()
    fail(failing(["bundles/frame.js:3:1"]))
    await wait()
    assert.deepEqual(
      told.map(([, {places}]) => places),
      ["frame.js:2:0", "frame.js:2:1", "frame.js:2:2"],
    )
    assert.match(span.text, /3fa91c01/)
  })

  test("says nothing of a loop of sizes", async () => {
    const {heard, wait, told} = open()
    const seen = {filename: `${HERE}/partnership/triage`, lineno: 0, colno: 0}
    heard.error({error: null, message: "ResizeObserver loop completed with undelivered notifications.", ...seen})
    heard.error({error: null, message: "ResizeObserver loop limit exceeded", ...seen})
    await wait()
    assert.deepEqual(told, [])
  })

  test("says nothing while it is left, and does again where somebody stays", async () => {
    const {heard, fail, wait, told} = open()
    heard.beforeunload()
    fail(once)
    await wait()
    assert.deepEqual(told, [])
    await wait(2_000)
    fail(failing(["bundles/frame.js:5:5"]))
    await wait()
    assert.equal(told.length, 1)
    heard.pagehide()
    fail(failing(["bundles/frame.js:6:6"]))
    await wait()
    assert.equal(told.length, 1)
  })

  test("says nothing where its connection is lost a moment later", async () => {
    const {root, fail, wait, told} = open()
    fail(once)
    root.dataset.connection = "lost"
    await wait()
    assert.deepEqual(told, [])
  })

  test("shows nothing where the server gives no id, or cannot be reached", async () => {
    for (const answer of [{ok: false}, {ok: true, json: async () => ({id: "<b>x</b>"})}, null]) {
      const {fail, wait, message} = open()
      globalThis.fetch = async () => answer ?? Promise.reject(new TypeError("Failed to fetch"))
      fail(once)
      await wait()
      assert.equal(message.hidden, true)
    }
  })
})
