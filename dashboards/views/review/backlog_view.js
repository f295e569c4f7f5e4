// The director's backlog: what waits with whom and for how long, and a cluster given to somebody else for a leave.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {TypedDay} from "../parts/typed_day.js"

/** @import {Backlog, BacklogRow, ReviewDecision} from "../../assets/scripts/shapes.d.ts" */

export class BacklogView {
  element = make("details", {class: "backlog", hidden: true})
  /** @type {Backlog | null} */
  backlog = null

  /**
   * @param {(decision: ReviewDecision, keys: string[]) => void} send
   * @param {(cluster: string) => void} choose
   * @param {import("../parts/typed_day.js").Ask} ask
   */
  constructor(send, choose, ask) {
    this.send = send
    this.choose = choose
    this.days = {begins: new TypedDay(gettext("from"), ask), ends: new TypedDay(gettext("until"), ask)}
  }

  /** @param {Backlog | null} backlog */
  draw(backlog) {
    const isTyped = [...this.element.querySelectorAll("form input")].some(field => field instanceof HTMLInputElement && field.value)
    this.backlog = backlog
    this.element.hidden = !backlog
    if (!backlog) return
    const form = isTyped ? this.element.querySelector("form") : null
    const summary = make(
      "summary",
      {},
      make("b", {}, gettext("Backlog by coordinator")),
      make("small", {}, gettext("and a cluster for somebody's leave")),
    )
    this.element.replaceChildren(summary, this.table(backlog), ...this.lent(backlog), form ?? this.form(backlog))
  }

  /** @param {Backlog} backlog */
  table(backlog) {
    const names = [gettext("Cluster"), gettext("Coordinator"), gettext("Waiting"), ...backlog.ages, gettext("Oldest")]
    const heads = names.map((text, at) => make("th", {scope: "col", class: at > 1 && at < 6 ? "number" : null}, text))
    const rows = backlog.rows.map(row => this.row(row))
    return make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows))
  }

  /** @param {BacklogRow} row */
  row(row) {
    const name = make("button", {type: "button", class: "link", "aria-pressed": String(row.is_here)}, row.name)
    name.addEventListener("click", () => this.choose(row.is_here ? "" : row.code))
    const ages = row.ages.map(count => make("td", {class: "number"}, count ? String(count) : "–"))
    return make(
      "tr",
      {class: row.is_here ? "on" : null},
      make("th", {scope: "row"}, name),
      make("td", {}, row.coordinator),
      make("td", {class: "number"}, make("b", {}, String(row.waiting))),
      ...ages,
      make("td", {}, row.oldest),
    )
  }

  /** @param {Backlog} backlog */
  lent(backlog) {
    if (!backlog.lent.length) return []
    const lines = backlog.lent.map(one => {
      const end = make("button", {type: "button", class: "link"}, gettext("End it today"))
      const {person, cluster, begins, ends} = one
      end.addEventListener("click", () => this.send({end_lent: {person, cluster, begins, ends, on: backlog.today}}, []))
      return make("li", {}, make("span", {}, one.text), end)
    })
    return [make("ul", {}, ...lines)]
  }

  /** @param {Backlog} backlog */
  form(backlog) {
    const cluster = make(
      "select",
      {class: "in", name: "cluster"},
      ...backlog.clusters.map(([code, text]) => make("option", {value: code}, text)),
    )
    const person = make(
      "select",
      {class: "in", name: "person"},
      ...backlog.people.map(([code, text]) => make("option", {value: code}, text)),
    )
    const begins = make("input", {class: "in", type: "date", name: "begins", min: backlog.today, required: true})
    const ends = make("input", {class: "in", type: "date", name: "ends", min: backlog.today, required: true})
    const [, ...fromWords] = this.days.begins.beside(begins)
    const [, ...untilWords] = this.days.ends.beside(ends)
    const form = make(
      "form",
      {},
      make("label", {}, gettext("Give"), cluster),
      make("label", {}, gettext("to"), person),
      make("div", {class: "day"}, make("label", {}, gettext("from"), begins), ...fromWords),
      make("div", {class: "day"}, make("label", {}, gettext("until"), ends), ...untilWords),
      make("button", {class: "btn"}, gettext("Give for these days")),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      if (![this.days.begins, this.days.ends].every(day => day.isSettled())) return
      const days = {begins: begins.value, ends: ends.value}
      this.send({lend: {person: Number(person.value), cluster: cluster.value, ...days}}, [])
    })
    return form
  }

  saved() {
    for (const day of Object.values(this.days)) day.clear()
    for (const field of this.element.querySelectorAll("form input")) if (field instanceof HTMLInputElement) field.value = ""
  }
}
