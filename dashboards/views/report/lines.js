// Lines above the form: no connection, not saved, two people in one field, and what this browser kept of a draft that is
// there no more.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {dayShown} from "./days.js"

/** @import {StandingField} from "../../assets/scripts/shapes.d.ts" */
/** @import {Fields} from "./controls.js" */
/** @import {Draft} from "./draft.js" */

export class Lines {
  element = make("div", {class: "lines"})
  /** @type {Draft | null} */
  draft = null
  /** @type {Fields | null} */
  fields = null

  /** @param {() => void} forgot called when what was left over is not wanted any more */
  constructor(forgot) {
    this.forgot = forgot
  }

  /**
   * @param {Draft | null} draft
   * @param {{said: string, isLost: boolean, fields: Fields | null}} now
   */
  tell(draft, {said, isLost, fields}) {
    this.draft = draft
    this.fields = fields
    const lines = []
    if (said) lines.push(make("p", {class: "say ok", role: "status"}, icon("check", 16), make("span", {}, said)))
    if (draft && isLost) {
      const kept = draft.isKept
        ? gettext("You can go on typing; it is kept on this computer.")
        : gettext("This browser keeps nothing: copy what you type.")
      const count = ngettext("{count} change waits.", "{count} changes wait.", draft.waiting.size)
      lines.push(
        make(
          "p",
          {class: "say", role: "status"},
          icon("alert", 16),
          make("span", {}, make("b", {}, gettext("No connection.")), ` ${kept} ${count}`),
        ),
      )
    }
    if (draft?.refusal) lines.push(make("p", {class: "say err", role: "alert"}, icon("alert", 16), make("span", {}, draft.refusal)))
    for (const [path, theirs] of draft?.differs ?? []) lines.push(this.differing(path, theirs))
    if (draft?.leftOver.size) lines.push(this.leftOver(draft))
    const key = lines.map(line => line.textContent).join("\n")
    if (this.element.dataset.key === key) return
    this.element.dataset.key = key
    this.element.replaceChildren(...lines)
  }

  /** @param {string} path @param {StandingField} theirs */
  differing(path, theirs) {
    const {draft} = this
    const said = (/** @type {unknown} */ value) => (value === null || value === "" ? gettext("nothing") : dayShown(String(value)))
    const choose = (/** @type {boolean} */ isMine, /** @type {string} */ label) => {
      const button = make("button", {type: "button", class: "btn s"}, label)
      button.addEventListener("click", () => draft?.choose(path, isMine))
      return button
    }
    const text = gettext("{name} changed this at {time}: {theirs}. You typed: {mine}.", {
      name: theirs.person,
      time: theirs.when,
      theirs: said(theirs.value),
      mine: said(draft?.value(path)),
    })
    return make(
      "div",
      {class: "say info", role: "status"},
      icon("alert", 16),
      make("span", {class: "grow"}, make("b", {}, this.nameOf(path)), ": ", text),
      choose(true, gettext("Keep mine")),
      choose(false, gettext("Take theirs")),
    )
  }

  /** What a field is called, with its activity. @param {string} path */
  nameOf(path) {
    const [kind, key] = path.split("/")
    const element = this.fields?.byPath.get(path)?.element
    const label = element?.getAttribute("aria-label") ?? element?.closest("label")?.querySelector(".name, span")?.textContent ?? ""
    const title = kind === "activity" ? String(this.draft?.value(`activity/${key}/title`) || "") : ""
    return [title, label].filter(Boolean).join(", ") || gettext("One field")
  }

  /** @param {Draft} draft */
  leftOver(draft) {
    const values = [...draft.leftOver]
      .filter(([path, {value}]) => typeof value === "string" && value && !path.endsWith("/of"))
      .map(([, {value}]) => String(value))
    const forget = make("button", {type: "button", class: "btn s"}, gettext("Forget it"))
    forget.addEventListener("click", () => {
      draft.forget()
      this.forgot()
    })
    const text = gettext("Typed on this computer before the report was sent or thrown away, and not in it: {values}.", {
      values: values.join("; "),
    })
    return make("div", {class: "say info", role: "status"}, icon("alert", 16), make("span", {class: "grow"}, text), forget)
  }
}
