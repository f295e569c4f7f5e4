// Every school's months in one picture, a block per cluster. One stop for Tab: up and down change the school,
// left and right walk through its months, Enter opens it. What a box means is said in words beside it.
const CELL = {width: 19, height: 15, pitch: 23, top: 1.5, rowHeight: 18}

class Picture {
  constructor(model) {
    this.model = model
    this.element = make("div", {class: "picture"})
    this.tip = make("div", {class: "tip", "aria-hidden": "true", hidden: true})
    this.said = make("p", {class: "unseen", role: "status"})
    this.empty = make("p", {class: "empty"})
    this.element.addEventListener("keydown", event => this.key(event))
    this.element.addEventListener("click", event => this.open(event.target.closest("button.line")))
    this.element.addEventListener("pointermove", event => this.point(event))
    this.element.addEventListener("pointerleave", () => this.hide())
    this.element.addEventListener("focusout", () => this.hide())
  }

  learn() {
    this.words = JSON.parse(this.model.vocabulary || "{}")
    this.months = this.words.months ?? []
    this.schools = new Map(JSON.parse(this.model.schools || "[]").map(school => [school.id, school]))
    this.tiers = new Map((this.words.tiers ?? []).map(tier => [tier.code, tier]))
    this.rows = new Map()
    this.empty.replaceChildren(make("b", {}, this.words.empty_head ?? "No school fits these filters"), this.words.empty ?? "Reset shows all of them.")
  }

  row(id) {
    if (!this.rows.has(id)) {
      const school = this.schools.get(id), tier = this.tiers.get(school.tier)
      const told = (tier && tier.code !== "steady" ? tierIcon(tier.code, 12) : null) ?? make("span", {class: "tier-icon"})
      const size = school.closed ?? this.words.levels?.[school.level] ?? school.level
      const months = marksSvg(school.marks, CELL)
      months.setAttribute("aria-hidden", "true")
      const unusual = school.marks.flatMap((mark, i) => ["accepted", "not_due"].includes(mark) ? [] : [`${this.months[i].name} ${this.words.marks[mark] ?? mark}`])
      const button = make("button", {type: "button", class: "line", "data-id": id, tabindex: -1,
        "aria-label": `${school.name}, ${[size, tier?.label, unusual.join(", ") || "all reports accepted"].filter(Boolean).join(", ")}`},
        told, make("span", {class: "name"}, `${school.name} `, make("span", {class: school.closed ? "size closed" : "size"}, size)), months)
      this.rows.set(id, make("li", {}, button))
    }
    return this.rows.get(id)
  }

  show() {
    const shown = new Set(this.model.shown)
    const blocks = JSON.parse(this.model.clusters || "[]").map(cluster => {
      const ids = cluster.ids.filter(id => shown.has(id) && this.schools.has(id))
      if (!ids.length) return null
      const letters = make("span", {class: "letters", "aria-hidden": "true"}, ...this.months.map(month => make("i", {}, month.letter)))
      const head = make("h2", {}, make("span", {class: "title"}, make("b", {}, cluster.name), make("span", {class: "words"}, cluster.words)), letters)
      return make("section", {"aria-label": `${cluster.name} cluster`}, head, make("ul", {}, ...ids.map(id => this.row(id))))
    }).filter(Boolean)
    this.empty.hidden = blocks.length > 0
    this.element.replaceChildren(...blocks, this.empty, this.tip, this.said)
    this.hide()
    this.mark()
  }

  buttons() {
    return [...this.element.querySelectorAll("button.line")]
  }

  mark() {
    const buttons = this.buttons(), chosen = buttons.find(button => button.dataset.id === this.model.selected)
    for (const button of buttons) {
      button.tabIndex = button === (chosen ?? buttons[0]) ? 0 : -1
      if (button === chosen) button.setAttribute("aria-current", "true")
      else button.removeAttribute("aria-current")
    }
  }

  inWords(button, i) {
    const school = this.schools.get(button.dataset.id), mark = school.marks[i]
    return mark ? `${school.name}, ${this.months[i].name}: ${this.words.marks[mark] ?? mark}` : ""
  }

  explain(button, i) {
    const words = this.inWords(button, i)
    if (!words) return this.hide()
    const here = this.element.getBoundingClientRect(), picture = button.querySelector("svg:last-child").getBoundingClientRect()
    this.tip.textContent = words
    this.tip.hidden = false
    const left = picture.left - here.left + i * CELL.pitch + CELL.width / 2 - this.tip.offsetWidth / 2
    const under = picture.bottom - here.top + 6
    this.tip.style.left = `${Math.max(4, Math.min(left, here.width - this.tip.offsetWidth - 4))}px`
    this.tip.style.top = `${picture.bottom + this.tip.offsetHeight + 12 > innerHeight ? picture.top - here.top - this.tip.offsetHeight - 6 : under}px`
    for (const old of this.element.querySelectorAll(".here")) old.remove()
    button.querySelector("svg:last-child").append(make("rect", {class: "here", x: i * CELL.pitch - 1.5, y: 0, width: CELL.width + 3, height: CELL.rowHeight, rx: 4}))
  }

  hide() {
    this.tip.hidden = true
    this.month = undefined
    for (const old of this.element.querySelectorAll(".here")) old.remove()
  }

  point(event) {
    const picture = event.pointerType === "touch" ? null : event.target.closest?.("button.line svg:last-child")
    if (!picture) return this.hide()
    const i = Math.floor((event.clientX - picture.getBoundingClientRect().left + (CELL.pitch - CELL.width) / 2) / CELL.pitch)
    this.explain(picture.parentElement, Math.max(0, Math.min(i, this.months.length - 1)))
  }

  open(button) {
    if (!button) return
    button.focus({preventScroll: true})
    told(this.element, "school-opened")
    this.model.send_msg({open: button.dataset.id})
  }

  key(event) {
    const buttons = this.buttons(), here = buttons.indexOf(event.target.closest?.("button.line"))
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const next = {ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1}[event.key]
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key]
    if (next === undefined && !step) return
    event.preventDefault()
    if (step) {
      const month = this.month === undefined ? (step > 0 ? 0 : this.months.length - 1) : Math.max(0, Math.min(this.months.length - 1, this.month + step))
      this.explain(buttons[here], month)
      this.month = month
      this.said.textContent = this.tip.textContent
    } else {
      const button = buttons[Math.max(0, Math.min(buttons.length - 1, next))]
      for (const other of buttons) other.tabIndex = other === button ? 0 : -1
      button.focus({preventScroll: true})
      button.scrollIntoView({block: "nearest"})
    }
  }
}

export function render({model, el}) {
  const picture = new Picture(model)
  const all = () => { picture.learn(); picture.show() }
  all()
  for (const name of ["vocabulary", "schools"]) model.on(name, all)
  for (const name of ["clusters", "shown"]) model.on(name, () => picture.show())
  model.on("selected", () => picture.mark())
  el.append(picture.element)
}
