// The schools as one table, a body per tier. A row is built the first time it is shown and kept;
// a filter change only says which rows stand in the table and in what order.
const COLUMNS = {
  school: {head: "School", wide: "134px", middle: "190px", sorts: true},
  why: {head: "Why, in words", wide: "minmax(180px, 1fr)", middle: "minmax(180px, 1fr)"},
  months: {head: "Reports", wide: "138px", middle: "138px"},
  sparks: {head: "Reach and activities", wide: "66px", middle: "76px"},
  contact: {head: "Last contact", wide: "62px", middle: "74px", sorts: true},
  step: {head: "Next step", wide: "minmax(84px, 0.3fr)", middle: "108px", sorts: true},
  survey: {head: "Parent response", wide: "minmax(110px, 1fr)", middle: "minmax(110px, 1fr)", sorts: true},
  cluster: {head: "Cluster", wide: "minmax(90px, 1fr)", middle: "minmax(90px, 1fr)", sorts: true},
}
const USUAL = ["school", "why", "months", "sparks", "contact", "step"]

const cell = (name, role, ...children) => make(role === "rowheader" ? "th" : "td", {role, class: name, scope: role === "rowheader" ? "row" : null}, ...children)
const aside = text => text ? make("small", {title: text}, text) : null
const flagged = text => text ? make("small", {class: "flag", title: text}, icon("flag", 12), make("span", {}, text)) : null

function schoolCell(school) {
  const size = school.pupils === null || school.pupils === undefined ? school.level : `${school.level}, ${school.pupils.toLocaleString("en-US")} pupils`
  const button = make("button", {type: "button", class: "name", tabindex: -1}, school.name)
  return cell("school", "rowheader", button, make("small", {class: "facts"}, size), aside(school.closed))
}

const CELLS = {
  school: school => schoolCell(school),
  why: school => cell("why", "cell", school.why[0], aside(school.why[1]), flagged(school.flag), flagged(school.drawn), school.also_on_list ? flagged("also on the visit list") : null),
  months: (school, strip) => cell("months", "cell", strip(school.marks)),
  sparks: () => cell("sparks", "cell"),
  contact: school => cell("contact" + (school.contact_days === null ? " none" : ""), "cell", school.contact_words),
  step: school => cell("step" + (school.step[1] ? "" : " none"), "cell", make("span", {class: "what", title: school.step[0]}, school.step[0]), aside(school.step[1])),
  survey: school => cell("survey" + (school.survey ? "" : " none"), "cell", school.survey ?? "not known"),
  cluster: school => cell("cluster", "cell", school.cluster),
}

// Activities as bars, reach as a line above them; a month without a report is a dotted base line and breaks the line.
function sparkline(spark, months) {
  const {activities, reach} = spark, pitch = 66 / Math.max(months.length, 1)
  const most = Math.max(6, ...activities.filter(Number.isFinite)), top = Math.max(1e-9, ...reach.filter(Number.isFinite))
  const middle = i => round(i * pitch + 3.3), level = value => round(12 - 10 * value / top)
  const bars = activities.map((value, i) => value > 0 ? `M${middle(i)} 28v${round(-14 * value / most - 0.6)}` : "").join("")
  const bases = activities.map((value, i) => value === null || value === 0 ? `M${round(middle(i) - 2)} 27.5h4` : "").join("")
  let path = "", last = null
  reach.forEach((value, i) => {
    if (value !== null && value !== undefined) {
      path += (last === i - 1 ? "L" : "M") + `${middle(i)} ${level(value)}`
      last = i
    }
  })
  const ends = reach.flatMap((value, i) => Number.isFinite(value) && !Number.isFinite(reach[i + 1])
    ? [make("circle", {cx: middle(i), cy: level(value), r: 1.6, fill: "var(--primary)"})] : [])
  const words = months.flatMap((month, i) => activities[i] === undefined ? [] : [`${month.name} ${activities[i] ?? "no report"}`])
  return make("svg", {width: 66, height: 28, role: "img", "aria-label": `Activities: ${words.join(", ")}`},
    make("path", {d: bars, class: "bars"}), make("path", {d: bases, class: "bases"}),
    make("path", {d: path, class: "reach"}), ...ends, make("title", {}, `Activities: ${words.join(", ")}`))
}

class Table {
  constructor(model) {
    this.model = model
    this.rows = new Map()
    this.order = []
    this.headButtons = {}
    this.hints = {}                               // school id -> what moved rules would do
    this.table = make("table", {role: "table", "aria-label": "Schools by support tier"})
    this.empty = make("p", {class: "empty", role: "status"})
    this.element = make("div", {class: "schools"}, this.table, this.empty)
    this.element.addEventListener("keydown", event => this.key(event))
    this.element.addEventListener("click", event => this.click(event))
  }

  learn() {                                       // new words: heads, groups and every row are built afresh
    this.words = JSON.parse(this.model.vocabulary || "{}")
    this.columns = this.words.columns ?? USUAL
    this.strip = stripMaker(this.words.months ?? [], this.words.marks ?? {})
    for (const size of ["wide", "middle"]) {         // without a sentence beside it a name has the room it needs
      const widths = this.columns.map(name => name === "school" && !this.columns.includes("why") ? "minmax(190px, 1.6fr)" : COLUMNS[name][size])
      this.element.style.setProperty(`--${size}`, widths.join(" "))
    }
    this.element.dataset.columns = this.columns.join(" ")
    this.groups = (this.words.tiers ?? []).map(tier => this.group(tier))
    this.empty.replaceChildren(make("b", {}, this.words.empty_head ?? "No school fits these filters"), this.words.empty ?? "Reset shows all of them.")
    this.table.replaceChildren(this.head(), ...this.groups.map(group => group.body))
  }

