// The rows of the list, by person and by school: every text stands in them as text.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {CareNote, StaffRow, StaffSchool} from "../../assets/scripts/shapes.d.ts" */

/** @param {CareNote[]} notes */
function cared(notes) {
  const parts = notes.flatMap(({name, note}, at) => [
    at ? gettext("; ") : null,
    name,
    name && note ? " " : null,
    note ? make("span", {class: "muted"}, note) : null,
  ])
  return make("td", {class: "care"}, ...parts)
}

/** @param {StaffRow} row */
export function personRow({id, name, initials, role, group, care, signs_in, way, seen, search}) {
  const button = make("button", {type: "button", class: "name", "data-id": String(id), "aria-expanded": "false"}, name)
  return make(
    "tr",
    {"data-person": id, "data-group": group, "data-search": search, class: group === "closed" ? "off" : null},
    make("th", {scope: "row"}, make("div", {class: "who"}, make("span", {class: "face", "aria-hidden": "true"}, initials), button)),
    make("td", {class: "role"}, role),
    cared(care),
    make("td", {class: "way"}, group === "closed" ? null : make("span", {}, signs_in), way ? make("small", {}, way) : null),
    make("td", {class: "seen"}, seen),
  )
}

/** @param {StaffSchool} row */
export function schoolRow({id, name, cluster, coordinators, liaisons, group, search}) {
  const nobody = make("td", {class: "care nobody"}, icon("alert"), gettext("nobody files for it"))
  return make(
    "tr",
    {"data-school": id, "data-group": group, "data-search": search},
    make("th", {scope: "row"}, name),
    make("td", {}, cluster || "–"),
    make("td", {}, coordinators.join(gettext(", ")) || "–"),
    liaisons.length && group !== "without" ? cared(liaisons) : liaisons.length ? both(cared(liaisons)) : nobody,
  )
}

/** @param {HTMLElement} cell somebody who will file for a school that nobody files for yet */
function both(cell) {
  cell.prepend(gettext("nobody yet"), gettext("; "))
  return cell
}

/**
 * @param {string[]} heads
 * @param {HTMLElement[]} rows
 * @param {string} kind
 */
const table = (heads, rows, kind) =>
  make(
    "table",
    {class: kind},
    make("thead", {}, make("tr", {}, ...heads.map(head => make("th", {scope: "col"}, head)))),
    make("tbody", {}, ...rows),
  )

/** @param {HTMLElement[]} rows */
export const personTable = rows =>
  table(
    [gettext("Name"), gettext("Role"), gettext("Clusters and schools"), gettext("Signs in as"), gettext("Last here")],
    rows,
    "by-person",
  )

/** @param {HTMLElement[]} rows */
export const schoolTable = rows =>
  table([gettext("School"), gettext("Cluster"), gettext("Coordinator"), gettext("School liaison")], rows, "by-school")
