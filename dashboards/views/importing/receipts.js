// The imports so far; the latest can be taken back.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {ReceiptLine} from "../../assets/scripts/types.d.ts" */

/**
 * One import.
 * @param {ReceiptLine} line
 * @param {(receipt: number) => void} takeBack
 */
export function receipt(line, takeBack) {
  const undo = line.undo ? make("button", {type: "button", class: "btn"}, icon("undo"), gettext("Take back")) : null
  undo?.addEventListener("click", () => askAgain(/** @type {HTMLButtonElement} */ (undo), line.said, () => takeBack(line.undo)))
  const warned = line.warnings.length
    ? make(
        "details",
        {},
        make("summary", {}, ngettext("{count} remark", "{count} remarks", line.warnings.length)),
        make("ul", {class: "remarks"}, ...line.warnings.map(one => make("li", {}, one))),
      )
    : null
  return make(
    "li",
    {class: line.is_undone ? "undone" : null},
    make("span", {class: "at"}, line.at),
    make("span", {class: "what"}, make("b", {}, line.files), " ", make("small", {}, line.person), warned),
    make("span", {class: "counts"}, line.said),
    undo ?? make("span", {}),
  )
}

/**
 * What taking back does is said before it is done.
 * @param {HTMLButtonElement} button
 * @param {string} words what came in
 * @param {() => void} takeBack
 */
function askAgain(button, words, takeBack) {
  const yes = make("button", {type: "button", class: "btn"}, gettext("Take the import back"))
  const no = make("button", {type: "button", class: "link"}, gettext("Leave it"))
  const asked = make(
    "span",
    {class: "asked"},
    make("small", {}, gettext("{rows}: everything becomes as it was before this import.", {rows: words})),
    yes,
    no,
  )
  yes.addEventListener("click", () => {
    takeBack()
    asked.replaceWith(button)
  })
  no.addEventListener("click", () => {
    asked.replaceWith(button)
    button.focus()
  })
  button.replaceWith(asked)
  yes.focus()
}
