// One school beside the list. Part "why": what stands out, how sure, what to offer; part "record": reports,
// activities and contacts. The page puts its chart between the two.
const section = (title, extra, ...children) => make("section", {}, make("h3", {}, make("span", {}, title), extra), ...children)
const paragraph = text => make("p", {}, text)

// "About 5 in 10 schools" reads quicker with the share in bold.
function emphasised(text) {
  const found = /\d+ in \d+/.exec(text)
  return found ? [text.slice(0, found.index), make("b", {}, found[0]), text.slice(found.index + found[0].length)] : [text]
}

// ---------------------------------------------------------------- why: reasons and their staircase
const LEFT = 8, WIDTH = 102                      // px inside the column of bars

function stairs(reasons, bars) {
  let at = 0, most = Math.max(bars.visit_list - bars.typical, bars.total - bars.typical, 0)
  const steps = reasons.map(reason => {
    const from = at
    at += reason.points ?? 0
    most = Math.max(most, at)
    return {from, to: at, strength: Boolean(reason.strength)}
  })
  const x = value => round(LEFT + WIDTH * Math.min(1, Math.max(0, value / (most || 1))))
  return {x, steps, line: x(bars.visit_list - bars.typical), total: x(bars.total - bars.typical)}
}

function bar({x, line}, {from, to, strength}, first, last) {
  const cell = make("span", {class: "bar", "aria-hidden": "true"}), low = x(Math.min(from, to)), high = x(Math.max(from, to))
  cell.append(make("i", {class: "list-line", style: `left:${line}px`}))
  if (!first) cell.append(make("i", {class: "from", style: `left:${x(from)}px`}))
  if (!last) cell.append(make("i", {class: "to", style: `left:${x(to)}px`}))
  cell.append(make("i", {class: `block${strength ? " strength" : ""}`, style: `left:${low}px;width:${Math.max(1.5, high - low)}px`}))
  return cell
}

function reasonLine(reason, drawn, evidence) {
  const words = make("div", {}, `${reason.text} `, ...(reason.aside ? [make("span", {class: "aside"}, reason.aside), " "] : []))
  const item = make("li", {class: "reason"}, make("div", {class: "step"}, words, drawn))
  const proof = reason.evidence && evidence?.[reason.evidence.key]
  if (proof) {
    const [button, shown] = opener(reason.evidence.label, proof)
    words.append(button)
    item.append(shown)
  } else if (reason.evidence) words.append(make("span", {class: "aside"}, reason.evidence.label))
  return item
}

function methodLink() {
  const method = make("a", {class: "link", href: "method"}, "How this is worked out")
  method.addEventListener("click", () => { method.href = `method${location.search}` })     // the month and person of the page now
  return method
}

function why(detail) {
  const gaps = (detail.reasons ?? []).filter(reason => !reason.strength), strengths = (detail.reasons ?? []).filter(reason => reason.strength)
  const lines = [...gaps, ...(detail.smaller ? [detail.smaller] : []), ...strengths]
  const lead = detail.lead ? paragraph(detail.lead) : null
  if (!lines.length) return lead && section("Why this school", methodLink(), lead)
  const drawn = detail.bars ? stairs(lines, detail.bars) : null
  const items = lines.map((reason, i) => reasonLine(reason, drawn ? bar(drawn, drawn.steps[i], i === 0, false) : null, detail.evidence))
  if (drawn) {
    const end = make("span", {class: "bar", "aria-hidden": "true"}, make("i", {class: "list-line", style: `left:${drawn.line}px`}),
      make("i", {class: "from", style: `left:${drawn.x(drawn.steps.at(-1).to)}px`}), make("i", {class: "block", style: `left:${LEFT}px;width:${Math.max(1.5, drawn.total - LEFT)}px`}))
    items.push(make("li", {class: "step together"}, make("div", {}, make("b", {}, "Together "), make("span", {class: "aside"}, "(the bars add up)")), end),
      make("li", {class: "step scale", "aria-hidden": "true"}, make("span"), make("span", {class: "bar"},
        drawn.line > 62 ? make("em", {style: "left:2px"}, "typical") : null, make("em", {class: "middle", style: `left:${Math.min(88, Math.max(24, drawn.line))}px`}, "visit list"))))
  }
  return section("Why this school", methodLink(), lead, make("ol", {class: drawn ? "reasons drawn" : "reasons"}, ...items))
}

function sure(interval) {
  if (!interval) return null
  const x = share => round(6 + 336 * Math.min(1, Math.max(0, share))), {lo, hi, at} = interval, edge = x(interval.list_share ?? 0)
  const picture = make("svg", {viewBox: "0 0 348 28", role: "img", "aria-label": "Likely range on a line from needs most to needs least"},
    interval.list_share ? make("rect", {x: 6, y: 6, width: edge - 6, height: 16, fill: "var(--extra-soft)"}) : null,
    make("path", {d: "M6 14H342", stroke: "var(--line)", "stroke-width": 2}),
    interval.list_share ? make("path", {d: `M${edge} 4V26`, stroke: "var(--ink3)", "stroke-dasharray": "2 2"}) : null,
    make("path", {d: `M${x(lo)} 14H${x(hi)}`, stroke: "var(--tier)", "stroke-width": 4, "stroke-linecap": "round", opacity: 0.5}),
    make("circle", {cx: x(at), cy: 14, r: 6, fill: "var(--tier)", stroke: "var(--surface)", "stroke-width": 2}))
  const ends = make("div", {class: "ends", "aria-hidden": "true"}, make("span", {}, "needs most"), make("span", {class: "middle"}, "likely range (9 in 10)"), make("span", {}, "needs least"))
  return section("How sure are we", null, picture, ends, make("p", {}, ...emphasised(interval.words ?? "")))
}

