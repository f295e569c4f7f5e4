// Their columns beside ours: which of ours each becomes, for each table of the files; saved under a name and used.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"

/** @import {OurColumns, TheirTable, UploadPart} from "../../assets/scripts/types.d.ts" */

/** @typedef {{name: string, files: {file: string, table: string, columns: Record<string, string>}[]}} Matched */

export class Matching {
  element = make("div", {})

  /**
   * @param {UploadPart} upload
   * @param {(matched: Matched) => void} save
   */
  constructor(upload, save) {
    this.of = JSON.stringify(upload.theirs)
    /** @type {readonly OurColumns[]} */
    this.ours = upload.ours
    this.tables = upload.theirs.map(one => this.table(one))
    const name = make("input", {
      class: "in",
      type: "text",
      maxlength: 60,
      id: "matching-name",
      value: upload.theirs[0]?.file.replace(/\.[a-z]+$/i, "") ?? "",
    })
    const form = make(
      "form",
      {class: "save"},
      make("label", {class: "field", for: "matching-name"}, gettext("Name of this matching")),
      name,
      make("button", {type: "submit", class: "btn pri"}, gettext("Save this matching")),
    )
    form.addEventListener("submit", event => {
      event.preventDefault()
      save({name: name.value, files: this.tables.map(({matched}) => matched())})
    })
    this.element.append(
      make("h2", {}, gettext("Their columns, ours"), " ", make("small", {}, gettext("matched by name and by content"))),
      ...this.tables.map(({element}) => element),
      form,
    )
  }

  /** @param {UploadPart} upload */
  isOf(upload) {
    return this.of === JSON.stringify(upload.theirs)
  }

  /** @param {TheirTable} their */
  table(their) {
    const kind = make(
      "select",
      {class: "in", "aria-label": gettext("The rows of {file} are", {file: their.file})},
      ...this.ours.map(({code, label}) => make("option", {value: code, selected: code === their.table}, label)),
    )
    const rows = make("div", {class: "columns"})
    /** @type {Map<string, HTMLSelectElement>} */
    const chosen = new Map()
    const draw = () => {
      const ours = this.ours.find(({code}) => code === kind.value)
      chosen.clear()
      rows.replaceChildren(
        ...their.columns.map(column => {
          const isGuess = kind.value === their.table
          const choice = make(
            "select",
            {class: "in", "aria-label": gettext("{column} is", {column: column.source})},
            make("option", {value: ""}, gettext("leave out")),
            ...(ours?.columns ?? []).map(([code, label, isNeeded]) =>
              make("option", {value: code, selected: isGuess && code === column.target}, isNeeded ? `${label} *` : label),
            ),
          )
          chosen.set(column.source, choice)
          return make(
            "div",
            {class: "column"},
            make("span", {}, make("b", {}, column.source), make("small", {}, column.examples)),
            icon("right"),
            choice,
          )
        }),
      )
    }
    kind.addEventListener("change", draw)
    draw()
    const element = make(
      "div",
      {class: "their"},
      make("label", {class: "field"}, make("span", {}, gettext("The rows of {file} are", {file: their.file})), kind),
      rows,
    )
    const matched = () => ({
      file: their.file,
      table: kind.value,
      columns: Object.fromEntries([...chosen].map(([source, choice]) => [source, choice.value])),
    })
    return {element, matched}
  }
}
