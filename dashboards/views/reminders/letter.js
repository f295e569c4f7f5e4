// The ready text of one school: to be opened in one's own mail program, or copied.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {ReminderRow} from "../../assets/scripts/types.d.ts" */

/**
 * The link that opens the ready text in one's own mail program.
 * @param {ReminderRow} row
 */
export const mailto = ({to, subject, lines}) =>
  `mailto:${to.map(address => encodeURIComponent(address).replaceAll("%40", "@")).join(",")}` +
  `?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join("\r\n"))}`

/** @param {ReminderRow} row */
export function letterBox(row) {
  const text = make("textarea", {class: "in", readonly: true, rows: 14, "aria-label": gettext("Text")})
  const body = row.lines.join("\n")
  text.value = body
  const said = make("span", {role: "status", class: "muted"})
  const copy = make("button", {type: "button", class: "btn"}, gettext("Copy the text"))
  copy.addEventListener("click", async () => {
    text.select()
    // A browser gives the clipboard only to pages behind TLS; elsewhere the text stands selected.
    const isCopied = await (navigator.clipboard?.writeText(`${row.subject}\n\n${body}`).then(
      () => true,
      () => false,
    ) ?? false)
    said.textContent = isCopied ? gettext("Copied.") : gettext("Press Ctrl C to copy it.")
  })
  const write = row.to.length
    ? make("a", {class: "btn", href: mailto(row)}, icon("email"), gettext("Open in your mail program"))
    : make("span", {class: "muted"}, gettext("No e-mail address is known here."))
  return make(
    "div",
    {class: "letter", role: "group", "aria-label": gettext("Text for {name}", {name: row.name})},
    make("p", {class: "subject"}, row.subject),
    text,
    make("div", {class: "acts"}, write, copy, said),
  )
}
