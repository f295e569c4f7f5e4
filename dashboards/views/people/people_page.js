// The list of people, by person and by school, and beside it the person who is open or the form to add one. Groups and
// search only show and hide: the rows are built once for what the server sent.
import {isConnected} from "../../assets/scripts/connected.js"
import {around, ledTo, make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {AddForm} from "./add_form.js"
import {waiting} from "./asked.js"
import {PersonView} from "./person_view.js"
import {personRow, personTable, schoolRow, schoolTable} from "./rows.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {AccessAsked, PeopleLook, PeopleMessage, PeopleParameters, PersonPanel, StaffPart} from "../../assets/scripts/shapes.d.ts" */

const TYPING_ENDS = 300 // ms after the last letter

export class PeoplePage {
  element = make("div", {class: "people"})
  list = make("section", {class: "list", "aria-label": gettext("People")})
  aside = make("aside", {class: "panel", hidden: true, tabindex: -1})
  groups = make("div", {class: "seg", role: "radiogroup", "aria-label": gettext("Who")})
  by = make("div", {class: "seg", role: "radiogroup", "aria-label": gettext("List")})
  search = make("input", {
    type: "search",
    class: "in search",
    "aria-label": gettext("Search in the list"),
    placeholder: gettext("Search"),
    autocomplete: "off",
    maxlength: 100,
  })
  none = make("p", {class: "none", role: "status", hidden: true})
  add = make("button", {type: "button", class: "btn pri"}, icon("plus"), gettext("Add a person"))
  asked = make("section", {class: "card asked", "aria-label": gettext("Waiting for access"), hidden: true})
  table = make("div", {class: "card"})
  /** @type {PeopleLook} */
  look = {by: "person", group: "all", search: ""}
  /** @type {PersonView | null} */
  person = null
  /** @type {AddForm | null} */
  form = null
  /** What was sent and has no answer yet. */
  sent = ""
  timer = 0

  /** @param {Model<PeopleParameters, PeopleMessage>} model */
  constructor(model) {
    this.model = model
    const bar = make("div", {class: "bar"}, this.groups, this.by, this.search, make("span", {class: "grow"}), this.add)
    this.list.append(this.asked, bar, this.table, this.none)
    this.element.append(this.list, this.aside)
    this.search.addEventListener("input", () => this.typing())
    this.add.addEventListener("click", () => this.adding())
    this.table.addEventListener("click", event => this.clicked(event))
    this.table.addEventListener("keydown", event => this.moved(event))
    this.element.addEventListener("keydown", event => {
      if (event.key === "Escape" && !this.aside.hidden && !event.defaultPrevented) this.close()
    })
  }

  /** @returns {StaffPart | null} */
  get part() {
    return JSON.parse(this.model.people || "null")
  }

  // ---------------------------------------------------------------- the list
  draw() {
    const {part} = this
    if (!part) return
    this.asked.hidden = !part.asked.length
    this.asked.replaceChildren(...waiting(part.asked, {add: one => this.adding(one), putAway: id => this.send("put_away", {put_away: id})}))
    const isBySchool = this.look.by === "school"
    const groups = isBySchool ? part.school_groups : part.groups
    if (!groups.some(one => one.code === this.look.group)) this.look.group = "all"
    this.choices(
      this.groups,
      "group",
      groups.map(({code, label, count}) => [code, label, String(count)]),
    )
    this.choices(this.by, "by", [
      ["person", gettext("By person"), ""],
      ["school", gettext("By school"), ""],
    ])
    const at = this.focusedId()
    const rows = isBySchool ? part.schools.map(schoolRow) : part.people.map(personRow)
    this.table.replaceChildren(isBySchool ? schoolTable(rows) : personTable(rows))
    this.show()
    this.mark()
    if (at) this.table.querySelector(/** @type {"button"} */ (`button[data-id="${CSS.escape(at)}"]`))?.focus({preventScroll: true})
    if (this.form) this.form.offer(part.roles)
  }

  /**
   * @param {HTMLElement} place
   * @param {"group" | "by"} name
   * @param {[string, string, string][]} options code, label, count
   */
  choices(place, name, options) {
    const chosen = this.look[name]
    const hadKeyboard = place.querySelector(":focus") !== null
    const labels = options.map(([code, label, count]) => {
      const radio = make("input", {type: "radio", name, value: code, checked: code === chosen})
      radio.addEventListener("change", () => this.choose(name, code))
      return make("label", {}, radio, make("span", {}, label), count ? make("small", {}, count) : null)
    })
    place.replaceChildren(...labels)
    if (hadKeyboard) place.querySelector(/** @type {"input"} */ ("input:checked"))?.focus()
  }

  /**
   * @param {"group" | "by"} name
   * @param {string} code
   */
  choose(name, code) {
    if (name === "by") this.look = {...this.look, by: code === "school" ? "school" : "person", group: "all"}
    else this.look = {...this.look, group: code}
    if (name === "by") this.draw()
    else this.show()
    this.looked()
  }

  typing() {
    clearTimeout(this.timer)
    this.look = {...this.look, search: this.search.value.trim().toLowerCase()}
    this.show()
    this.timer = window.setTimeout(() => this.looked(), TYPING_ENDS)
  }

  looked() {
    this.model.send_msg({look: this.look})
  }

  /** Show the rows of the group that what is typed is found in. */
  show() {
    const {group, search} = this.look
    let shown = 0
    for (const row of this.table.querySelectorAll(/** @type {"tr"} */ ("tbody tr"))) {
      const {group: own = "", search: text = ""} = row.dataset
      row.hidden = !((group === "all" || own === group) && text.includes(search))
      if (!row.hidden) shown += 1
    }
    this.none.hidden = shown > 0
    this.none.textContent = shown ? "" : gettext("Nobody here fits. Choose another group, or type less.")
    if (search) window.partnership?.say(ngettext("{count} row", "{count} rows", shown))
    const buttons = this.buttons()
    for (const [at, button] of buttons.entries()) button.tabIndex = at === 0 ? 0 : -1
  }

  buttons() {
    return [...this.table.querySelectorAll(/** @type {"button"} */ ("tbody tr:not([hidden]) button.name"))]
  }

  focusedId() {
    const at = this.table.querySelector(/** @type {"button"} */ ("button.name:focus"))
    return at?.dataset.id ?? ""
  }

  /** Which row is open. */
  mark() {
    const open = this.person ? String(this.person.panel.id) : ""
    for (const row of this.table.querySelectorAll(/** @type {"tr"} */ ("tbody tr[data-person]"))) {
      row.classList.toggle("on", row.dataset.person === open)
      row.querySelector("button.name")?.setAttribute("aria-expanded", String(row.dataset.person === open))
    }
  }

  /** @param {Event} event */
  clicked(event) {
    const row = around(event, "tr[data-person]")
    if (row?.dataset.person) this.open(Number(row.dataset.person))
  }

  /** @param {KeyboardEvent} event */
  moved(event) {
    const buttons = this.buttons()
    const here = buttons.findIndex(button => button.matches(":focus"))
    const next = here < 0 ? undefined : ledTo(event.key, here, buttons.length)
    if (next === undefined) return
    event.preventDefault()
    const [from, to] = [buttons[here], buttons[next]]
    if (from) from.tabIndex = -1
    if (to) {
      to.tabIndex = 0
      to.focus()
    }
  }

  // ---------------------------------------------------------------- beside it
  /** @param {number} id */
  open(id) {
    if (this.person?.panel.id === id && !this.form) return
    this.form = null
    this.wantsFocus = true
    this.model.send_msg({open: id})
  }

  close() {
    const id = this.person?.panel.id
    this.person = null
    this.form = null
    this.aside.hidden = true
    this.element.classList.remove("opened")
    this.mark()
    this.model.send_msg({open: 0})
    const row = id === undefined ? null : this.table.querySelector(/** @type {"button"} */ (`tr[data-person="${id}"] button.name`))
    if (row) row.focus()
    else this.add.focus()
  }

  /** @param {AccessAsked} [asked] whose request is answered by it */
  adding(asked) {
    const {part} = this
    if (!part) return
    this.person = null
    this.mark()
    this.model.send_msg({open: 0}) // so that whoever was open can be opened again
    this.form = new AddForm(part.roles, {send: message => this.send("add", message), close: () => this.close()})
    if (asked) this.form.begin(asked)
    this.lay(this.form.element, gettext("Add a person"))
    this.form.first.focus()
  }

  /** The server has somebody, or somebody anew. */
  opened() {
    /** @type {PersonPanel | null} */
    const panel = JSON.parse(this.model.person || "null")
    if (!panel || (this.form && this.sent !== "add" && !this.justAdded)) return
    this.justAdded = false
    this.form = null
    if (this.person?.panel.id === panel.id) this.person.take(panel)
    else this.person = new PersonView(panel, {send: (name, message) => this.send(name, message), close: () => this.close()})
    const focus = this.wantsFocus
    this.wantsFocus = false
    if (this.aside.firstChild !== this.person.element) this.lay(this.person.element, panel.fields.name)
    this.aside.setAttribute("aria-label", panel.fields.name)
    this.mark()
    if (focus) this.aside.focus()
  }

  /**
   * @param {HTMLElement} inside
   * @param {string} label
   */
  lay(inside, label) {
    this.aside.replaceChildren(inside)
    this.aside.setAttribute("aria-label", label)
    this.aside.hidden = false
    this.element.classList.add("opened")
  }

  /**
   * @param {string} name
   * @param {PeopleMessage} message
   */
  send(name, message) {
    if (this.sent || !isConnected()) return
    this.sent = name
    this.form?.wait(true)
    this.person?.wait(true)
    this.model.send_msg(message)
  }

  answered() {
    const {sent} = this
    if (!sent) return
    this.sent = ""
    const {answer} = this.model
    this.form?.wait(false)
    this.person?.wait(false)
    if (this.form && answer.refusal) this.form.refuse(answer.refusal)
    else if (this.form) {
      this.justAdded = true
      this.wantsFocus = true
      this.form.done()
      window.partnership?.say(answer.said ?? "")
    } else if (sent === "put_away") window.partnership?.say(answer.refusal || answer.said || "")
    else this.person?.answered(sent, answer)
  }

  isTyped() {
    return Boolean(this.form?.isTyped() || this.person?.isTyped())
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.sent = ""
    this.form?.wait(false)
    this.person?.wait(false)
  }

  wantsFocus = false
  justAdded = false
}
