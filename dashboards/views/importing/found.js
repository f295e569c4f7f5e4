// What was found in the files, cell by cell: what must be mended first. A cell can be corrected here; the file stays.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {CellCorrected} from "../../assets/scripts/shapes.d.ts" */
/** @import {CorrectionLine, FoundLine, UploadPart} from "../../assets/scripts/types.d.ts" */

/** @param {{file: string, row: number, column: string}} cell */
const named = ({file, row, column}) => `${file}|${row}|${column}`

/**
 * @param {UploadPart} upload
 * @param {(cell: CellCorrected) => void} correct
 */
export function foundTable(upload, correct) {
  const {found, corrected, left} = upload
  const errors = found.filter(one => !one.is_warning).length
  const title = make(
    "h2",
    {},
    gettext("Rows to check"),
    " ",
    make("small", {}, ngettext("{count} finding", "{count} findings", found.length)),
  )
  const rows = found.map(one => findingRow(one, correct))
  const head = [gettext("Row"), gettext("Where"), gettext("Value"), gettext("What is the matter")].map(words =>
    make("th", {scope: "col"}, words),
  )
  const names = make("tr", {}, make("td", {}), ...head, make("td", {})) // a sign and a button have no name above them
  const table = make("table", {}, make("thead", {}, names), make("tbody", {}, ...rows))
  return [
    title,
    found.length ? table : make("p", {class: "muted"}, gettext("Nothing is left to mend.")),
    left ? make("p", {class: "muted"}, left, " ", gettext("All of them stand in the CSV.")) : null,
    corrected.length ? correctedList(corrected, correct) : null,
    make(
      "p",
      {class: "muted foot"},
      errors
        ? gettext("Correct them here, your files stay as they are. Or correct the file and drop it again.")
        : gettext("What is only worth a look is imported and marked."),
    ),
  ].filter(one => one !== null)
}

/**
 * @param {FoundLine} line
 * @param {(cell: CellCorrected) => void} correct
 */
function findingRow(line, correct) {
  const button = line.may_mend ? make("button", {type: "button", class: "btn", "data-cell": named(line)}, gettext("Correct")) : null
  const last = make("td", {class: "act"}, button)
  button?.addEventListener("click", () =>
    last.replaceChildren(
      cellForm(line, correct, () => {
        last.replaceChildren(button)
        button.focus()
      }),
    ),
  )
  return make(
    "tr",
    {class: line.is_warning ? "odd" : "wrong"},
    make(
      "td",
      {class: "kind"},
      icon(line.is_warning ? "odd" : "wrong"),
      make("span", {class: "sr"}, line.is_warning ? gettext("worth a look") : gettext("must be mended")),
    ),
    make("td", {class: "row"}, line.row ? String(line.row) : ""),
    make("td", {class: "where"}, make("span", {}, line.file), line.column ? make("small", {}, line.column) : null),
    make("td", {}, line.value ? make("span", {class: "value"}, line.value) : null),
    make("td", {class: "what"}, line.what),
    last,
  )
}

/**
 * @param {FoundLine} line
 * @param {(cell: CellCorrected) => void} correct
 * @param {() => void} close
 */
function cellForm(line, correct, close) {
  const field = make("input", {
    class: "in",
    type: "text",
    value: line.value,
    maxlength: 2000,
    "aria-label": gettext("The value of {column} in row {row}", {column: line.column, row: line.row}),
  })
  const form = make("form", {class: "cell"}, field, make("button", {type: "submit", class: "btn pri"}, gettext("Use it")))
  form.addEventListener("submit", event => {
    event.preventDefault()
    correct({file: line.file, row: line.row, column: line.column, value: field.value})
  })
  form.addEventListener("keydown", event => {
    if (event.key === "Escape") close()
  })
  queueMicrotask(() => field.select())
  return form
}

/**
 * @param {readonly CorrectionLine[]} corrected
 * @param {(cell: CellCorrected) => void} correct
 */
function correctedList(corrected, correct) {
  const lines = corrected.map(one => {
    const back = make("button", {type: "button", class: "link"}, gettext("As in the file"))
    back.addEventListener("click", () => correct({file: one.file, row: one.row, column: one.column, value: null}))
    const where = gettext("{file}, row {row}, {column}:", {file: one.file, row: one.row, column: one.column})
    return make("li", {}, where, " ", make("b", {}, one.value || gettext("empty")), " ", back)
  })
  return make("div", {class: "corrected"}, make("h3", {}, gettext("Corrected here")), make("ul", {}, ...lines))
}
