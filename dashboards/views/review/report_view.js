// One report: its figures beside the month before, the year before and what is expected; activities, what it says, and
// the cells that a correction changes.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {logButton} from "../support/entries.js"
import {rangePicture} from "./range.js"

/** @import {ActivityRow, Changed, FigureRow, ReportPanel} from "../../assets/scripts/shapes.d.ts" */

/** @param {ReportPanel} panel */
export function reportView(panel) {
  const chips = panel.chips.map(text => make("span", {class: "chip"}, icon("flag", 12), text))
  const link = make("a", {href: panel.school_page, class: "to-page"}, gettext("Open the school's page"))
  const school = new URL(panel.school_page, location.href).searchParams.get("school") ?? ""
  const head = make(
    "div",
    {class: "report-head", "data-school": school},
    make("h2", {}, panel.sentence),
    make(
      "p",
      {},
      make("span", {}, panel.about),
      ...chips,
      make("span", {class: "to-school"}, logButton(gettext("Log a contact"), {school}), link),
    ),
  )
  /** @type {HTMLElement[]} */
  const cards = [head]
  if (panel.changed) cards.push(changedCard(panel.changed))
  if (panel.figures.length) cards.push(figuresCard(panel))
  if (panel.activities.length) cards.push(activitiesCard(panel))
  if (panel.said.length) cards.push(saidCard(panel.said))
  return cards
}

/** @param {ReportPanel} panel */
function figuresCard(panel) {
  const [now = "", before = "", yearBefore = ""] = panel.heads
  const legend = make(
    "span",
    {class: "legend"},
    make("i", {class: "key-now"}),
    now,
    make("i", {class: "key-before"}),
    before || gettext("before"),
  )
  const heads = [now, before, yearBefore, gettext("expected")].map((text, at) =>
    make("th", {scope: "col", class: at === 2 ? "year" : null}, text),
  )
  return make(
    "section",
    {class: "card", tabindex: "0", "aria-label": gettext("This month beside the last")},
    make("h3", {}, gettext("This month beside the last"), make("small", {}, panel.peers)),
    make(
      "table",
      {class: "figures"},
      make("thead", {}, make("tr", {}, make("td", {}), ...heads, make("th", {scope: "col", class: "picture"}, legend))),
      make("tbody", {}, ...panel.figures.map(figureRow)),
    ),
  )
}

/** @param {FigureRow} row */
function figureRow(row) {
  const now = row.is_marked ? make("span", {class: "mk"}, icon("look", 12), row.now) : make("b", {}, row.now)
  return make(
    "tr",
    {},
    make("th", {scope: "row"}, row.label),
    make("td", {}, now, row.is_outside ? make("span", {class: "unseen"}, gettext("outside the range")) : null),
    make("td", {class: "soft"}, row.before),
    make("td", {class: "soft year"}, row.year_before),
    make("td", {class: "soft"}, row.expected),
    make("td", {class: "picture"}, rangePicture(row)),
  )
}

/** @param {ReportPanel} panel */
function activitiesCard(panel) {
  const names = [
    gettext("Date"),
    gettext("Activity"),
    gettext("Type"),
    gettext("Families"),
    gettext("Adults"),
    gettext("Counted by"),
    gettext("Answers"),
  ]
  const heads = names.map((text, at) => make("th", {scope: "col", class: at === 3 || at === 4 ? "number" : null}, text))
  return make(
    "section",
    {class: "card"},
    make("h3", {}, gettext("Activities"), make("small", {}, panel.held)),
    make(
      "table",
      {class: "activities"},
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...panel.activities.flatMap(activityRows)),
    ),
  )
}

/** @param {ActivityRow} row */
function activityRows(row) {
  const marked = (/** @type {string} */ place, /** @type {string} */ text) =>
    row.marks.includes(place) ? make("span", {class: "mk"}, icon("look", 12), text) : text
  const kind = row.kind ? [make("i", {class: "kind", "aria-hidden": "true"}, String(row.kind)), row.kind_label] : []
  const cells = make(
    "tr",
    {class: `${row.is_cancelled ? "off " : ""}${row.under ? "over" : ""}`},
    make("td", {class: "soft"}, marked("day", row.day)),
    make("th", {scope: "row"}, row.title),
    make("td", {class: "soft type"}, ...kind),
    make("td", {class: "number"}, marked("families", row.families)),
    make("td", {class: "number"}, row.adults),
    make("td", {class: "soft"}, row.method),
    make("td", {}, marked("answers", row.answers)),
  )
  if (!row.under) return [cells]
  return [cells, make("tr", {class: "under"}, make("td", {}), make("td", {colspan: 6}, row.under))]
}

/** @param {[string, string][]} said */
function saidCard(said) {
  const lines = said.flatMap(([label, text]) => [make("dt", {}, label), make("dd", {}, text)])
  return make("section", {class: "card"}, make("dl", {}, ...lines))
}

/** @param {Changed} changed */
function changedCard(changed) {
  const heads = [gettext("accepted"), gettext("now")].map(text => make("th", {scope: "col"}, text))
  const rows = changed.cells.map((cell, at) => {
    const isSame = at > 0 && changed.cells[at - 1]?.place === cell.place
    return make(
      "tr",
      {},
      make("th", {scope: "row"}, isSame ? make("span", {class: "unseen"}, cell.place) : cell.place),
      make("td", {class: "soft"}, cell.what),
      make("td", {}, make("s", {}, cell.before)),
      make("td", {}, make("b", {}, cell.after)),
    )
  })
  const table = rows.length
    ? make(
        "table",
        {class: "cells"},
        make("thead", {}, make("tr", {}, make("td", {}), make("td", {}), ...heads)),
        make("tbody", {}, ...rows),
      )
    : null
  return make("section", {class: "card changed", tabindex: "0", "aria-label": changed.title}, make("h3", {}, changed.title), table)
}
