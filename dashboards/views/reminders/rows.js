// The schools that have not reported, a row each: what is missing, whom to ask, who was reminded.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {logButton} from "../support/entries.js"

/** @import {ReminderPerson, ReminderRow} from "../../assets/scripts/types.d.ts" */

/** Missing is a cross, what came back an arrow; words stand beside both. @type {Record<string, string>} */
const SIGNS = {missing: "close", begun: "down", due: "down", returned: "undo"}

/** @param {ReminderPerson} person */
function whom({name, email, phone, note}) {
  return make(
    "div",
    {class: "whom"},
    make("span", {}, name || gettext("No name"), note ? make("small", {}, ` ${note}`) : null),
    make("small", {}, [email, phone].filter(Boolean).join(gettext(", ")) || gettext("no address, no phone")),
  )
}

/**
 * @param {ReminderRow} row
 * @param {{isChosen: boolean, choose: (isOn: boolean) => void, open: (button: HTMLButtonElement) => void}} acts
 */
export function schoolRow(row, {isChosen, choose, open}) {
  const tick = make("input", {
    type: "checkbox",
    checked: isChosen,
    "data-tick": row.id,
    "aria-label": gettext("Choose {name}", {name: row.name}),
  })
  tick.addEventListener("change", () => choose(tick.checked))
  const button = make("button", {type: "button", class: "btn", "data-id": row.id, "aria-expanded": "false"}, gettext("Text"))
  button.setAttribute("aria-label", gettext("Text for {name}", {name: row.name}))
  button.addEventListener("click", () => open(button))
  const nobody = make("div", {class: "nobody"}, icon("alert"), gettext("nobody is known here"))
  return make(
    "tr",
    {"data-school": row.id, class: row.tone},
    make("td", {class: "tick"}, row.may ? tick : null),
    make("th", {scope: "row"}, row.name, make("small", {}, row.cluster)),
    make(
      "td",
      {class: "what"},
      make("span", {class: "state"}, icon(SIGNS[row.tone] ?? "close"), make("span", {}, row.what)),
      row.reason ? make("small", {}, row.reason) : null,
    ),
    make("td", {class: "people"}, ...(row.people.length ? row.people.map(whom) : [nobody])),
    make(
      "td",
      {class: "last"},
      ...(row.last.length ? row.last.map(told => make("div", {}, told)) : [make("span", {class: "muted"}, gettext("not yet"))]),
    ),
    make("td", {class: "act"}, button, row.may ? logButton(gettext("Log a contact"), {school: row.id}) : null),
  )
}

/**
 * @param {HTMLElement | null} all the tick that chooses every row
 * @param {HTMLElement[]} rows
 */
export const schoolTable = (all, rows) =>
  make(
    "table",
    {},
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("td", {class: "tick"}, all),
        make("td", {class: "every", "aria-hidden": "true"}, all ? gettext("Choose all") : ""),
        ...[gettext("School"), gettext("What has not come in"), gettext("Whom to ask"), gettext("Last reminded")].map(head =>
          make("th", {scope: "col"}, head),
        ),
        make("td", {}),
      ),
    ),
    make("tbody", {}, ...rows),
  )
