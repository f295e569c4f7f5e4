// The drawer in which a contact is logged. It opens over any page for the school that somebody names, keeps what is
// typed when it is closed, and shows the entry that was saved with its way back.
import {answerForForm, isOnOurPage} from "../../assets/scripts/connected.js"
import {isModified, make} from "../../assets/scripts/dom.js"
import {draftOf, isKeptThroughReload, keepDraft} from "../../assets/scripts/drafts.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {tierIcon} from "../../assets/scripts/marks.js"
import {operation} from "../../assets/scripts/operation.js"
import {followDays} from "../parts/typed_day.js"
import {ContactForm} from "./contact_form.js"
import {entryLine} from "./entries.js"
import {schoolAt} from "./which_school.js"

/** @import {Drawing, LogContact, Model} from "../../assets/scripts/page.d.ts" */
/** @import {ContactDraft, ContactForm as Offered, ContactMessage, ContactParameters, Entry} from "../../assets/scripts/shapes.d.ts" */

class Drawer {
  element = make("div", {class: "contact"})
  /** @type {ContactForm | null} */
  form = null
  /** The school and entry the drawer is asked for. */
  asked = {school: "", correct: ""}
  /**
   * What was sent and has no answer yet.
   * @type {{operation: string, offered: Offered, draft: ContactDraft, goesOn: boolean} | null}
   */
  sent = null
  /**
   * The entry that was saved last here, with what was typed for it.
   * @type {{offered: Offered, entry: Entry, draft: ContactDraft} | null}
   */
  saved = null
  taking = ""
  /** The school in whose log somebody takes an entry back. */
  undoAt = ""
  refused = ""

  /** @param {Model<ContactParameters, ContactMessage>} model */
  constructor(model) {
    this.model = model
  }

  /** @returns {Offered | null} */
  get offered() {
    return JSON.parse(this.model.part || "null")
  }

  /** @param {LogContact} wanted */
  open({school, correct = "", undo = ""}) {
    if (undo) {
      this.undoAt = school
      return this.takeBack(undo)
    }
    if (this.asked.school !== school || this.asked.correct !== correct) this.form = null
    this.asked = {school, correct}
    if (this.saved?.offered.id === school) this.saved = null
    this.refused = ""
    window.partnership?.drawer("contact")
    this.model.send_msg({open: school, correct})
    if (this.form)
      this.form.focus() // it stands as it was left
    else this.element.replaceChildren(this.#head(null), ...this.#lines(), this.#coming())
  }

  close() {
    this.saved = null
    window.partnership?.drawer("")
  }

  // ---------------------------------------------------------------- what people see
  draw() {
    const {offered} = this
    const isThere = offered?.id === this.asked.school && offered.corrects === this.asked.correct
    if (this.form?.element.isConnected && this.form.isTyped()) {
      if (isThere && offered) this.form.renew(offered) // nothing else moves under who types
      return
    }
    if (!isThere || !offered) {
      if (this.saved?.offered.id !== this.asked.school) this.element.replaceChildren(this.#head(null), ...this.#lines(), this.#coming())
      return
    }
    this.form = null
    const isSaved = this.saved?.offered.id === offered.id
    const form = offered.refusal || isSaved ? null : this.#form(offered)
    const hadKeyboard = this.element.querySelector(":focus") !== null
    const instead = offered.refusal ? make("p", {class: "refusal"}, offered.refusal) : ""
    this.element.replaceChildren(this.#head(offered), ...this.#lines(), form?.element ?? instead, this.#last(offered))
    if (form) form.focus()
    else if (hadKeyboard) this.#focusSaved()
  }

  /** @param {Offered} offered */
  #form(offered) {
    const draft = /** @type {ContactDraft | null} */ (draftOf(offered.draft))
    this.form = new ContactForm(offered, draft, {
      send: (sent, goesOn) => this.send(offered, sent, goesOn),
      typed: typed => keepDraft(offered.draft, typed),
      day: (day, ahead, number) => this.model.send_msg({day, ahead, operation: number}),
    })
    return this.form
  }

  /** @param {Offered | null} offered */
  #head(offered) {
    const close = make("button", {type: "button", class: "close", "aria-label": gettext("Close")}, icon("close"))
    close.addEventListener("click", () => this.close())
    const title = offered?.corrects ? gettext("Correct an entry") : gettext("Log a contact")
    const tier = offered?.tier ? make("span", {class: `tier ${offered.tier}`}, tierIcon(offered.tier), offered.tier_label) : null
    return make("header", {}, make("div", {}, make("h2", {}, title), make("p", {}, make("b", {}, offered?.name ?? ""), " ", tier)), close)
  }

  #focusSaved() {
    const done = /** @type {HTMLElement | null} */ (this.element.querySelector(".saved .plain"))
    done?.focus()
  }

