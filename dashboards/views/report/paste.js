// Rows copied from a spreadsheet, as fields of activities: cells from the one that is written in rightwards, rows down.
import {dayOf} from "./days.js"

/** @import {ReportOption} from "../../assets/scripts/shapes.d.ts" */

export const COLUMNS = [
  "activity_date",
  "title",
  "involvement_type",
  "families_attended",
  "adults_attended",
  "students_attended",
  "counting_method",
]

/**
 * The cells of what was copied; null where it is no more than one.
 * @param {string} text
 */
export function cellsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n")
  const rows = lines.map(line => line.split("\t").map(cell => cell.trim()))
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null
}

/**
 * A cell as its field is typed.
 * @param {string} column
 * @param {string} cell
 * @param {{types: readonly ReportOption[], methods: readonly ReportOption[]}} choices
 * @param {readonly string[]} days first and last of the month
 */
export function typedIn(column, cell, choices, days) {
  if (column === "activity_date") return dayOf(cell, days[0] ?? "", days[1] ?? "") ?? cell
  if (column === "involvement_type") return coded(cell.replace(/^type\s+/i, ""), choices.types) || /^[1-6]/.exec(cell)?.[0] || cell
  if (column === "counting_method") return coded(cell, choices.methods) || cell
  return column === "title" ? cell : cell.replace(/^-$/, "")
}

/** @param {string} cell @param {readonly ReportOption[]} options */
function coded(cell, options) {
  const plain = (/** @type {string} */ text) => text.toLowerCase().replace(/[^\p{L}\d]/gu, "")
  const wanted = plain(cell)
  if (!wanted) return ""
  return options.find(({code, label}) => [plain(code), plain(label), plain(label.replace(/^\d\s*/, ""))].includes(wanted))?.code ?? ""
}
