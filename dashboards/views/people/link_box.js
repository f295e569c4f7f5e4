// A one-time link: shown here once, to be copied and sent. Nothing else on the page, and nothing that is kept, has it.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {PeopleAnswer} from "../../assets/scripts/shapes.d.ts" */

/**
 * @param {PeopleAnswer} answer
 * @param {() => void} forget
 */
export function linkBox({link = "", until = ""}, forget) {
  const field = make("input", {class: "in", readonly: true, value: link, "aria-label": gettext("Link for the first password")})
  const copy = make("button", {type: "button", class: "btn", "data-key": "copy"}, gettext("Copy"))
  const close = make("button", {type: "button", class: "bare", "aria-label": gettext("Close")}, icon("close"))
  const said = make("span", {role: "status"}, until)
  field.addEventListener("focus", () => field.select())
  copy.addEventListener("click", async () => {
    field.select()
    // A browser gives the clipboard only to pages behind TLS; elsewhere the link stands selected.
    const isCopied = await (navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    ) ?? false)
    said.textContent = isCopied ? gettext("Copied. {until}", {until}) : gettext("Press Ctrl C to copy it. {until}", {until})
  })
  close.addEventListener("click", forget)
  return make(
    "div",
    {class: "link-box", role: "group", "aria-label": gettext("Link for the first password")},
    make("div", {class: "pair"}, field, copy, close),
    make("p", {class: "hint"}, said),
  )
}