  head() {
    const row = make("tr", {role: "row", class: "line"}, ...this.columns.map(name => {
      const {sorts} = COLUMNS[name], head = this.words.heads?.[name] ?? COLUMNS[name].head, th = make("th", {role: "columnheader", scope: "col", class: name})
      if (sorts) th.append(this.headButtons[name] = make("button", {type: "button", "data-sort": name}, head, make("span", {class: "way", "aria-hidden": "true"})))
      else th.append(name === "months" ? `${head}, ${this.words.year ?? ""}` : head)
      if (name === "months") th.append(make("span", {class: "letters", "aria-hidden": "true"}, ...(this.words.months ?? []).map(month => make("i", {}, month.letter))))
      return th
    }))
    return make("thead", {role: "rowgroup"}, row)
  }

  group(tier) {
    const count = make("span", {class: "count"})
    const head = make("tr", {role: "row", class: "group"}, make("th", {role: "rowheader", scope: "rowgroup", "aria-colspan": this.columns.length},
      tierIcon(tier.code), make("span", {}, tier.label), count))
    const body = make("tbody", {role: "rowgroup", class: tier.code}, head)
    return {...tier, body, head, count}
  }

  take() {
    this.schools = new Map(JSON.parse(this.model.schools || "[]").map(school => [school.id, school]))
    this.rows.clear()
  }

  row(id) {
    if (!this.rows.has(id)) {
      const school = this.schools.get(id)
      const element = make("tr", {role: "row", class: `line school-row ${school.tier}`, "data-id": id}, ...this.columns.map(name => CELLS[name](school, this.strip)))
      this.rows.set(id, {element, tier: school.tier, button: element.querySelector("button.name"), sparks: element.querySelector("td.sparks"), drawn: null})
      this.hint(id)
    }
    return this.rows.get(id)
  }

  hint(id) {
    const place = this.rows.get(id).element.querySelector("th.school"), words = this.hints[id]
    place.querySelector(".hint")?.remove()
    if (words) place.append(make("small", {class: "hint"}, words))
  }

  show() {
    this.order = this.model.shown.filter(id => this.schools.has(id))
    const rows = this.order.map(id => this.row(id))
    for (const {code, body, head, count, offer} of this.groups) {
      const own = rows.filter(row => row.tier === code).map(row => row.element)
      body.replaceChildren(head, ...own)
      body.hidden = own.length === 0
      count.textContent = `${own.length} school${own.length === 1 ? "" : "s"}${offer ? ` · ${offer}` : ""}`
    }
    this.empty.hidden = this.order.length > 0
    this.spark()
    this.mark()
  }

  spark() {                                       // an involvement filter changes these and nothing else
    if (this.sparkText !== this.model.sparks) {
      this.sparkText = this.model.sparks
      this.sparks = JSON.parse(this.sparkText || "{}")
    }
    for (const id of this.order) {
      const row = this.rows.get(id)
      if (!row.sparks || row.drawn === this.sparks) continue
      row.drawn = this.sparks
      row.sparks.replaceChildren(...(this.sparks[id] ? [sparkline(this.sparks[id], this.words.months)] : []))
    }
  }

  mark() {                                        // Tab reaches one row, the arrows do the rest
    const chosen = this.model.selected
    const stop = this.order.includes(chosen) ? chosen : this.visible()[0]?.dataset.id
    for (const [id, {element, button}] of this.rows) {
      button.tabIndex = id === stop ? 0 : -1
      if (id === chosen) element.setAttribute("aria-current", "true")
      else element.removeAttribute("aria-current")
    }
  }

  sorted() {
    const sort = this.model.sort || "school", column = sort.replace(/^-/, "")
    for (const [name, button] of Object.entries(this.headButtons)) {
      const way = name !== column ? "none" : sort.startsWith("-") ? "descending" : "ascending"
      button.parentElement.setAttribute("aria-sort", way)
    }
  }

  visible() {
    return [...this.element.querySelectorAll("tbody:not([hidden]) tr.school-row")]
  }

  click(event) {
    const head = event.target.closest("button[data-sort]"), row = event.target.closest("tr.school-row")
    if (head) {
      const name = head.dataset.sort
      this.model.send_msg({sort: head.parentElement.getAttribute("aria-sort") === "ascending" ? `-${name}` : name})
    } else if (row && !String(getSelection())) {
      this.rows.get(row.dataset.id).button.focus({preventScroll: true})
      told(this.element, "school-opened")
      this.model.send_msg({open: row.dataset.id})
    }
  }

  key(event) {
    const rows = this.visible(), here = rows.indexOf(event.target.closest?.("tr.school-row"))
    const next = {ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1}[event.key]
    if (here < 0 || next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const row = rows[Math.min(rows.length - 1, Math.max(0, next))]
    this.rows.get(row.dataset.id).button.focus({preventScroll: true})
    row.scrollIntoView({block: "nearest"})
  }
}

export function render({model, el}) {
  const table = new Table(model)
  const all = () => { table.learn(); table.take(); table.show(); table.sorted() }
  all()
  model.on("vocabulary", all)
  model.on("schools", () => { table.take(); table.show() })
  model.on("shown", () => table.show())
  model.on("sparks", () => table.spark())
  model.on("selected", () => table.mark())
  model.on("sort", () => table.sorted())
  const hinted = event => {
    table.hints = event.detail
    for (const id of table.rows.keys()) table.hint(id)
  }
  addEventListener("what-if-hints", hinted)
  model.on("remove", () => removeEventListener("what-if-hints", hinted))
  el.append(table.element)
}
