// One person: who they are and may, what they care for with days, and the changes an administrator can make. The panel
// is drawn anew whenever the server says more; what is typed and not saved stays, and a field that somebody else
// changed meanwhile says what stands there now.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {labelled, roleOptions} from "./add_form.js"
import {CareSection} from "./care_section.js"
import {linkBox} from "./link_box.js"
import {changesList, rightsTable, signInsList} from "./person_parts.js"

/** @import {PeopleAnswer, PeopleMessage, PersonFields, PersonPanel} from "../../assets/scripts/shapes.d.ts" */

/** @typedef {{send: (name: string, message: PeopleMessage) => void, close: () => void}} Acts */

/** @type {(keyof PersonFields)[]} */
const FIELDS = ["name", "role", "email", "phone"]

export class PersonView {
  element = make("div", {class: "inside"})
  /**
   * What somebody else changed under what is typed, by field.
   * @type {Partial<PersonFields>}
   */
  changed = {}
  refused = ""
  said = ""
  /** @type {PeopleAnswer | null} */
  link = null
  isClosing = false
  waits = false
  /**
   * Where the keyboard was before something was sent.
   * @type {string | null}
   */
  key = null

  /**
   * @param {PersonPanel} panel
   * @param {Acts} acts
   */
  constructor(panel, acts) {
    this.panel = panel
    this.acts = acts
    this.seen = panel.fields
    this.typed = {...panel.fields}
    this.care = new CareSection(
      panel,
      (name, message) => this.send(name, message),
      () => this.draw(),
    )
    this.draw()
  }

  /** @param {PersonPanel} panel the same person, as they are by now */
  take(panel) {
    for (const name of FIELDS) {
      const now = panel.fields[name]
      if (this.typed[name] === this.seen[name]) this.typed[name] = now
      else if (now !== this.seen[name] && now !== this.typed[name]) this.changed[name] = now
    }
    this.seen = panel.fields
    this.panel = panel
    this.care.panel = panel
    if (panel.is_closed) this.isClosing = false
    this.draw()
  }

  isTyped() {
    return FIELDS.some(name => this.typed[name] !== this.seen[name]) || this.care.isTyped()
  }

  /**
   * @param {string} name
   * @param {PeopleMessage} message
   */
  send(name, message) {
    this.refused = ""
    this.said = ""
    this.acts.send(name, message)
  }

  /** @param {boolean} isWaiting */
  wait(isWaiting) {
    this.waits = isWaiting
    this.draw()
  }

  /**
   * @param {string} sent
   * @param {PeopleAnswer} answer
   */
  answered(sent, answer) {
    this.refused = answer.refusal ?? ""
    this.said = answer.said ?? ""
    if (answer.link) this.link = answer
    if (!this.refused) {
      if (sent === "save") this.seen = {...this.typed}
      if (sent === "save") this.changed = {}
      if (sent === "give" || sent === "end") this.care.done()
      this.isClosing = false
    }
    this.draw()
    if (answer.link) this.element.querySelector(/** @type {"input"} */ (".link-box input"))?.focus()
  }

