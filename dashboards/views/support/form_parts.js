// Parts of the form to log a contact that nothing follows from: the line for a note, and the foot.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {ContactForm as Offered} from "../../assets/scripts/shapes.d.ts" */

/**
 * @param {Offered} offered
 * @param {HTMLButtonElement} save
 * @param {() => void} next save, and go on to the next school
 */
export function formFoot(offered, save, next) {
  const goesOn = offered.next && !offered.corrects ? make("button", {type: "button", class: "go-on"}, gettext("Save, next school")) : null
  goesOn?.addEventListener("click", next)
  const keys = make(
    "span",
    {class: "keys", "aria-hidden": "true"},
    make("kbd", {}, "Ctrl"),
    " ",
    make("kbd", {}, "Enter"),
    " ",
    gettext("save"),
  )
  const stays = offered.corrects
    ? gettext("The entry stays on record; this one stands in its place.")
    : gettext("Entries are not edited later; a correction points to them.")
  return make("div", {class: "foot"}, make("div", {class: "buttons"}, save, goesOn, keys), make("small", {}, stays))
}

/** @param {HTMLTextAreaElement} note */
export function noteLine(note) {
  return make(
    "label",
    {class: "line"},
    make(
      "span",
      {class: "over"},
      make("span", {class: "label"}, gettext("In one line")),
      make("small", {}, gettext("no names of children or parents")),
    ),
    note,
  )
}
