// A draft as this page has it: what the office has saved, what is typed since, and what somebody else typed meanwhile.
// What is typed is kept in this browser at once, and sent when typing stops; one save is on its way at a time.
import {isConnected} from "../../assets/scripts/connected.js"
import {keepField, keptFields} from "../../assets/scripts/drafts.js"

/** @import {DraftAnswer, DraftValue, FieldNow, ReportMessage, ReportPart, StandingField, WaitingField} from "../../assets/scripts/shapes.d.ts" */

const TYPING_STOPS = 600 // ms after the last key
const HEARD_LATELY = 900 // ms
const AT_ONCE = 900 // fields of one save; the rest goes with the next

/** A number for each thing that is sent, so that it is known when it comes twice. */
export const operation = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, "0")).join("")

/** @param {unknown} one @param {unknown} other */
export const isSame = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

export class Draft {
  /** What the office has. @type {Map<string, {value: DraftValue, version: number}>} */
  saved = new Map()
  /** What is typed and not saved. @type {Map<string, WaitingField>} */
  waiting = new Map()
  /** Fields that somebody else has changed too. @type {Map<string, StandingField>} */
  differs = new Map()
  /** Kept in this browser for a draft that is there no more. @type {Map<string, WaitingField>} */
  leftOver = new Map()
  /** @type {{op: string, values: Map<string, DraftValue>} | null} */
  onItsWay = null
  wantsCheck = false
  /** Typed and not looked at: also where it is saved already, since somebody paused in the field. */
  isUnseen = false
  isKept = true
  isOver = false
  refusal = ""
  timer = 0
  typedAt = 0
  /** When the office last told what others have typed, with the answer to a save. */
  heardAt = 0

  /**
   * @param {ReportPart} part
   * @param {FieldNow[]} fields
   * @param {{send: (message: ReportMessage) => void, changed: () => void, shown: (path: string) => void}} page
   */
  constructor(part, fields, page) {
    this.page = page
    this.part = part
    this.key = part.draft
    this.version = part.version
    this.savedAt = part.saved
    for (const {path, value, version} of fields) this.saved.set(path, {value: /** @type {DraftValue} */ (value), version})
    for (const [path, one] of /** @type {Map<string, WaitingField>} */ (keptFields(part.keeps))) {
      if (one.draft === this.key || (one.draft === "" && one.based_on === part.based_on)) this.waiting.set(path, one)
      else this.leftOver.set(path, one)
    }
  }

  /** @param {string} path @returns {DraftValue} */
  value(path) {
    const waits = this.waiting.get(path)
    return waits ? waits.value : (this.saved.get(path)?.value ?? null)
  }

  /** Every path that anything stands under. */
  paths() {
    return new Set([...this.saved.keys(), ...this.waiting.keys()])
  }

  /**
   * Somebody typed, chose or ticked.
   * @param {string} path
   * @param {DraftValue} value
   * @param {boolean} [isLeaving] the field is done with: save at once, and look whether a figure is odd
   */
  type(path, value, isLeaving = false) {
    if (!isSame(this.value(path), value)) {
      const before = this.waiting.get(path)
      const one = {
        value,
        seen: before?.seen ?? this.saved.get(path)?.version ?? 0,
        sent: before?.sent ?? "",
        draft: this.key,
        based_on: this.part.based_on,
      }
      this.waiting.set(path, one)
      this.isKept = keepField(this.part.keeps, path, one)
      this.typedAt = Date.now()
      this.isUnseen = true
      this.page.changed()
    } else if (!isLeaving || !this.isUnseen) return
    if (isLeaving) this.wantsCheck = true
    clearTimeout(this.timer)
    if (isLeaving) queueMicrotask(() => this.save())
    else this.timer = window.setTimeout(() => this.save(), TYPING_STOPS)
  }

