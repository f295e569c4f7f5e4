// What the page says outside its components: answer, count, notice, figures, stamp, and the address.
const byId = id => document.getElementById(id)
const write = (id, text) => { const node = byId(id); if (node && node.textContent !== text) node.textContent = text }
const base = document.documentElement

function link(address, attributes, ...children) {
  return make("a", {...attributes, "data-address": true, href: address || location.pathname}, ...children)
}

function legend(model) {
  const {marks = {}, tiers = []} = JSON.parse(model.vocabulary || "{}")
  const shown = Object.keys(MARK_LOOKS).filter(code => marks[code] && (!code.endsWith("_zero") || code === "accepted_zero"))
  const months = shown.map(code => make("li", {}, marksSvg([code], {width: 12, height: 14, pitch: 14}), marks[code]))
  const inMonths = base.dataset.view === "months" ? tiers.filter(tier => tier.code !== "steady") : []
  byId("legend")?.replaceChildren(...(shown.length ? months : []), ...inMonths.map((tier, i) => make("li", {class: i ? null : "apart"}, tierIcon(tier.code, 12), tier.label)))
}

function figures(words) {
  const place = byId("figures")
  place.hidden = !words.figures.length
  place.replaceChildren(make("b", {}, words.figures_title), ...words.figures.flatMap(figure => [
    figure.apart ? make("i") : null,
    figure.address ? link(figure.address, {class: figure.attention ? "attention" : null}, figure.text) : make("span", {class: figure.attention ? "attention" : null}, figure.text),
  ].filter(Boolean)))
}

// Few names stand in the line itself; the reasons, and many names, open below it.
const NAMES_IN_LINE = 4

function schoolLink(school) {
  const name = link(school.address, {}, school.name)
  name.addEventListener("click", () => told(name, "school-opened"))
  return name
}

function news(words) {
  const place = byId("news"), {head, none, district, groups = []} = words.news ?? {}
  place.hidden = !head && !district
  if (place.hidden) return place.replaceChildren()
  const inLine = groups.reduce((count, group) => count + group.schools.length, 0) <= NAMES_IN_LINE
  const parts = groups.flatMap((group, i) => [i ? group.follows ? ", " : "; " : "", group.text,
    ...(inLine ? [" (", ...group.schools.flatMap((school, at) => [at ? ", " : "", schoolLink(school)]), ")"] : [])])
  const list = make("ul", {id: "news-why", hidden: !place.querySelector("button[aria-expanded=true]")}, ...groups.map(group =>
    make("li", {}, make("b", {}, group.title), ": ", ...group.schools.flatMap((school, at) => [at ? "; " : "", schoolLink(school), ` (${school.why})`]))))
  const button = make("button", {type: "button", class: "text", "aria-controls": "news-why", "aria-expanded": String(!list.hidden)}, inLine ? "Why" : "Names and why")
  button.addEventListener("click", () => {
    list.hidden = !list.hidden
    button.setAttribute("aria-expanded", String(!list.hidden))
  })
  place.replaceChildren(make("p", {}, head ? make("span", {}, make("b", {}, head), " ", none || "", ...parts, groups.length ? button : "") : "", district ? make("span", {}, district) : ""), list)
}

function show(words) {
  write("answer", words.answer)
  write("showing", words.showing)
  write("showing-short", words.showing_short)
  write("printed", [words.showing, ...words.chips.map(chip => chip.label)].join(" · "))
  if (words.title) document.title = words.title
  const notice = byId("notice")
  notice.hidden = !words.notice
  notice.className = `message ${words.notice_kind}`
  notice.querySelector("span").textContent = words.notice
  byId("chips").replaceChildren(...words.chips.map(chip => link(chip.address, {class: "chip", "aria-label": `Leave out ${chip.label}`}, chip.label, icon("close", 12))))
  const on = byId("filters-on")
  on.hidden = !words.chips.length
  on.textContent = words.chips.length
  for (const reset of document.querySelectorAll("a.reset")) reset.setAttribute("href", words.reset || location.pathname)
  figures(words)
  news(words)
  byId("stamp").replaceChildren(...words.stamp.map(([label, value]) => make("span", {}, `${label} `, make("b", {}, value))),
    words.method ? make("a", {href: words.method}, "How this is worked out") : "")
  for (const [tier, count] of Object.entries(words.counts)) base.style.setProperty(`--count-${tier}`, `"${Number(count)}"`)
  byId("what-if-button")?.toggleAttribute("hidden", !words.what_if)
  base.dataset.view = words.view
  base.dataset.detail = words.opened ? "open" : "closed"
  const find = byId("find")
  if (find && document.activeElement !== find) find.value = words.find
}

// The connection comes and goes under an open page. Bokeh's own reconnecting cannot restore a page that holds charts
// (their numbers travel once), so the page is loaded again from its address as soon as the server answers; while
// somebody is writing, or right after a load, it asks first.
const SETTLES = 10_000, ASKS_AGAIN = 3_000

function unsaved() {
  const field = window.partnership.focused()
  return field?.id !== "find" && ["INPUT", "TEXTAREA"].includes(field?.tagName) && !["checkbox", "radio", "button"].includes(field.type) && field.value !== ""
}

function watchConnection(held) {
  const message = byId("connection"), words = message.querySelector("span"), again = message.querySelector("button"), loaded = Date.now()
  const tell = (strong, rest, button) => {
    words.replaceChildren(make("b", {}, strong), ` ${rest}`)
    message.hidden = false
    again.hidden = !button
  }
  async function look() {
    const back = await fetch("assets/logo.svg", {cache: "no-store"}).then(answer => answer.ok, () => false)
    if (!back) setTimeout(look, ASKS_AGAIN)
    else if (unsaved() || Date.now() - loaded < SETTLES) tell("The connection is back.", "Copy what you have typed, then load the page again.", true)
    else location.reload()
  }
  again.textContent = "Load again"
  again.addEventListener("click", () => location.reload())
  held.config.setv({reconnect_session: false}, {sync: false})
  held.on_event("connection_lost", () => {
    tell("The connection is lost.", "Reconnecting; what you see and typed is kept.", false)
    setTimeout(look, 1_000)
  })
}

function listen(model) {
  addEventListener("popstate", () => model.send_msg({address: location.search}))
  addEventListener("click", event => {
    const anchor = event.target.closest?.("a[data-address]")
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    model.send_msg({address: anchor.search})
  })
  const find = byId("find")
  find?.addEventListener("input", () => model.send_msg({find: find.value.slice(0, 200)}))
  find?.addEventListener("keydown", event => {
    if (event.key !== "Enter") return
    model.send_msg({first: true})
    told(find, "school-opened")
  })
}

export function render({model, view}) {
  const move = how => {
    const {address} = model.words
    if (location.search !== address) history[how](null, "", address || location.pathname)
  }
  show(model.words)
  legend(model)
  if (!base.dataset.listening) {                  // a second drawing of this component must not answer twice
    base.dataset.listening = "yes"
    watchConnection(view.model.document)
    listen(model)
    move("replaceState")
    if (model.words.opened) window.partnership.drawer("detail")   // a link to a school; a wide page shows it anyway
  }
  model.on("vocabulary", () => legend(model))
  model.on("words", () => {
    const before = base.dataset.view
    show(model.words)
    if (before !== base.dataset.view) legend(model)
    move(model.words.replace ? "replaceState" : "pushState")
  })
}
