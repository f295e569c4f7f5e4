// What to do next for a school: what was agreed, whom to call, and what was already tried.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {entriesSince, logButton} from "../support/entries.js"
import {paragraph, section, some} from "./section.js"

/** @import {AgreedStep, Contact, NextPart, PersonLine} from "../../assets/scripts/shapes.d.ts" */

const FIRST_CONTACTS = 3

/** @param {AgreedStep} step */
export function stepLine({text, when, mark}) {
  const due = make("span", {class: mark ? "due pressing" : "due"}, mark ? icon("alert", 14) : null, when)
  return make("li", {}, make("span", {class: "what"}, text), due)
}

/** A number as a phone dials it: an extension is said by the person who picks up. */
export const dialled = (/** @type {string} */ phone) => (/^[+\d(][\d ()./-]*/.exec(phone)?.[0] ?? "").replace(/[^+\d]/g, "")

/** @param {PersonLine} person */
export function personLine({role, name, phone, email}) {
  const number = dialled(phone)
  const call = number ? make("a", {class: "link", href: `tel:${number}`}, phone) : phone || null
  const write = email ? make("a", {class: "link", href: `mailto:${encodeURIComponent(email).replace("%40", "@")}`}, email) : null
  return make("li", {}, make("span", {class: "role"}, role), make("span", {}, name, " ", call, write ? make("small", {}, write) : null))
}

/** @param {Contact} contact */
function contactLine({channel, label, date, text}) {
  const unseen = make("span", {class: "unseen"}, `${label}, `)
  const shown = make("span", {class: "channel", title: label}, icon(channel), unseen)
  return make("li", {}, shown, make("span", {class: "date"}, date), make("span", {}, text))
}

/** @param {Contact[]} contacts */
const contactList = contacts => make("ul", {class: "contacts"}, ...contacts.map(contactLine))

/** @param {NextPart} next */
export function nextPart({
  id,
  steps,
  no_step: noStep,
  people,
  contacts,
  no_contact: noContact,
  reached,
  since,
  since_title: sinceTitle,
  may_log: mayLog,
}) {
  const agreed = steps.length ? make("ul", {class: "steps"}, ...steps.map(stepLine)) : paragraph(noStep)
  const title = gettext("Last contacts")
  const tried = some(title, contacts, FIRST_CONTACTS, contactList, reached ? make("p", {class: "reached"}, reached) : null)
  return [
    section(gettext("Next step"), mayLog ? logButton(gettext("Log a contact"), {school: id}) : null, agreed),
    since.length ? section(sinceTitle, null, entriesSince(since, "", mayLog ? id : "")) : null,
    section(gettext("Whom to call"), null, make("ul", {class: "people"}, ...people.map(personLine))),
    tried ?? section(title, null, paragraph(noContact)),
  ]
}