  /** Send what waits, unless a save is on its way: its answer sends the rest; nothing but a look where that is wanted. */
  save() {
    if (this.onItsWay || this.isOver || !isConnected()) return
    const ready = [...this.waiting].filter(([path]) => !this.differs.has(path)).slice(0, AT_ONCE)
    if (!ready.length && !this.wantsCheck) return
    const op = operation()
    const fields = ready.map(([path, {value, seen, sent}]) => ({path, value, seen, sent}))
    for (const [path, one] of ready) {
      one.sent = op
      keepField(this.part.keeps, path, one)
    }
    this.onItsWay = {op, values: new Map(ready.map(([path, {value}]) => [path, value]))}
    const check = this.wantsCheck
    this.wantsCheck = false
    if (check) this.isUnseen = false
    const {school_id: school, based_on} = this.part
    this.page.send({save: {op, school, draft: this.key, based_on, known: this.version, fields, check}})
    this.page.changed()
  }

  /** A save was answered a moment ago: a look now would hear the same, and the next one comes in time. */
  heardLately() {
    return Date.now() - this.heardAt < HEARD_LATELY
  }

  /** @param {DraftAnswer} answer to a save */
  answered(answer) {
    const sent = this.onItsWay
    if (!sent || answer.op !== sent.op) return
    this.onItsWay = null
    if (answer.refusal) {
      this.refusal = answer.refusal
      this.isOver = Boolean(answer.is_over)
      this.page.changed()
      return
    }
    this.refusal = ""
    this.heardAt = Date.now()
    this.key = answer.draft ?? this.key
    this.savedAt = answer.at ?? this.savedAt
    for (const [path, version] of Object.entries(answer.saved ?? {})) {
      const value = sent.values.get(path) ?? null
      this.saved.set(path, {value, version})
      const now = this.waiting.get(path)
      if (!now) continue
      if (isSame(now.value, value)) this.done(path)
      else this.waiting.set(path, {...now, seen: version, sent: "", draft: this.key})
    }
    for (const one of answer.differs ?? []) this.differs.set(one.path, one)
    this.take(answer.others ?? [], answer.version ?? this.version)
    this.page.changed()
    // A field that was left while it was on its way is not waiting any more, and still wants to be looked at.
    if (this.waiting.size > this.differs.size || this.wantsCheck) this.save()
  }

  /**
   * What others have saved: fields that nothing is typed in say it at once.
   * @param {StandingField[]} others
   * @param {number} version of the draft
   */
  take(others, version) {
    this.version = version
    for (const one of others) {
      const waits = this.waiting.get(one.path)
      if (!waits) {
        if ((this.saved.get(one.path)?.version ?? 0) >= one.version) continue
        this.saved.set(one.path, {value: one.value, version: one.version})
        this.page.shown(one.path)
      } else if (isSame(waits.value, one.value)) this.done(one.path)
      else if (!this.onItsWay?.values.has(one.path)) this.differs.set(one.path, one)
    }
  }

  /**
   * Two people typed in one field: mine, or theirs?
   * @param {string} path
   * @param {boolean} isMine
   */
  choose(path, isMine) {
    const theirs = this.differs.get(path)
    if (!theirs) return
    this.differs.delete(path)
    this.saved.set(path, {value: theirs.value, version: theirs.version})
    const mine = this.waiting.get(path)
    if (isMine && mine) {
      this.waiting.set(path, {...mine, seen: theirs.version, sent: ""})
      this.wantsCheck = true
      this.save()
    } else {
      this.done(path)
      this.page.shown(path)
    }
    this.page.changed()
  }

  /** @param {string} path */
  done(path) {
    this.waiting.delete(path)
    keepField(this.part.keeps, path, null)
  }

  /** Nothing of it is wanted any more: it was sent, or thrown away. */
  forget() {
    for (const path of [...this.waiting.keys(), ...this.leftOver.keys()]) keepField(this.part.keeps, path, null)
    this.waiting.clear()
    this.leftOver.clear()
    this.differs.clear()
    this.isUnseen = false
    this.wantsCheck = false
  }

  /** The connection is lost: what was on its way may be saved or not, and is known by its number when it comes again. */
  lost() {
    this.onItsWay = null
    clearTimeout(this.timer)
  }
}
