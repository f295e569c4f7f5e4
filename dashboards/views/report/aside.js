// Beside the form: what the coordinator will see of it, what is left to do, the plan, the year, and the way to send it.
import {isConnected} from "../../assets/scripts/connected.js"
import {make, note} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {marksSvg} from "../../assets/scripts/marks.js"

/** @import {Checked, ReportPart, ToDoLine} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */
/** @import {Draft} from "./draft.js" */

const BOX = {width: 12, height: 14, pitch: 14}
const SOON = 300 // ms until it says that it saves

export class Aside {
  element = make("aside", {class: "aside"})
  state = make("span", {class: "state", role: "status"})
  table = make("table", {class: "compared"})
  todo = make("ul", {class: "todo"})
  plan = make("section", {})
  foot = make("p", {class: "foot-note"})
  refusal = make("p", {class: "say err", role: "alert", hidden: true})
  slow = 0

  /**
   * @param {ReportPart} part
   * @param {Fields} fields
   * @param {{send: () => void, discard: () => void, lead: (path: string) => void}} page
   */
  constructor(part, fields, page) {
    this.part = part
    this.page = page
    this.element.setAttribute("aria-label", gettext("What {who} will see", {who: part.who}))
    this.button = make("button", {type: "button", class: "btn pri"}, gettext("Send to {who}", {who: part.who}))
    this.button.addEventListener("click", () => page.send())
    const print = make("button", {type: "button", class: "btn"}, icon("print", 14), gettext("Print"))
    print.addEventListener("click", () => window.print())
    const discard = make("button", {type: "button", class: "text"}, gettext("Throw the draft away"))
    discard.addEventListener("click", () => page.discard())
    this.discard = discard
    const said = part.coordinator && !part.for_others ? gettext("{name}, your coordinator", {name: part.coordinator}) : part.coordinator
    const head = make(
      "div",
      {class: "head"},
      make("div", {}, make("h2", {}, gettext("What {who} will see", {who: part.who})), said ? make("small", {}, said) : null),
      this.state,
    )
    const strip = marksSvg(
      part.strip.map(({mark}) => mark),
      BOX,
    )
    const told = part.strip.map(({label}) => label).join(", ")
    strip.setAttribute("role", "img")
    strip.setAttribute("aria-label", told)
    strip.append(make("title", {}, told))
    this.compared = make("section", {}, this.table)
    this.element.append(
      head,
      this.compared,
      make("section", {}, make("h3", {}, gettext("Before you send")), this.todo),
      this.plan,
      make("section", {}, make("h3", {}, gettext("The year")), make("div", {class: "strip"}, strip, make("small", {}, part.strip_note))),
      make(
        "section",
        {},
        make(
          "label",
          {class: "named"},
          make("span", {class: "name"}, gettext("Anything else {who} should know?", {who: part.who})),
          fields.area("form/notes"),
        ),
      ),
      make("div", {class: "foot"}, this.refusal, make("div", {class: "buttons"}, this.button, print, discard), this.foot),
    )
  }

  /** @param {Checked | null} checked */
  tell(checked) {
    if (!checked) return
    const {part} = this
    const head = make(
      "tr",
      {},
      make("td", {}),
      ...[part.month_name, part.before, gettext("usual here")].map(text => make("th", {scope: "col"}, text)),
    )
    const rows = checked.compared.map(({label, now, before, usual, is_odd}) =>
      make(
        "tr",
        {},
        make("th", {scope: "row"}, label),
        make("td", {class: is_odd ? "odd" : null}, is_odd ? icon("alert", 14) : null, make("b", {}, now)),
        make("td", {}, before),
        make("td", {}, usual),
      ),
    )
    this.table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...rows))
    this.compared.hidden = checked.is_nil
    this.todo.replaceChildren(...checked.todo.map(one => this.line(one)))
    this.plan.replaceChildren(
      make("h3", {}, gettext("The plan up to {month}", {month: part.month_name})),
      make("ul", {class: "todo"}, ...checked.plan.map(one => this.line(one))),
      make("a", {class: "text", href: `plan${location.search}`}, gettext("Open the plan")),
    )
    this.plan.hidden = !checked.plan.length
    this.foot.textContent = checked.before
  }

  /** @param {ToDoLine} line */
  line({done, text, path}) {
    const inside = path ? make("button", {type: "button", class: "text"}, text) : make("span", {}, text)
    inside.addEventListener("click", () => path && this.page.lead(path))
    return make("li", {class: done ? "done" : "open"}, icon(done ? "check" : "alert", 16), inside)
  }

  /** Saving, saved, kept here: by what the draft says of itself. @param {Draft} draft */
  stand(draft) {
    clearTimeout(this.slow)
    const count = draft.waiting.size
    this.button.disabled = !isConnected()
    this.discard.hidden = !draft.key
    if (draft.refusal) return this.say("refused", gettext("Not saved"))
    if (!isConnected()) return this.say("kept", count ? ngettext("{count} change kept here", "{count} changes kept here", count) : "")
    if (!count) return this.say("saved", draft.savedAt ? gettext("Saved {time}", {time: draft.savedAt}) : "")
    this.slow = window.setTimeout(() => this.say("saving", gettext("Saving")), SOON)
  }

  /** @param {string} kind @param {string} text */
  say(kind, text) {
    note(this.state, "data-state", kind)
    if (this.state.dataset.said === text) return
    this.state.dataset.said = text
    this.state.replaceChildren(...(kind === "saved" && text ? [icon("check", 14), text] : [text]))
  }

  /** @param {string} text why it was not sent; "": nothing */
  refuse(text) {
    this.refusal.hidden = !text
    this.refusal.textContent = text
  }
}