  #coming() {
    return make("p", {class: "coming", role: "status"}, gettext("Opening the form"))
  }

  /** What was saved a moment ago, and what was refused about it. */
  #lines() {
    const lines = []
    if (this.saved) {
      const {offered, entry} = this.saved
      const undo = make("button", {type: "button", class: "link", disabled: Boolean(this.taking)}, gettext("Undo"))
      undo.addEventListener("click", () => this.takeBack(entry.id))
      const done = make("button", {type: "button", class: "plain"}, gettext("Close"))
      done.addEventListener("click", () => this.close())
      const isHere = offered.id === this.asked.school
      const another = make("button", {type: "button", class: "plain"}, gettext("Log another"))
      another.addEventListener("click", () => {
        this.saved = null
        this.draw()
      })
      lines.push(
        make(
          "section",
          {class: "saved", role: "status"},
          make("p", {}, icon("check"), make("b", {}, gettext("Saved: {school}", {school: offered.name})), " ", undo),
          make("ul", {class: "contacts"}, entryLine({...entry, undo: false}, "")),
          make("small", {}, gettext("It can be taken back for a day; later it is corrected.")),
          isHere ? make("div", {class: "buttons"}, done, another) : null,
        ),
      )
    }
    if (this.refused) lines.push(make("p", {class: "refused", role: "alert"}, this.refused))
    return lines
  }

  /** @param {Offered} offered */
  #last({last}) {
    if (!last.length) return make("p", {class: "hint"}, gettext("No contact is recorded yet."))
    const shown = this.saved ? last.filter(entry => entry.id !== this.saved?.entry.id) : last
    return make(
      "section",
      {class: "before"},
      make("h3", {}, gettext("Last contacts")),
      make("ul", {class: "contacts"}, ...shown.map(entry => entryLine(entry, ""))),
    )
  }

  // ---------------------------------------------------------------- what people do
  /**
   * @param {Offered} offered
   * @param {ContactDraft} draft
   * @param {boolean} goesOn
   */
  send(offered, draft, goesOn) {
    this.sent = {operation: draft.operation, offered, draft, goesOn}
    keepDraft(offered.draft, {...draft, wasSent: true})
    const closes = draft.typed.closes.map(({key, due}) => ({key, due}))
    this.model.send_msg({save: {...draft.typed, closes, school: offered.id, corrects: offered.corrects}, operation: draft.operation})
  }

  /** @param {string} entry */
  takeBack(entry) {
    if (this.taking) return
    this.taking = operation()
    this.refused = ""
    this.model.send_msg({take_back: entry, operation: this.taking})
  }

  answered() {
    const {operation: about, refusal = "", entry, taken} = this.model.answer
    if (about && about === this.taking) {
      this.taking = ""
      this.#tookBack(refusal, taken ?? "")
    } else if (this.sent && about === this.sent.operation) {
      const {sent} = this
      this.sent = null
      if (refusal || !entry) this.#refuse(sent.offered, sent.draft, refusal)
      else this.#keep(sent, entry)
    }
  }

  /**
   * @param {Offered} offered
   * @param {ContactDraft} draft
   * @param {string} refusal
   */
  #refuse(offered, draft, refusal) {
    keepDraft(offered.draft, draft)
    this.form?.refuse(refusal)
  }

  /**
   * @param {{offered: Offered, draft: ContactDraft, goesOn: boolean}} sent
   * @param {Entry} entry
   */
  #keep({offered, draft, goesOn}, entry) {
    keepDraft(offered.draft, null)
    this.form = null
    this.saved = {offered, entry, draft}
    window.partnership?.say(gettext("Saved: {school}", {school: offered.name}))
    if (goesOn && offered.next) return this.open({school: offered.next.id})
    this.asked = {school: offered.id, correct: ""}
    this.element.replaceChildren(this.#head(offered), ...this.#lines())
    this.#focusSaved()
    this.model.send_msg({open: offered.id, correct: ""}) // what it is about has moved on
  }

  /**
   * @param {string} refusal
   * @param {string} taken
   */
  #tookBack(refusal, taken) {
    const {saved} = this
    if (!refusal) window.partnership?.say(gettext("Taken back"))
    if (!refusal && saved?.entry.id === taken) {
      keepDraft(saved.offered.draft, {...saved.draft, operation: operation()}) // what was typed is there again
      this.saved = null
      this.open({school: saved.offered.id, correct: saved.offered.corrects})
      return
    }
    if (refusal && !saved && this.undoAt) this.open({school: this.undoAt})
    this.refused = refusal
    this.draw()
  }

  lost() {
    this.form?.lost()
    this.sent = null
  }
}

/** @param {Drawing<ContactParameters, ContactMessage>} drawing */
export function render({model, el}) {
  const drawer = new Drawer(model)
  model.on("part", () => drawer.draw())
  model.on("answer", () => drawer.answered())
  followDays(model)
  const gone = new AbortController()
  const {signal} = gone
  addEventListener("log-contact", event => drawer.open(event.detail), {signal})
  addEventListener(
    "keydown",
    event => {
      if (
        event.defaultPrevented ||
        event.key.toLowerCase() !== "l" ||
        event.repeat ||
        isModified(event) ||
        !isOnOurPage() ||
        window.partnership?.writing()
      )
        return
      const school = schoolAt(window.partnership?.focused() ?? null) || model.here || drawer.asked.school
      if (!school) return
      event.preventDefault()
      drawer.open({school})
    },
    {signal},
  )
  const stop = answerForForm(
    () => Boolean(drawer.form?.isTyped()) || !isKeptThroughReload(),
    isKeptThroughReload,
    () => drawer.lost(),
  )
  model.on("remove", () => {
    gone.abort()
    stop()
  })
  el.append(drawer.element)
  const asked = window.partnership?.takeAskedContact()
  if (asked) drawer.open(asked)
}
