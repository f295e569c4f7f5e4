// The queue: reports to look at first, the clean ones, and those of the month that are not here, returned or accepted.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {marksSvg} from "../../assets/scripts/marks.js"

/** @import {QueueRow, ReviewQueue} from "../../assets/scripts/shapes.d.ts" */

/**
 * @typedef {object} QueueActs
 * @property {(key: string) => void} open
 * @property {(look: {cluster?: string, month?: string}) => void} look
 * @property {() => void} acceptClean
 * @property {() => void} undo
 */

const SIZE = {width: 12, height: 14, pitch: 14}

export class QueueList {
  element = make("nav", {class: "queue", "aria-label": gettext("Reports to review")})
  head = make("div", {class: "queue-head"})
  list = make("div", {class: "queue-list"})
  done = make("div", {class: "done", role: "status"})
  isShowingClean = false
  /** @type {Set<string>} */
  folded = new Set(["accepted"])

  /** @param {QueueActs} acts */
  constructor(acts) {
    this.acts = acts
    this.element.append(this.head, this.list, this.done)
    this.list.addEventListener("click", event => {
      const row = event.target instanceof Element ? event.target.closest(/** @type {"button"} */ ("button[data-key]")) : null
      if (row?.dataset.key) this.acts.open(row.dataset.key)
    })
  }

  /**
   * @param {ReviewQueue} queue
   * @param {string} open
   * @param {ReadonlySet<string>} pending decided about, and not answered yet
   */
  draw(queue, open, pending) {
    this.drawHead(queue)
    const groups = queue.groups.map(group => {
      const rows = queue.rows.filter(row => row.group === group.code)
      const isFolded = this.folded.has(group.code)
      const title = make(
        "button",
        {type: "button", class: "group", "aria-expanded": String(!isFolded)},
        make("b", {}, group.label),
        make("span", {}, group.note),
      )
      title.addEventListener("click", () => {
        if (isFolded) this.folded.delete(group.code)
        else this.folded.add(group.code)
        this.draw(queue, open, pending)
      })
      return make("section", {}, title, ...(isFolded ? [] : rows.map(row => queueRow(row, row.key === open, pending.has(row.key)))))
    })
    const empty = queue.empty ? make("p", {class: "empty"}, queue.empty) : null
    const at = this.focusedKey()
    this.list.replaceChildren(...(empty ? [empty] : []), ...groups)
    if (at) this.list.querySelector(/** @type {"button"} */ (`button[data-key="${CSS.escape(at)}"]`))?.focus({preventScroll: true})
    this.drawDone(queue)
  }

  focusedKey() {
    const root = this.element.getRootNode()
    const active = root instanceof ShadowRoot ? root.activeElement : null
    return active instanceof HTMLElement && this.list.contains(active) ? active.dataset.key : undefined
  }

  /** @param {string} key */
  show(key) {
    this.list.querySelector(`button[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({block: "nearest"})
  }

  /** @param {ReviewQueue} queue */
  drawHead(queue) {
    const choices = make(
      "div",
      {class: "choices"},
      this.choice(gettext("Whose"), queue.whose, queue.chosen, cluster => this.acts.look({cluster})),
      this.choice(gettext("Month"), queue.months, queue.month, month => this.acts.look({month})),
    )
    /** @type {HTMLElement[]} */
    const parts = [make("h2", {}, queue.title), make("p", {class: "hint"}, queue.about), choices]
    if (queue.clean.length) parts.push(this.cleanOnes(queue))
    this.head.replaceChildren(...parts)
  }

  /**
   * @param {string} label
   * @param {[string, string][]} options code and label
   * @param {string} chosen
   * @param {(code: string) => void} choose
   */
  choice(label, options, chosen, choose) {
    const select = make("select", {class: "in", "aria-label": label})
    for (const [code, text] of options) select.append(make("option", {value: code, selected: code === chosen}, text))
    select.addEventListener("change", () => choose(select.value))
    return select
  }

  /** @param {ReviewQueue} queue */
  cleanOnes(queue) {
    const count = queue.clean.length
    const label = ngettext("Accept the {count} clean one", "Accept the {count} clean ones", count)
    if (!this.isShowingClean) {
      const ask = make("button", {type: "button", class: "btn wide", "aria-expanded": "false"}, icon("check"), label)
      ask.addEventListener("click", () => {
        this.isShowingClean = true
        this.drawHead(queue)
        this.head.querySelector(/** @type {"button"} */ ("button.pri"))?.focus()
      })
      return ask
    }
    const accept = make(
      "button",
      {type: "button", class: "btn pri"},
      icon("check"),
      ngettext("Accept this {count}", "Accept these {count}", count),
    )
    const leave = make("button", {type: "button", class: "btn"}, gettext("Not now"))
    accept.addEventListener("click", () => {
      this.isShowingClean = false
      this.acts.acceptClean()
    })
    leave.addEventListener("click", () => {
      this.isShowingClean = false
      this.drawHead(queue)
    })
    const names = queue.clean.map(one => make("li", {}, make("b", {}, one.name), make("small", {}, one.why)))
    return make("div", {class: "clean-ones"}, make("ul", {}, ...names), make("div", {class: "buttons"}, accept, leave))
  }

  /** @param {ReviewQueue} queue */
  drawDone(queue) {
    this.done.hidden = !queue.undo
    if (!queue.undo) return
    const undo = make("button", {type: "button", class: "link"}, gettext("Undo"), make("kbd", {}, "u"))
    undo.addEventListener("click", () => this.acts.undo())
    this.done.replaceChildren(make("span", {}, queue.undo.text), undo)
  }
}

/**
 * @param {QueueRow} row
 * @param {boolean} isOpen
 * @param {boolean} isPending
 */
function queueRow(row, isOpen, isPending) {
  const about = {look: icon("look"), clean: icon("check")}
  const own = row.group === "look" || row.group === "clean" ? about[row.group] : mark(row)
  const note = isPending ? gettext("Saving") : row.note
  return make(
    "button",
    {type: "button", class: `row ${row.group}${isOpen ? " on" : ""}`, "data-key": row.key, "aria-current": isOpen ? "true" : null},
    own,
    make("span", {}, make("b", {}, row.name, row.sent ? sentFor(row.sent) : null), note ? make("small", {}, note) : null),
    make("span", {class: "waited"}, row.waited),
  )
}

/** @param {string} words who of the office sent it for the school */
const sentFor = words => make("span", {class: "sent", title: words}, icon("in_person", 12), make("span", {class: "unseen"}, words))

/** @param {QueueRow} row */
function mark(row) {
  const picture = marksSvg([row.mark], SIZE)
  picture.setAttribute("role", "img")
  picture.setAttribute("aria-label", row.mark_label)
  return picture
}
