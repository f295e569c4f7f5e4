// Entries of the support log that were written on pages, and the buttons that open the drawer of contacts.
import {make, told} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {LogContact} from "../../assets/scripts/page.d.ts" */
/** @import {Entry} from "../../assets/scripts/shapes.d.ts" */

/**
 * Ask the page for its drawer of contacts.
 * @param {Element} from
 * @param {LogContact} wanted
 */
export const logContact = (from, wanted) => told(from, "log-contact", wanted)

/**
 * @param {string} words
 * @param {LogContact} wanted
 */
export function logButton(words, wanted) {
  const button = make("button", {type: "button", class: "link log-contact"}, words)
  button.addEventListener("click", () => logContact(button, wanted))
  return button
}

/**
 * @param {Entry} entry
 * @param {string} school its id, where this reader may write
 */
export function entryLine({id, channel, label, date, text, below, undo}, school) {
  const shown = make("span", {class: "channel", title: label}, icon(channel), make("span", {class: "unseen"}, `${label}, `))
  const correct = school ? logButton(gettext("Correct"), {school, correct: id}) : null
  const back = school && undo ? logButton(gettext("Undo"), {school, undo: id}) : null
  const beside = correct || back ? make("small", {class: "beside"}, correct, back ? " " : null, back) : null
  return make(
    "li",
    {"data-entry": id},
    shown,
    make("span", {class: "date"}, date),
    make("span", {}, text, make("small", {}, below), beside),
  )
}

/**
 * @param {Entry[]} entries
 * @param {string} title "": it is said above
 * @param {string} school its id, where this reader may write
 */
export function entriesSince(entries, title, school) {
  if (!entries.length) return null
  const list = make("ul", {class: "contacts since"}, ...entries.map(entry => entryLine(entry, school)))
  return make("div", {class: "since-list"}, title ? make("p", {class: "since-title"}, title) : null, list)
}
