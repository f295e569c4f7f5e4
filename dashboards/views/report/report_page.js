// The page that files a month: the form, its draft, and the answers of the office. The form is built for one report and
// stays until another one is shown, or this one was begun, sent or thrown away.
import {isConnected, isOnOurPage} from "../../assets/scripts/connected.js"
import {around, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {Answers} from "./answers.js"
import {Aside} from "./aside.js"
import {Fields} from "./controls.js"
import {Draft, operation} from "./draft.js"
import {Lines} from "./lines.js"
import {offers} from "./offers.js"
import {keepPlace, placeBefore, wasLost} from "./place.js"
import {Rows} from "./rows.js"
import {teamCard} from "./team.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {Checked, CheckedQuestion, DraftAnswer, FieldNow, ReportMessage, ReportOption, ReportParameters, ReportPart} from "../../assets/scripts/shapes.d.ts" */

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
    else this.element.append(this.bar(part), this.shut(part))
    this.told()
  }

  // ---------------------------------------------------------------- a report that is not being written
  /** @param {ReportPart} part */
  shut(part) {
    const inside = []
    if (part.returned) inside.push(...this.returned(part))
    if (part.why) inside.push(make("p", {class: "say err"}, icon("lock", 16), make("span", {}, part.why)))
    if (part.begins) {
      const begin = make("button", {type: "button", class: "btn pri"}, part.begins)
      begin.addEventListener("click", () => this.ask("begin", {}))
      inside.push(make("p", {}, begin))
    }
    return make("section", {class: "card shut"}, this.lines.element, ...inside)
  }

  /** @param {ReportPart} part */
  returned(part) {
    const {returned} = part
    if (!returned) return []
    return [
      make(
        "div",
        {class: "say info"},
        icon("alert", 16),
        make(
          "div",
          {},
          make("b", {}, returned.head),
          " ",
          returned.quote ? make("q", {}, returned.quote.replace(/^[“"]|[”"]$/g, "")) : null,
          " ",
          returned.how,
        ),
      ),
    ]
  }

  /** School and month, where there are several. @param {ReportPart} part */
  bar(part) {
    const choose = (
      /** @type {"school" | "month"} */ name,
      /** @type {string} */ label,
      /** @type {readonly ReportOption[]} */ options,
      /** @type {string} */ chosen,
    ) => {
      if (options.length < 2) return null
      const list = make(
        "select",
        {class: "in", "aria-label": label},
        ...options.map(({code, label: text}) => make("option", {value: code, selected: code === chosen}, text)),
      )
      list.addEventListener("change", () => this.leave({school: part.school_id, month: part.month, [name]: list.value}))
      return list
    }
    const said = part.for_others ? make("p", {class: "say info"}, icon("alert", 16), make("span", {}, part.for_others)) : null
    const choices = [
      choose("school", gettext("School"), part.schools, part.school_id),
      choose("month", gettext("Month"), part.months, part.month),
    ]
    return make("div", {class: "top"}, said, ...choices)
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
    const asks = {question: (/** @type {CheckedQuestion} */ one) => this.question(one), counted: () => this.answers?.sync()}
    this.rows = new Rows(this.fields, part, asks)
    this.answers = new Answers(this.fields, this.rows, asks)
    this.aside = new Aside(part, this.fields, {send: () => this.send(), discard: () => this.discard(), lead: path => this.lead(path)})
    this.count = make("small", {})
    const heads = [
      gettext("Day"),
      gettext("Activity"),
      gettext("Type"),
      gettext("Families"),
      gettext("Adults"),
      gettext("Students"),
      gettext("Counted by"),
      "",
    ]
    const activities = make(
      "section",
      {class: "card full"},
      make("h2", {}, gettext("Activities"), " ", this.count),
      offers(part, this.rows),
      make("div", {class: "acts heads", "aria-hidden": "true"}, ...heads.map(text => make("span", {}, text))),
      this.rows.element,
      this.rows.undo,
    )
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
      ...this.returned(part),
      this.lines.element,
      this.mode(part),
      this.nil(part),
      activities,
      make("div", {class: "two"}, parents, team),
    )
    this.element.append(this.bar(part), main, this.aside.element, this.foot)
    this.turn()
    this.check()
    this.stand()
    if (draft.waiting.size) draft.save()
    const path = placeBefore(part.keeps)
    if (path) this.fields.focus(path)
  }

  /** Activities, or nothing to report. @param {ReportPart} part */
  mode(part) {
    const group = make("div", {class: "seg", role: "radiogroup", "aria-label": gettext("What there is to report")})
    for (const [isNil, name] of /** @type {[boolean, string][]} */ ([
      [false, gettext("Activities")],
      [true, gettext("Nothing to report")],
    ])) {
      const radio = make("input", {type: "radio", name: `mode ${part.keeps}`, value: String(isNil)})
      radio.addEventListener("change", () => {
        this.draft?.type("form/is_nil", isNil, true)
        this.turn()
      })
      group.append(make("label", {}, radio, name))
    }
    this.fields?.keep("form/is_nil", {
      element: group,
      show: value => {
        for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === String(value === true)
        this.turn()
      },
    })
    return group
  }

  /** @param {ReportPart} part */
  nil(part) {
    const reason = this.fields?.area("form/nil_reason", {"aria-label": gettext("Why is there nothing to report?")})
    const common = part.choices.reasons.map(text => {
      const one = make("button", {type: "button", class: "pill"}, text)
      one.addEventListener("click", () => {
        this.draft?.type("form/nil_reason", text, true)
        this.fields?.show("form/nil_reason")
      })
      return one
    })
    const said = gettext("It counts as a report, not as zero activities. What you typed stays here until you send.")
    return make(
      "section",
      {class: "card nil"},
      make("h2", {}, gettext("Why is there nothing to report?")),
      make("div", {class: "pills"}, ...common),
      reason,
      make("p", {class: "muted"}, said),
    )
  }

  turn() {
    this.element.classList.toggle("is-nil", this.draft?.value("form/is_nil") === true)
  }

  // ---------------------------------------------------------------- questions
  /** @param {CheckedQuestion} one */
  question(one) {
    const replies = one.replies.map(({label, path, value}) => {
      const button = make("button", {type: "button", class: "btn s"}, label)
      button.addEventListener("click", () => {
        this.draft?.type(path, value, true)
        this.fields?.show(path)
        this.fields?.focus(one.path)
      })
      return button
    })
    if (one.is_open)
      return make("div", {class: "say", role: "status"}, icon("alert", 16), make("span", {class: "grow"}, one.text), ...replies)
    return make("p", {class: "kept"}, icon("check", 14), gettext("{question} Kept.", {question: one.text}))
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
      place.replaceChildren(...mine.map(one => this.question(one)))
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
    if (!draft || document.hidden || !isConnected() || draft.onItsWay || !isOnOurPage()) return
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
