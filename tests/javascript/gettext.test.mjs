import assert from "node:assert/strict"
import {afterEach, beforeEach, suite, test} from "node:test"
import {gettext, language, listed, ngettext, number} from "../../dashboards/assets/scripts/gettext.js"

/** A page that carries these texts, as page.html writes them; counts how often they are read. */
function page(lang, texts) {
  let reads = 0
  const element = {
    lang,
    get textContent() {
      reads += 1
      return JSON.stringify(texts)
    },
  }
  globalThis.document = {getElementById: id => (id === "catalogue" ? element : null)}
  return () => reads
}

function notebook() {
  globalThis.document = {getElementById: () => null, documentElement: {lang: "es"}}
}

beforeEach(() => {
  delete globalThis.partnershipSpoken
})
afterEach(() => {
  delete globalThis.document
  delete globalThis.partnershipSpoken
})

suite("English", () => {
  test("is the text itself, its names filled in", () => {
    page("en", {})
    assert.equal(gettext("Leave out {filter}", {filter: "Lakeview"}), "Leave out Lakeview")
  })

  test("has one form for one and another for all else", () => {
    page("en", {})
    const schools = count => ngettext("{count} school", "{count} schools", count)
    assert.deepEqual([0, 1, 2, 2500].map(schools), ["0 schools", "1 school", "2 schools", "2,500 schools"])
  })

  test("is spoken where there is no page, whatever the language around it", () => {
    notebook()
    assert.equal(language(), "en")
    assert.equal(gettext("Close"), "Close")
    assert.equal(number(1250.5), "1,250.5")
  })

  test("is spoken where there is no document at all", () => {
    assert.equal(ngettext("{count} school", "{count} schools", 1), "1 school")
  })
})

suite("another language", () => {
  const SPANISH = {
    Close: "Cerrar",
    "{month} {count}": "{count} en {month}",
    "{count} school": {one: "{count} escuela", many: "{count} de escuelas", other: "{count} escuelas"},
    ", ": "; ",
  }

  test("says its own text, in its own order", () => {
    page("es", SPANISH)
    assert.equal(gettext("Close"), "Cerrar")
    assert.equal(gettext("{month} {count}", {month: "mayo", count: 3}), "3 en mayo")
    assert.equal(listed(["a", "b"]), "a; b")
  })

  test("chooses among its own plurals and writes its own numbers", () => {
    page("es", SPANISH)
    const schools = count => ngettext("{count} school", "{count} schools", count)
    assert.deepEqual([1, 2, 12500].map(schools), ["1 escuela", "2 escuelas", "12.500 escuelas"])
    assert.equal(number(2.5), "2,5")
  })

  test("of four plural forms takes the one its rules name", () => {
    page("pl", {"{count} month": {one: "{count} miesiąc", few: "{count} miesiące", many: "{count} miesięcy", other: "{count} miesiąca"}})
    const months = count => ngettext("{count} month", "{count} months", count)
    assert.deepEqual([1, 3, 5, 22].map(months), ["1 miesiąc", "3 miesiące", "5 miesięcy", "22 miesiące"])
  })

  test("is English where it has no text, by the rules of English", () => {
    page("fr", {})
    assert.equal(gettext("Close"), "Close")
    assert.equal(ngettext("{count} pupil", "{count} pupils", 0), "0 pupils")
  })

  test("is read when the first text is said, and once", () => {
    const reads = page("es", SPANISH)
    assert.equal(reads(), 0)
    for (let i = 0; i < 5; i++) gettext("Close")
    number(3)
    assert.equal(reads(), 1)
  })
})

suite("values", () => {
  test("are not read as patterns", () => {
    page("en", {})
    assert.equal(gettext("{name} cluster", {name: "{name} $& $1"}), "{name} $& $1 cluster")
  })

  test("that are missing leave the name to be seen", () => {
    page("en", {})
    assert.equal(gettext("{head}, {year}", {head: "Reports"}), "Reports, {year}")
  })

  test("of a name every object has are no texts", () => {
    page("es", {})
    assert.equal(gettext("constructor"), "constructor")
    assert.equal(ngettext("toString", "{count} toString", 2), "2 toString")
  })
})