  /** Draw anew; the keyboard stays where it was, also after a button could not be pressed for a while. */
  draw() {
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    const at = active && this.element.contains(active) ? active : null
    const key = at?.getAttribute("data-key") ?? (active ? null : this.key)
    const caret = at instanceof HTMLInputElement && at.type !== "date" && at.type !== "email" ? at.selectionStart : null
    this.element.replaceChildren(this.head(), this.body(), this.foot())
    this.key = this.waits ? (key ?? null) : null
    const again = key && this.element.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again instanceof HTMLElement && !again.matches(":disabled")) again.focus({preventScroll: true})
    else if (key && !this.waits) this.element.parentElement?.focus({preventScroll: true})
    if (again instanceof HTMLInputElement && caret !== null) again.setSelectionRange(caret, caret)
  }

  head() {
    const {fields, initials, line} = this.panel
    const close = make("button", {type: "button", class: "bare", "aria-label": gettext("Close"), "data-key": "close"}, icon("close"))
    close.addEventListener("click", () => this.acts.close())
    return make(
      "div",
      {class: "head"},
      make("span", {class: "face large", "aria-hidden": "true"}, initials),
      make("div", {class: "grow"}, make("h2", {}, fields.name), make("p", {class: "hint"}, line)),
      close,
    )
  }

  body() {
    const {panel} = this
    return make(
      "div",
      {class: "scroll"},
      this.said ? make("p", {class: "said", role: "status"}, icon("check"), this.said) : null,
      this.link ? linkBox(this.link, () => this.forget()) : null,
      panel.is_closed ? make("p", {class: "hint"}, gettext("This account is closed. What they wrote stays.")) : null,
      make(
        "div",
        {class: "fields"},
        this.field("name", gettext("Name"), make("input", {class: "in", autocomplete: "off", maxlength: 100})),
        this.field("role", gettext("Role"), make("select", {class: "in"}, ...roleOptions(panel.roles))),
        this.field("email", gettext("Work e-mail"), make("input", {class: "in", type: "email", autocomplete: "off", maxlength: 254})),
        this.field("phone", gettext("Work phone"), make("input", {class: "in", type: "tel", autocomplete: "off", maxlength: 40})),
      ),
      this.care.drawn(this.waits),
      rightsTable(panel),
      panel.sign_ins.length ? signInsList(panel, (key, words, id) => this.ending(key, words, id)) : null,
      changesList(panel),
    )
  }

  /**
   * @param {string} key
   * @param {string} words
   * @param {number} id
   */
  ending(key, words, id) {
    const button = this.button(key, gettext("End"), () => this.send("end_sign_in", {end_sign_in: id}), "link")
    button.setAttribute("aria-label", gettext("End: {words}", {words}))
    return button
  }

  forget() {
    this.link = null
    this.draw()
  }

  /**
   * @param {keyof PersonFields} name
   * @param {string} label
   * @param {HTMLInputElement | HTMLSelectElement} field
   */
  field(name, label, field) {
    field.value = this.typed[name]
    field.dataset.key = name
    const now = this.changed[name]
    const shown = name === "role" ? this.panel.roles.find(([code]) => code === now)?.[1] : now
    const hint = now === undefined ? "" : gettext("Now it says: {value}", {value: shown || "–"})
    const whole = labelled(label, field, hint)
    if (hint) whole.classList.add("changed")
    for (const kind of ["input", "change"])
      field.addEventListener(kind, () => {
        this.typed[name] = field.value
        this.settle()
      })
    return whole
  }

  /** Only the button follows what is typed; nothing else moves. */
  settle() {
    const save = this.element.querySelector(/** @type {"button"} */ ("button.save"))
    if (save) save.disabled = this.waits || !FIELDS.some(name => this.typed[name] !== this.seen[name])
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {() => void} act
   * @param {string} [look]
   */
  button(key, text, act, look = "btn") {
    const made = make("button", {type: "button", class: look, "data-key": key, disabled: this.waits}, text)
    made.addEventListener("click", act)
    return made
  }

  foot() {
    const {id, is_closed: isClosed} = this.panel
    const save = this.button(
      "save",
      gettext("Save"),
      () => this.send("save", {save: id, fields: this.typed, seen: this.seen}),
      "btn pri save",
    )
    save.disabled = this.waits || !FIELDS.some(name => this.typed[name] !== this.seen[name])
    return make(
      "div",
      {class: "foot"},
      this.refused ? make("p", {class: "refused", role: "alert"}, this.refused) : null,
      this.isClosing ? this.closing() : null,
      make("div", {class: "buttons"}, save, ...(isClosed ? this.whenClosed() : this.whenOpen())),
      isClosed ? null : this.reasons(),
    )
  }

  whenClosed() {
    return [this.button("reopen", gettext("Open the account again"), () => this.send("reopen", {reopen: this.panel.id}))]
  }

  whenOpen() {
    const {id, closing, inviting, sign_ins: signIns} = this.panel
    const close = () => {
      this.isClosing = true
      this.draw()
      this.element.querySelector(/** @type {"button"} */ ('[data-key="keep"]'))?.focus()
    }
    return [
      inviting ? null : this.button("invite", gettext("Invite by a link"), () => this.send("invite", {invite: id})),
      signIns.length ? this.button("out", gettext("Sign out everywhere"), () => this.send("sign_out", {sign_out: id})) : null,
      closing || this.isClosing ? null : this.button("closing", gettext("Close the account"), close),
    ]
  }

  /** Why a button is not there; no dead button stands in its place. */
  reasons() {
    const {closing, inviting} = this.panel
    const said = [closing, inviting].filter(Boolean).join(" ")
    return make("p", {class: "hint"}, said || gettext("Nobody is deleted."))
  }

  /** What is lost is said before it is. */
  closing() {
    const {id, closes, fields} = this.panel
    const keep = () => {
      this.isClosing = false
      this.draw()
      this.element.querySelector(/** @type {"button"} */ ('[data-key="closing"]'))?.focus()
    }
    return make(
      "div",
      {class: "closing", role: "group", "aria-label": gettext("Close the account of {name}", {name: fields.name})},
      make("b", {}, gettext("Close the account of {name}", {name: fields.name})),
      make("p", {}, closes),
      make(
        "div",
        {class: "buttons"},
        this.button("close-it", gettext("Close the account"), () => this.send("close", {close: id})),
        this.button("keep", gettext("Leave it open"), keep),
      ),
    )
  }
}
