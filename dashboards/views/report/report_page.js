// The page that files a month: the form, its draft, and the answers of the office. The form is built for one report and
// stays until another one is shown, or this one was begun, sent or thrown away.
import {isConnected, isOnOurPage} from "../../assets/scripts/connected.js"
import {afterPaint, around, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {Answers} from "./answers.js"
import {Aside} from "./aside.js"
import {Fields} from "./controls.js"
import {Draft, operation} from "./draft.js"
import {activitiesCard, bar, mode, nil, question, returned} from "./form.js"
import {Lines} from "./lines.js"
import {keepPlace, placeBefore, wasLost} from "./place.js"
import {Rows} from "./rows.js"
import {teamCard} from "./team.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Checked, CheckedQuestion, DraftAnswer, FieldNow, ReportMessage, ReportParameters, ReportPart} from "../../assets/scripts/shapes.d.ts" */

const LOOKS_EVERY = 4_000 // ms, what others type

export class ReportPage {
  element = make("div", {class: "report"})
  lines = new Lines(() => this.stand())
  /** @type {Draft | null} */
  draft = null
  /** @type {Fields | null} */
  fields = null
  /** @type {Rows | null} */
  rows = null
  /** @type {Answers | null} */
  answers = null
  /** @type {Aside | null} */
  aside = null
  built = ""
  said = ""
  sent = ""
  wantsToSend = false
  isLost = false

  /** @param {Model<ReportParameters, ReportMessage>} model */
  constructor(model) {
    this.model = model
    this.looking = window.setInterval(() => this.look(), LOOKS_EVERY)
    this.element.addEventListener("focusin", event => {
      const path = around(event, "[data-path]")?.dataset.path
      if (path && this.draft) keepPlace(this.draft.part.keeps, path)
    })
    this.element.addEventListener("focusout", () => this.draft?.waiting.size && this.draft.save())
  }

  /** @returns {ReportPart | null} */
  get part() {
    return JSON.parse(this.model.report || "null")
  }

  /** @returns {Checked | null} */
  get checked() {
    return JSON.parse(this.model.checked || "null")
  }

  draw() {
    const {part} = this
    const now = part
      ? [part.keeps, part.mode, part.draft && this.draft?.key === part.draft ? this.built.split("\n")[2] : part.draft, part.based_on].join(
          "\n",
        )
      : ""
    if (this.built === now && part) return this.check()
    this.built = now
    this.element.replaceChildren()
    this.draft = null
    if (!part) return
    if (part.mode === "write") this.build(part)
    else this.element.append(bar(this, part), this.shut(part))
    this.told()
  }

  // ---------------------------------------------------------------- a report that is not being written
  /** @param {ReportPart} part */
  shut(part) {
    const inside = []
    if (part.returned) inside.push(...returned(part))
    if (part.why) inside.push(make("p", {class: "say err"}, icon("lock", 16), make("span", {}, part.why)))
    if (part.begins) {
      const begin = make("button", {type: "button", class: "btn pri"}, part.begins)
      begin.addEventListener("click", () => this.ask("begin", {}))
      inside.push(make("p", {}, begin))
    }
    return make("section", {class: "card shut"}, this.lines.element, ...inside)
  }

  /** @param {{school: string, month: string}} place */
  leave(place) {
    this.draft?.save()
    this.said = ""
    this.model.send_msg({choose: place})
  }

  // ---------------------------------------------------------------- the form
  /** @param {ReportPart} part */
  build(part) {
    const saved = /** @type {FieldNow[]} */ (JSON.parse(this.model.fields || "[]"))
    const page = {
      send: (/** @type {ReportMessage} */ message) => this.model.send_msg(message),
      changed: () => this.stand(),
      shown: (/** @type {string} */ path) => this.shown(path),
    }
    const draft = new Draft(part, saved, page)
    this.draft = draft
    this.fields = new Fields(draft)
    const asks = {question: (/** @type {CheckedQuestion} */ one) => question(this, one), counted: () => this.answers?.sync()}
    this.rows = new Rows(this.fields, part, asks)
    this.answers = new Answers(this.fields, this.rows, asks)
    this.aside = new Aside(part, this.fields, {send: () => this.send(), discard: () => this.discard(), lead: path => this.lead(path)})
    this.count = make("small", {})
    const activities = activitiesCard(part, this.rows, this.count)
    const parents = make(
      "section",
      {class: "card full"},
      make("h2", {}, gettext("Parents' answers"), " ", make("small", {}, gettext("counts from the cards, per activity; no names"))),
      this.answers.element,
    )
    const team = teamCard(this.fields, part)
    team.classList.add("full")
    this.foot = make(
      "div",
      {class: "sticky"},
      make("span", {class: "standing"}),
      make("button", {type: "button", class: "btn pri"}, gettext("Send to {who}", {who: part.who})),
    )
    this.foot.querySelector("button")?.addEventListener("click", () => this.send())
    const main = make(
      "div",
      {class: "form"},
      ...returned(part),
      this.lines.element,
      mode(this, part),
      nil(this, part),
      activities,
      make("div", {class: "two"}, parents, team),
    )
    this.element.append(bar(this, part), main, this.aside.element, this.foot)
    this.turn()
    this.check()
    this.stand()
    if (draft.waiting.size) {
      draft.wantsCheck = true
      draft.save()
    }
    const path = placeBefore(part.keeps)
    if (path) afterPaint(() => this.lead(path))
  }

  turn() {
    this.element.classList.toggle("is-nil", this.draft?.value("form/is_nil") === true)
  }

  check() {
    const {checked} = this
    if (!checked || !this.draft) return
    for (const row of this.rows?.rows ?? []) {
      const start = `activity/${row.key}/`
      row.ask(
        checked.questions.filter(one => one.path.startsWith(start)),
        checked.odd.filter(one => one.path.startsWith(start)),
      )
    }
    this.answers?.ask(checked.questions, checked.odd)
    for (const place of this.element.querySelectorAll(/** @type {"div"} */ ("[data-asks]"))) {
      const mine = checked.questions.filter(one => one.path === place.dataset.asks)
      place.replaceChildren(...mine.map(one => question(this, one)))
    }
    if (this.count) this.count.textContent = checked.count
    this.aside?.tell(checked)
    const standing = this.foot?.querySelector("small")
    if (standing) standing.textContent = checked.to_check
    this.stand()
  }

  // ---------------------------------------------------------------- how it stands
  stand() {
    const {draft, aside} = this
    if (!draft || !aside) return
    aside.stand(draft)
    const standing = this.foot?.querySelector(".standing")
    standing?.replaceChildren(
      make("span", {class: "state", "data-state": aside.state.dataset.state}, aside.state.dataset.said ?? ""),
      make("small", {}, this.checked?.to_check ?? ""),
    )
    this.told()
  }

  told() {
    this.lines.tell(this.draft, {said: this.said, isLost: this.isLost, fields: this.fields})
  }

  // ---------------------------------------------------------------- the office answers
  answered() {
    const answer = /** @type {DraftAnswer} */ (JSON.parse(this.model.answer || "{}"))
    const {draft} = this
    if (answer.kind === "save") {
      draft?.answered(answer)
      if (this.wantsToSend && draft && !draft.waiting.size && !draft.onItsWay) this.send()
      if (answer.refusal) this.wantsToSend = false
    } else if (answer.kind === "look") {
      if (draft && (draft.key === answer.draft || !draft.key)) {
        draft.key = answer.draft ?? draft.key
        draft.take(answer.others ?? [], answer.version ?? draft.version)
        this.stand()
      }
    } else if (answer.op === this.sent) {
      this.sent = ""
      this.busy(false)
      if (answer.refusal) this.refused(answer.refusal)
      else {
        if (answer.kind !== "begin") draft?.forget()
        this.said = answer.said ?? ""
        this.built = ""
        this.told()
        if (this.said) window.partnership?.say(this.said)
      }
    }
  }

  /** @param {string} refusal */
  refused(refusal) {
    if (this.aside) this.aside.refuse(refusal)
    else this.lines.element.replaceChildren(make("p", {class: "say err", role: "alert"}, refusal))
    const first = this.checked?.odd[0]
    if (first) this.lead(first.path)
  }

  /** @param {boolean} isBusy */
  busy(isBusy) {
    for (const button of this.element.querySelectorAll(/** @type {"button"} */ (".btn.pri"))) button.disabled = isBusy
  }

  /**
   * @param {"begin" | "send" | "discard"} kind
   * @param {Record<string, unknown>} more
   */
  ask(kind, more) {
    const {part} = this
    if (!part || this.sent || !isConnected()) return
    this.sent = operation()
    this.busy(true)
    this.model.send_msg(/** @type {ReportMessage} */ ({[kind]: {op: this.sent, school: part.school_id, ...more}}))
  }

  /** Everything typed goes first, then the report. */
  send() {
    const {draft} = this
    if (!draft || draft.differs.size) return
    this.aside?.refuse("")
    this.wantsToSend = true
    if (draft.waiting.size || draft.onItsWay) {
      draft.wantsCheck = true
      draft.save()
      return
    }
    this.wantsToSend = false
    this.ask("send", {draft: draft.key, version: draft.version, over: draft.part.over})
  }

  discard() {
    const {draft} = this
    if (draft?.key) this.ask("discard", {draft: draft.key})
  }

  /** A field that somebody else has saved. @param {string} path */
  shown(path) {
    this.fields?.show(path)
    if (path.startsWith("activity/")) this.rows?.shown(path)
    if (path.startsWith("response/")) this.answers?.sync()
  }

  /** @param {string} path */
  lead(path) {
    const [kind, key] = path.split("/")
    const row = kind === "activity" ? this.rows?.rows.find(one => one.key === key) : null
    if (row) this.rows?.open(row, true)
    this.fields?.focus(path)
  }

  look() {
    const {draft} = this
    if (!draft || document.hidden || !isConnected() || draft.onItsWay || draft.heardLately() || !isOnOurPage()) return
    this.model.send_msg({look: {op: operation(), school: draft.part.school_id, draft: draft.key, known: draft.version}})
  }

  // ---------------------------------------------------------------- a page that is loaded again
  lost() {
    this.isLost = true
    this.draft?.lost()
    this.sent = ""
    this.wantsToSend = false
    this.busy(false)
    wasLost()
    this.stand()
  }

  isTyped() {
    return Boolean(this.draft?.waiting.size)
  }

  /** Would all that is typed be sent by itself once the page is loaded again, and is nobody typing right now? */
  comesBack() {
    const {draft} = this
    return !draft || (draft.isKept && Date.now() - draft.typedAt > 1_500)
  }

  isKept() {
    return this.draft?.isKept ?? true
  }

  gone() {
    clearInterval(this.looking)
  }
}
