// The page Review: the queue, one report and the decision about it. What somebody decides goes out under a number of its
// own and the next report, which is here already, opens at once; a decision that is refused brings its report back.
import {isConnected} from "../../assets/scripts/connected.js"
import {isModified, make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {inDrawer, writing} from "../../shell/keyboard.js"
import {asksDay} from "../parts/typed_day.js"
import {logContact} from "../support/entries.js"
import {BacklogView} from "./backlog_view.js"
import {DecideView} from "./decide_view.js"
import {LockView} from "./lock_view.js"
import {QueueList} from "./queue_list.js"
import {reportView} from "./report_view.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {ReportPanel, ReturnDraft, ReviewDecision, ReviewMessage, ReviewParameters, ReviewQueue} from "../../assets/scripts/shapes.d.ts" */

const KEYS = "review keys"
/** @type {ReturnDraft} */
const NOTHING_TYPED = {text: "", codes: [], spanish: false, isTyped: false}

export class ReviewPage {
  element = make("div", {class: "review"})
  report = make("article", {class: "report", tabindex: -1, "aria-label": gettext("The report")})
  line = make("p", {class: "line", role: "status", hidden: true})
  keys = make("p", {class: "keys"})
  /** @type {ReviewQueue | null} */
  queue = null
  open = ""
  /** What stands in the middle by now: a report as JSON. */
  drawn = ""
  /** @type {Map<string, ReportPanel>} */
  panels = new Map()
  /** @type {Map<string, ReturnDraft>} */
  drafts = new Map()
  /** Decisions without an answer, by their number: the reports they are about. */
  /** @type {Map<string, string[]>} */
  sent = new Map()
  /** @type {Map<string, string[]>} */
  givenBack = new Map()

  /** @param {Model<ReviewParameters, ReviewMessage>} model */
  constructor(model) {
    this.model = model
    this.list = new QueueList({
      open: key => this.show(key),
      look: look => this.model.send_msg({look}),
      acceptClean: () => this.acceptClean(),
      undo: () => this.undo(),
    })
    this.decide = new DecideView({
      accept: () => this.accept(),
      giveBack: () => this.giveBack(),
      putBack: () => this.putBack(),
      typed: draft => this.drafts.set(this.open, draft),
    })
    const ask = asksDay({send_msg: message => this.model.send_msg(message)}, true)
    this.backlog = new BacklogView(
      (decision, keys) => this.send(decision, keys),
      cluster => this.model.send_msg({look: {cluster}}),
      ask,
    )
    this.lock = new LockView(decision => this.send(decision, []), ask)
    const middle = make("div", {class: "middle"}, this.line, this.lock.element, this.backlog.element, this.report)
    this.list.element.append(this.keys)
    this.element.append(this.list.element, middle, this.decide.element)
    this.drawKeys()
  }

  /** @returns {ReadonlySet<string>} */
  get pending() {
    return new Set([...this.sent.values()].flat())
  }

  draw() {
    /** @type {ReviewQueue | null} */
    const queue = JSON.parse(this.model.queue || "null")
    if (!queue) return
    this.queue = queue
    const keys = new Set(queue.rows.map(row => row.key))
    if (!this.open && queue.open) this.open = queue.open
    for (const row of queue.rows) {
      const held = this.panels.get(row.key)
      if (held && (held.state !== row.state || held.revision !== row.revision)) this.panels.delete(row.key)
    }
    if (!keys.has(this.open)) this.open = queue.rows.find(row => row.state === "submitted" && !this.pending.has(row.key))?.key ?? ""
    this.list.draw(queue, this.open, this.pending)
    this.lock.draw(queue.lock)
    this.backlog.draw(queue.backlog)
    if (this.open) this.ask()
    this.drawReport()
  }

  /** Have the open report read, and those before and after it, so that they open at once. */
  ask() {
    const order = this.order()
    const here = order.indexOf(this.open)
    const ahead = [order[here + 1], order[here - 1], order[here + 2]]
    this.model.send_msg({open: [this.open, ...ahead.filter(key => key !== undefined)]})
  }

  /** The reports that wait, as the queue has them; where none does, all of them. */
  order() {
    const rows = this.queue?.rows ?? []
    const waiting = rows.filter(row => row.state === "submitted").map(row => row.key)
    return waiting.includes(this.open) || !this.open ? waiting : rows.map(row => row.key)
  }

  /** @param {string} key */
  show(key) {
    if (!this.queue || key === this.open) return
    this.open = key
    this.decide.refused = ""
    this.list.draw(this.queue, key, this.pending)
    this.list.show(key)
    this.drawReport()
    this.ask()
  }

  received() {
    /** @type {ReportPanel[]} */
    const panels = JSON.parse(this.model.reports)
    for (const panel of panels) this.panels.set(panel.key, panel)
    this.drawReport()
  }

  drawReport() {
    const panel = this.panels.get(this.open)
    const text = panel ? JSON.stringify(panel) : this.open
    if (text === this.drawn) return
    const isAnother = this.report.dataset.key !== this.open
    this.drawn = text
    this.report.dataset.key = this.open
    this.decide.element.hidden = !panel
    this.element.classList.toggle("alone", !this.open)
    if (!panel) {
      const words = this.open ? make("p", {class: "opening"}, gettext("Opening the report")) : null
      this.report.replaceChildren(...(words ? [words] : []))
      return
    }
    this.report.replaceChildren(...reportView(panel))
    this.report.setAttribute("aria-label", panel.name)
    this.decide.draw(panel, this.drafts.get(this.open) ?? NOTHING_TYPED)
    if (isAnother) this.report.scrollTop = 0
    if (isAnother) this.decide.element.scrollTop = 0
  }

  // ---------------------------------------------------------------- decisions
  /** @returns {ReportPanel | null} the open report, where this person may decide about it and it waits */
  get waits() {
    const panel = this.panels.get(this.open)
    return panel && panel.state === "submitted" && !panel.refusal && !panel.locked && !this.pending.has(panel.key) ? panel : null
  }

  accept() {
    const panel = this.waits
    if (!panel) return
    if (this.send({accept: [{key: panel.key, revision: panel.revision}]}, [panel.key])) this.step(1)
  }

  acceptClean() {
    const seen = (this.queue?.clean ?? []).map(({key, revision}) => ({key, revision}))
    if (!seen.length) return
    const keys = seen.map(one => one.key)
    if (this.send({accept: seen}, keys) && keys.includes(this.open)) this.step(1)
  }

  giveBack() {
    const panel = this.waits
    const draft = this.drafts.get(this.open)
    if (!panel || !draft?.text.trim()) return
    const seen = {key: panel.key, revision: panel.revision}
    if (this.send({give_back: {...seen, text: draft.text, spanish: draft.spanish, codes: draft.codes}}, [panel.key])) this.step(1)
  }

  putBack() {
    const panel = this.panels.get(this.open)
    if (panel) this.send({put_back: {key: panel.key, revision: panel.revision, state: panel.state}}, [panel.key])
  }

  undo() {
    if (this.queue?.undo) this.send({undo: this.queue.undo.number}, [])
  }

  /**
   * Send a decision under a number of its own; a page that lost its server sends nothing.
   * @param {ReviewDecision} decision
   * @param {string[]} keys the reports it is about
   */
  send(decision, keys) {
    if (!isConnected() || keys.some(key => this.pending.has(key))) return false
    const operation = crypto.randomUUID?.() ?? `op-${Date.now()}-${Math.random().toString(36).slice(2)}`
    this.sent.set(operation, keys)
    if ("give_back" in decision) this.givenBack.set(operation, keys) // only what was sent is no draft any more
    this.say("")
    if (this.queue) this.list.draw(this.queue, this.open, this.pending)
    this.model.send_msg({...decision, operation})
    return true
  }

  answered() {
    const {operation = "", refusal = "", said = ""} = this.model.answer
    const keys = this.sent.get(operation)
    if (!keys) return
    this.sent.delete(operation)
    if (refusal) {
      this.say(refusal, true)
      if (keys[0] && keys[0] !== this.open) this.show(keys[0])
      this.decide.refuse(refusal)
    } else {
      for (const key of this.givenBack.get(operation) ?? []) this.drafts.delete(key)
      this.givenBack.delete(operation)
      this.decide.refuse("")
      this.backlog.saved()
      this.lock.saved()
      this.say(said)
    }
    if (this.queue) this.list.draw(this.queue, this.open, this.pending)
  }

  /**
   * @param {string} words
   * @param {boolean} [isRefused]
   */
  say(words, isRefused = false) {
    this.line.hidden = !(words && isRefused)
    this.line.textContent = isRefused ? words : ""
    if (words && !isRefused) window.partnership?.say(words)
  }

  /**
   * Open the report so many places on, among those that are not decided about yet.
   * @param {number} places
   */
  step(places) {
    const order = this.order()
    const here = order.indexOf(this.open)
    const free = order.filter((key, at) => at === here || !this.pending.has(key))
    const at = free.indexOf(this.open)
    const next = free[at + places] ?? (places > 0 && this.pending.has(this.open) ? free[at - 1] : undefined)
    if (next) this.show(next)
  }

  isTyped() {
    return [...this.drafts].some(([key, draft]) => draft.text.trim() && this.panels.get(key)?.state === "submitted")
  }

  /** The connection is lost: what was sent gets no answer any more. */
  lost() {
    this.sent.clear()
    if (this.queue) this.list.draw(this.queue, this.open, this.pending)
  }

  // ---------------------------------------------------------------- keys
  get areKeysOn() {
    try {
      return localStorage.getItem(KEYS) !== "off"
    } catch {
      return true
    }
  }

  drawKeys() {
    const isOn = this.areKeysOn
    /** @type {[string, string][]} */
    const all = [
      ["j", gettext("next")],
      ["k", gettext("back")],
      ["a", gettext("accept")],
      ["r", gettext("return")],
    ]
    const told = all.map(([key, text]) => make("span", {}, make("kbd", {}, key), text))
    const turn = make(
      "button",
      {type: "button", class: "link", "aria-pressed": String(isOn)},
      isOn ? gettext("Keys on") : gettext("Keys off"),
    )
    turn.addEventListener("click", () => {
      try {
        localStorage.setItem(KEYS, isOn ? "off" : "on")
      } catch {
        return
      }
      this.drawKeys()
    })
    this.keys.replaceChildren(...(isOn ? told : []), turn)
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.defaultPrevented || isModified(event) || event.repeat || writing() || inDrawer()) return
    if (event.key.toLowerCase() === "l" && this.open) {
      event.preventDefault() // the drawer would go by what the server was told last
      logContact(this.element, {school: this.open.split("|")[0] ?? ""})
    }
    if (!this.areKeysOn) return
    /** @type {Record<string, () => void>} */
    const does = {
      j: () => this.step(1),
      k: () => this.step(-1),
      a: () => this.accept(),
      r: () => this.decide.begin(),
      u: () => this.undo(),
    }
    const act = does[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
