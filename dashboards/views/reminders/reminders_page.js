// Whose report has not come in: the schools of a month and cluster, a ready text for each, and what can be done for the
// chosen ones together. What an e-mail run would do is said before it is sent.
import {isConnected} from "../../assets/scripts/connected.js"
import {keepingPlace, make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {operation} from "../report/draft.js"
import {letterBox} from "./letter.js"
import {schoolRow, schoolTable} from "./rows.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {RemindersMessage, RemindersParameters} from "../../assets/scripts/shapes.d.ts" */
/** @import {ReminderChoice, ReminderRow, RemindersPart} from "../../assets/scripts/types.d.ts" */

export class RemindersPage {
  element = make("div", {class: "reminders"})
  bar = make("div", {class: "bar"})
  acts = make("div", {class: "acts all", role: "group", "aria-label": gettext("For the chosen schools")})
  table = make("div", {class: "card"})
  note = make("p", {class: "muted"})
  none = make("p", {class: "none card", hidden: true})
  said = make("div", {class: "said", role: "status"})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  /** @type {Set<string>} */
  chosen = new Set()
  /** @type {Set<string>} */
  open = new Set()
  /** What was sent and has no answer yet. */
  sent = ""

  /** @param {Model<RemindersParameters, RemindersMessage>} model */
  constructor(model) {
    this.model = model
    this.element.append(this.bar, this.acts, this.refused, this.said, this.table, this.none, this.note)
  }

  /** @returns {RemindersPart | null} */
  get part() {
    return JSON.parse(this.model.part || "null")
  }

  // ---------------------------------------------------------------- drawing
  draw() {
    const {part} = this
    this.bar.hidden = !part
    if (!part) return this.drawNothing()
    keepingPlace(this.element, () => {
      this.drawBar(part)
      this.drawRows(part)
    })
    this.drawActs(part)
  }

  drawNothing() {
    for (const place of [this.table, this.acts, this.note]) place.hidden = true
  }

  /** @param {RemindersPart} part */
  drawBar(part) {
    const held = this.bar.querySelector(":focus")
    const at = held instanceof HTMLElement ? (held.dataset.id ?? "") : ""
    this.bar.replaceChildren(
      this.field("month", gettext("Month"), part.months, part.month),
      this.field("cluster", gettext("Cluster"), part.clusters, part.cluster),
      this.field("text", gettext("Text in"), part.languages, part.language),
      this.which(part),
    )
    if (at) this.bar.querySelector(/** @type {"input"} */ (`[data-id="${CSS.escape(at)}"]`))?.focus()
  }

  /**
   * @param {string} word
   * @param {string} label
   * @param {ReminderChoice[]} choices
   * @param {string} chosen
   */
  field(word, label, choices, chosen) {
    const options = choices.map(one => make("option", {value: one.code, selected: one.code === chosen}, one.label))
    const select = make("select", {class: "in", "data-id": word}, ...options)
    select.addEventListener("change", () => this.look(word, select.value))
    return make("label", {class: "field"}, make("span", {}, label), select)
  }

  /** @param {RemindersPart} part */
  which({whiches, which}) {
    const labels = whiches.map(({code, label, count}) => {
      const radio = make("input", {type: "radio", name: "which", value: code, checked: code === which, "data-id": `which-${code}`})
      radio.addEventListener("change", () => this.look("which", code))
      return make("label", {}, radio, make("span", {}, label), make("small", {}, count))
    })
    return make("div", {class: "seg", role: "radiogroup", "aria-label": gettext("Which schools")}, ...labels)
  }

  /** @param {RemindersPart} part */
  drawRows(part) {
    const known = new Set(part.rows.filter(row => row.may).map(row => row.id))
    for (const id of this.chosen) if (!known.has(id)) this.chosen.delete(id)
    const rows = part.rows.flatMap(row => {
      const made = schoolRow(row, {
        isChosen: this.chosen.has(row.id),
        choose: isOn => this.choose([row.id], isOn),
        open: button => this.toggle(row, made, button),
      })
      const shown = [made]
      if (this.open.has(row.id)) shown.push(this.letter(row, made))
      return shown
    })
    const all = known.size
      ? make("input", {type: "checkbox", "aria-label": gettext("Choose all"), checked: this.chosen.size === known.size})
      : null
    all?.addEventListener("change", () => this.choose([...known], all.checked))
    this.table.replaceChildren(schoolTable(all, rows))
    this.table.hidden = !part.rows.length
    this.none.hidden = part.rows.length > 0
    this.none.textContent = part.none
    this.note.textContent = part.note
    this.note.hidden = !part.note
  }

  /**
   * @param {ReminderRow} row
   * @param {HTMLElement} made its row of the table
   */
  letter(row, made) {
    made.querySelector("button")?.setAttribute("aria-expanded", "true")
    return make("tr", {class: "text", "data-text": row.id}, make("td", {colspan: 6}, letterBox(row)))
  }

  /**
   * @param {ReminderRow} row
   * @param {HTMLElement} made
   * @param {HTMLButtonElement} button
   */
  toggle(row, made, button) {
    if (this.open.delete(row.id)) {
      made.nextElementSibling?.remove()
      button.setAttribute("aria-expanded", "false")
      return
    }
    this.open.add(row.id)
    made.after(this.letter(row, made))
  }

  // ---------------------------------------------------------------- for the chosen ones
  /** @param {RemindersPart} part */
  drawActs(part) {
    const may = part.rows.some(row => row.may)
    this.acts.hidden = !may
    if (!may) return
    const count = this.chosen.size
    const isStill = count === 0 || this.sent !== ""
    const told = this.sent
      ? gettext("Saving")
      : count
        ? ngettext("{count} chosen", "{count} chosen", count)
        : gettext("Choose schools to mark them or to take them along as a file.")
    const mark = (/** @type {"mail" | "phone"} */ way, /** @type {string} */ label) => {
      const button = make("button", {type: "button", class: "btn", disabled: isStill}, icon(way === "mail" ? "email" : "phone"), label)
      button.addEventListener("click", () => this.send("mark", {mark: {schools: [...this.chosen], way, operation: operation()}}))
      return button
    }
    const letters = part.rows.filter(row => this.chosen.has(row.id) && row.to.length)
    const send = part.can_send
      ? make(
          "button",
          {type: "button", class: "btn pri", disabled: isStill || !letters.length},
          letters.length ? ngettext("Send {count} e-mail", "Send {count} e-mails", letters.length) : gettext("Send e-mails"),
        )
      : null
    send?.addEventListener("click", () => this.ask(part, letters))
    this.acts.replaceChildren(
      make("span", {class: "count"}, told),
      mark("mail", gettext("Mark as reminded by e-mail")),
      mark("phone", gettext("Mark as reminded by phone")),
      ...(send ? [send] : []),
    )
  }

  /**
   * What a run would do, before it is sent.
   * @param {RemindersPart} part
   * @param {ReminderRow[]} letters
   */
  ask(part, letters) {
    const without = part.rows.filter(row => this.chosen.has(row.id) && !row.to.length)
    const lately = letters.filter(row => row.is_lately)
    const others = letters.filter(row => !row.is_lately)
    const count = letters.length
    const words = [
      lately.length ? "" : ngettext("Sends {count} e-mail to {count} school.", "Sends {count} e-mails to {count} schools.", count),
      lately.length ? gettext("Written to within a day already: {names}.", {names: lately.map(row => row.name).join(gettext(", "))}) : "",
      without.length ? gettext("No e-mail address is known: {names}.", {names: without.map(row => row.name).join(gettext(", "))}) : "",
    ]
    const buttons = [
      others.length ? this.sending(others, false, ngettext("Send {count} e-mail", "Send {count} e-mails", others.length)) : null,
      lately.length
        ? this.sending(letters, true, ngettext("Send {count} e-mail all the same", "Send {count} e-mails all the same", count))
        : null,
    ]
    const leave = make("button", {type: "button", class: "link"}, gettext("Leave it"))
    leave.addEventListener("click", () => {
      this.drawActs(part)
      this.acts.querySelector(/** @type {"button"} */ ("button.pri"))?.focus()
    })
    this.acts.replaceChildren(
      make("span", {class: "count"}, words.filter(Boolean).join(" ")),
      ...buttons.filter(one => one !== null),
      leave,
    )
    this.acts.querySelector("button")?.focus()
  }

  /**
   * @param {ReminderRow[]} rows
   * @param {boolean} again
   * @param {string} label
   */
  sending(rows, again, label) {
    const button = make("button", {type: "button", class: "btn pri"}, label)
    const number = operation() // a second press is the same run
    button.addEventListener("click", () => this.send("send", {send: {schools: rows.map(row => row.id), again, operation: number}}))
    return button
  }

  // ---------------------------------------------------------------- what somebody does
  /**
   * @param {string} word
   * @param {string} value
   */
  look(word, value) {
    this.chosen.clear()
    this.open.clear()
    this.refuse("")
    this.said.replaceChildren()
    this.model.send_msg({look: {[word]: value}})
  }

  /**
   * @param {string[]} ids
   * @param {boolean} isOn
   */
  choose(ids, isOn) {
    for (const id of ids) {
      if (isOn) this.chosen.add(id)
      else this.chosen.delete(id)
    }
    for (const tick of this.table.querySelectorAll(/** @type {"input"} */ ("[data-tick]")))
      tick.checked = this.chosen.has(tick.dataset.tick ?? "")
    const all = this.table.querySelector(/** @type {"input"} */ ("thead input"))
    if (all) all.checked = this.chosen.size === this.table.querySelectorAll("[data-tick]").length
    if (this.part) this.drawActs(this.part)
    this.model.send_msg({choose: {schools: [...this.chosen]}})
  }

  /**
   * @param {string} name
   * @param {RemindersMessage} message
   */
  send(name, message) {
    if (this.sent) return
    if (!isConnected()) return this.refuse(gettext("No connection: nothing can be marked or sent now."))
    this.sent = name
    this.refuse("")
    this.said.replaceChildren()
    this.model.send_msg(message)
    if (this.part) this.drawActs(this.part)
  }

  answered() {
    const {refusal = "", said = "", lines = []} = this.model.answer
    this.sent = ""
    this.refuse(refusal)
    if (!refusal) this.chosen.clear()
    this.said.replaceChildren(...[said, ...lines].filter(Boolean).map(line => make("p", {}, line)))
    this.draw()
  }

  /** @param {string} words */
  refuse(words) {
    this.refused.textContent = words
    this.refused.hidden = !words
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.sent = ""
    this.refuse(gettext("No connection: nothing can be marked or sent now."))
    if (this.part) this.drawActs(this.part)
  }
}
