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

function show(words) {
  write("answer", words.answer)
  write("showing", words.showing)
  write("showing-short", words.showing_short)
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
  byId("stamp").replaceChildren(...words.stamp.map(([label, value]) => make("span", {}, `${label} `, make("b", {}, value))))
  for (const [tier, count] of Object.entries(words.counts)) base.style.setProperty(`--count-${tier}`, `"${Number(count)}"`)
  base.dataset.view = words.view
  base.dataset.detail = words.opened ? "open" : "closed"
  const find = byId("find")
  if (find && document.activeElement !== find) find.value = words.find
}

// The connection comes and goes under an open page; what was typed stays where it is.
function watchConnection(held) {
  const message = byId("connection"), words = message.querySelector("span"), again = message.querySelector("button")
  held.on_event("connection_lost", (_, event) => {
    message.hidden = false
    again.hidden = event.timeout !== null
    again.onclick = () => event.reconnect()
    const strong = make("b", {}, "The connection is lost.")
    words.replaceChildren(strong, event.timeout === null ? " What you see and typed is kept." : " Reconnecting; what you see and typed is kept.")
  })
  held.on_event("client_reconnected", () => { message.hidden = true; say("Connected again") })
}

export function render({model, view}) {
  const now = () => location.search, usual = address => address || location.pathname
  const go = address => model.send_msg({address})
  const met = base.dataset.met
  base.dataset.met = "yes"
  show(model.words)
  legend(model)
  // After a restart the server starts from the address of the first visit: tell it where the reader is now.
  if (met) go(now())
  else {
    watchConnection(view.model.document)
    if (now() !== model.words.address) history.replaceState(null, "", usual(model.words.address))
    addEventListener("popstate", () => base.partnershipGo(now()))
    addEventListener("click", event => {
      const anchor = event.target.closest?.("a[data-address]")
      if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
      event.preventDefault()
      base.partnershipGo(anchor.search)
    })
    const find = byId("find")
    find?.addEventListener("input", () => base.partnershipSend({find: find.value.slice(0, 200)}))
    find?.addEventListener("keydown", event => { if (event.key === "Enter") { base.partnershipSend({first: true}); base.dataset.detail = "open" } })
  }
  base.partnershipGo = go
  base.partnershipSend = message => model.send_msg(message)
  model.on("vocabulary", () => legend(model))
  model.on("words", () => {
    const before = base.dataset.view
    show(model.words)
    if (before !== base.dataset.view) legend(model)
    if (now() !== model.words.address) history[model.words.replace ? "replaceState" : "pushState"](null, "", usual(model.words.address))
  })
}