// Each count opens the rows it counts; one table at a time, so that the strip stays in sight.
function quality(counts, year) {
  if (!counts?.length) return null
  const strip = make("div", {class: "quality"}), under = []
  for (const {text, table: rows, attention} of counts) {
    if (!rows) { strip.append(make("span", {class: "aside"}, text)); continue }
    const [button, shown] = opener(text, rows, () => { for (const [other, its] of under) if (its !== shown) shut(other, its) })
    if (attention) button.classList.add("attention")
    strip.append(button)
    under.push([button, shown])
  }
  return section(`Data behind this school, ${year ?? ""}`, null, strip, ...under.map(([, shown]) => shown))
}

function head(detail, vocabulary, close) {
  const label = vocabulary.tiers?.find(tier => tier.code === detail.tier)?.label ?? detail.tier_label
  const button = make("button", {type: "button", class: "close", "aria-label": "Close"}, icon("close"))
  button.addEventListener("click", close)
  return make("header", {}, make("div", {}, make("h2", {}, detail.name), make("p", {class: "facts"}, detail.facts ?? ""),
    make("div", {class: "chips"}, label ? make("span", {class: `tier ${detail.tier}`}, tierIcon(detail.tier), label) : null,
      ...[detail.flag, detail.drawn].filter(Boolean).map(words => make("span", {class: "chip"}, icon("flag", 12), words)))), button)
}

function whyPart(detail, vocabulary, close) {
  return [head(detail, vocabulary, close), why(detail), sure(detail.interval),
    detail.since ? section("Since last month", null, paragraph(detail.since)) : null,
    detail.offer ? section("What the office can offer", null, paragraph(detail.offer)) : null, quality(detail.quality, vocabulary.year)]
}

// ---------------------------------------------------------------- record: reports, activities, contacts
const FIRST = {activities: 4, contacts: 3}

function some(title, all, first, draw) {
  if (!all?.length) return null
  const list = draw(all.slice(0, first))
  if (all.length <= first) return section(title, null, list)
  const more = make("button", {type: "button", class: "link"}, `All ${all.length}`)
  const made = section(title, more, list)
  more.addEventListener("click", () => {
    made.lastChild.replaceWith(draw(all))
    more.remove()
    made.tabIndex = -1
    made.focus({preventScroll: true})
  })
  return made
}

const contactList = contacts => make("ul", {class: "contacts"}, ...contacts.map(contact => make("li", {},
  make("span", {class: "channel", title: CHANNELS[contact.channel] ?? contact.channel}, icon(contact.channel), make("span", {class: "unseen"}, `${CHANNELS[contact.channel] ?? contact.channel}, `)),
  make("span", {class: "date"}, contact.date), make("span", {}, contact.text))))
const CHANNELS = {phone: "Phone", email: "Email", in_person: "In person", virtual: "Virtual meeting"}

const activityList = activities => make("ul", {class: "activities"}, ...activities.map(activity => make("li", {},
  make("span", {class: "date"}, activity.date), make("span", {}, activity.title, make("small", {}, [activity.type, activity.families, activity.note].filter(Boolean).join(" · "))))))

function months(detail, vocabulary) {
  const names = vocabulary.months ?? []
  if (!detail.months?.length || detail.months.length !== names.length) return null
  const picture = marksSvg(detail.months, {width: 19, height: 15, pitch: 23, top: 0})
  picture.setAttribute("role", "img")
  picture.setAttribute("aria-label", monthsInWords(detail.months, names, vocabulary.marks ?? {}))
  return section(`Reports, ${vocabulary.year ?? ""}`, null, make("div", {class: "letters", "aria-hidden": "true"}, ...names.map(month => make("i", {}, month.letter))), picture)
}

function recordPart(detail, vocabulary) {
  const none = detail.contacts && !detail.contacts.length ? section("Last contacts", null, paragraph("No contact is recorded yet.")) : null
  return [months(detail, vocabulary), some("Activities", detail.activities, FIRST.activities, activityList),
    some("Last contacts", detail.contacts, FIRST.contacts, contactList) ?? none,
    detail.print_note ? make("p", {class: "print-note"}, detail.print_note) : null]
}

// Escape first closes the drawer of the filters, clears a field or shuts a list to choose from; then the school.
function onEscape(model, close) {
  const gone = new AbortController()
  addEventListener("keydown", event => {
    const isBusy = ["side", "what-if"].includes(document.documentElement.dataset.drawer) || window.partnership.writing()
    if (event.key === "Escape" && model.detail !== "null" && !isBusy) close()
  }, {capture: true, signal: gone.signal})
  model.on("remove", () => gone.abort())
}

export function render({model, el}) {
  const place = make("div", {class: "school"})
  const close = () => { told(place, "school-closed"); model.send_msg({close: 1}) }
  const draw = () => {
    const detail = JSON.parse(model.detail || "null"), vocabulary = JSON.parse(model.vocabulary || "{}")
    place.dataset.tier = detail?.tier ?? ""
    const parts = !detail ? [] : model.part === "why" ? whyPart(detail, vocabulary, close) : recordPart(detail, vocabulary)
    place.replaceChildren(...parts.filter(Boolean))
  }
  draw()
  for (const name of ["detail", "vocabulary", "part"]) model.on(name, draw)
  if (model.part === "why") onEscape(model, close)
  el.append(place)
}
