// Files dropped, what an import of them would do, their columns beside ours, and the imports so far. Nothing of it is
// stored before "Import" is pressed, and the latest import can be taken back.
import {isConnected} from "../../assets/scripts/connected.js"
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {foundTable} from "./found.js"
import {Matching} from "./matching.js"
import {receipt} from "./receipts.js"
import {Sending} from "./sending.js"

/** @import {Model} from "../../assets/scripts/page.d.ts" */
/** @import {CellCorrected, ImportMessage, ImportParameters} from "../../assets/scripts/shapes.d.ts" */
/** @import {ImportPart, UploadPart} from "../../assets/scripts/types.d.ts" */

export class ImportPage {
  element = make("div", {class: "importing"})
  drop = make("section", {class: "card drop", "aria-label": gettext("Files")})
  found = make("section", {class: "card found", "aria-label": gettext("What was found"), hidden: true})
  match = make("section", {class: "card match", "aria-label": gettext("Their columns and ours"), hidden: true})
  would = make("section", {class: "card would", "aria-label": gettext("What the import would do"), hidden: true})
  receipts = make("section", {class: "card receipts", "aria-label": gettext("Imports so far")})
  said = make("p", {class: "said", role: "status"})
  refused = make("p", {class: "refused", role: "alert", hidden: true})
  chooser = make("input", {
    type: "file",
    multiple: true,
    accept: ".csv,.txt,.tsv,.xlsx",
    class: "chooser",
    tabindex: -1,
    "aria-hidden": "true",
  })
  /** @type {Sending | null} */
  sending = null
  /** @type {Matching | null} */
  matching = null
  wait = false

  /** @param {Model<ImportParameters, ImportMessage>} model */
  constructor(model) {
    this.model = model
    const left = make("div", {class: "main"}, this.refused, this.said, this.found, this.receipts)
    const right = make("div", {class: "beside"}, this.drop, this.match, this.would)
    this.element.append(left, right, this.chooser)
    this.chooser.addEventListener("change", () => {
      this.pick([...(this.chooser.files ?? [])])
      this.chooser.value = "" // the same file chosen again is a choice, too
    })
    for (const kind of ["dragenter", "dragover"])
      this.element.addEventListener(kind, event => {
        event.preventDefault()
        this.drop.classList.add("over")
      })
    this.element.addEventListener("dragleave", event => {
      if (!(event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget))) this.drop.classList.remove("over")
    })
    this.element.addEventListener("drop", event => {
      event.preventDefault()
      this.drop.classList.remove("over")
      this.pick([...(event.dataTransfer?.files ?? [])])
    })
  }

  /** @returns {ImportPart | null} */
  get part() {
    return JSON.parse(this.model.part || "null")
  }

  /** @returns {UploadPart | null} */
  get upload() {
    return JSON.parse(this.model.upload || "null")
  }

  get isWorking() {
    return this.upload?.stage === "working" || this.sending !== null
  }

  isTyped() {
    return Boolean(this.upload?.files.length) && this.upload?.stage !== "stored"
  }

  // ---------------------------------------------------------------- what somebody does
  /** @param {ImportMessage} message */
  send(message) {
    if (!isConnected()) return this.refuse(gettext("No connection: nothing can be looked at or imported now."))
    this.refuse("")
    this.model.send_msg(message)
  }

  /** @param {File[]} files */
  pick(files) {
    const {part} = this
    if (!part || !files.length || this.isWorking) return
    const whole = files.reduce((sum, file) => sum + file.size, 0)
    if (files.length > part.most_files) return this.refuse(gettext("Choose at most {count} files at a time.", {count: part.most_files}))
    if (whole > part.limit)
      return this.refuse(gettext("The files are larger than {count} MB together.", {count: Math.floor(part.limit / 1024 / 1024)}))
    this.sending = new Sending(files)
    this.send({pick: files.map(({name, size}) => ({name, size}))})
    this.drawDrop()
  }

  async sendPiece() {
    const {sending} = this
    if (!sending || sending.sent !== this.model.received) return
    try {
      const piece = await sending.next()
      if (piece === null) {
        this.sending = null
        this.model.send_msg({look: true})
      } else this.model.send_msg({piece})
    } catch {
      this.sending = null
      this.refuse(gettext("A file could not be read. It may have been moved or changed meanwhile: choose it once more."))
    }
    this.drawDrop()
  }

  answered() {
    const {refusal = "", said = "", go} = this.model.answer
    if (go) return void this.sendPiece()
    if (refusal) this.sending = null
    this.refuse(refusal)
    this.said.textContent = said
    this.drawUpload()
  }

  /** @param {string} words */
  refuse(words) {
    this.refused.textContent = words
    this.refused.hidden = !words
  }

  lost() {
    this.sending = null
    this.refuse(gettext("No connection: nothing can be looked at or imported now."))
    this.drawUpload()
  }

  // ---------------------------------------------------------------- drawing
  draw() {
    this.drawReceipts()
    this.drawUpload()
  }

  drawUpload() {
    this.drawDrop()
    const {upload} = this
    if (!upload) return
    const isShown = ["ready", "refused"].includes(upload.stage)
    this.found.hidden = !(isShown && (upload.found.length || upload.corrected.length))
    if (!this.found.hidden) {
      const at = this.keyboard()
      this.found.replaceChildren(...foundTable(upload, (/** @type {CellCorrected} */ cell) => this.send({correct: cell})))
      if (at) this.found.querySelector(/** @type {"button"} */ (`[data-cell="${CSS.escape(at)}"]`))?.focus()
    }
    this.drawMatching(upload, isShown)
    this.drawWould(upload)
  }

  keyboard() {
    const held = window.partnership?.focused()
    return held instanceof HTMLElement && this.found.contains(held) ? (held.dataset.cell ?? "") : ""
  }

  drawDrop() {
    const {part, upload, sending} = this
    if (!part || !upload) return
    const choose = make("button", {type: "button", class: "btn", disabled: this.isWorking}, icon("file"), gettext("Choose files"))
    choose.addEventListener("click", () => this.chooser.click())
    const lines = upload.files.map(file => make("li", {}, icon("file"), make("span", {}, file)))
    const clear = upload.files.length && !this.isWorking ? make("button", {type: "button", class: "link"}, gettext("Put them away")) : null
    clear?.addEventListener("click", () => this.send({clear: true}))
    const layout = make(
      "select",
      {class: "in", id: "layout", disabled: this.isWorking},
      ...part.layouts.map(one => make("option", {value: one.code, selected: one.code === upload.layout}, one.label)),
    )
    layout.addEventListener("change", () => this.send({layout: layout.value}))
    const ticks = part.ticks.map(({code, label}) => {
      const tick = make("input", {type: "checkbox", checked: upload.allowed.includes(code), disabled: this.isWorking})
      tick.addEventListener("change", () => this.send({allow: this.ticked(code, tick.checked)}))
      return make("label", {class: "tick"}, tick, make("span", {}, label))
    })
    const isOpen = this.drop.querySelector("details")?.open || upload.allowed.length > 0
    this.drop.replaceChildren(
      make(
        "div",
        {class: "zone"},
        make(
          "p",
          {},
          make("b", {}, gettext("Drop files here")),
          " ",
          gettext("CSV or Excel, of reports, activities, answers, schools and more."),
        ),
        choose,
        sending
          ? make("progress", {max: Math.max(1, sending.whole), value: this.model.received, "aria-label": gettext("Files on their way")})
          : null,
        make("ul", {}, ...lines),
        clear,
      ),
      make("label", {class: "field", for: "layout"}, gettext("Laid out as")),
      layout,
      make("details", {open: isOpen}, make("summary", {}, gettext("What this import may do besides")), ...ticks),
    )
  }

  /**
   * @param {string} code
   * @param {boolean} isOn
   */
  ticked(code, isOn) {
    const now = (this.upload?.allowed ?? []).filter(one => one !== code)
    return isOn ? [...now, code] : now
  }

  /**
   * @param {UploadPart} upload
   * @param {boolean} isShown
   */
  drawMatching(upload, isShown) {
    this.match.hidden = !isShown
    if (!isShown) {
      this.matching = null
      return
    }
    if (upload.theirs.length) {
      if (!this.matching?.isOf(upload)) {
        this.matching = new Matching(upload, made => this.send({save_matching: made}))
        this.match.replaceChildren(this.matching.element)
      }
      return
    }
    this.matching = null
    const begin = make("button", {type: "button", class: "btn"}, gettext("Match the columns"))
    begin.addEventListener("click", () => this.send({match: true}))
    this.match.replaceChildren(
      make("h2", {}, gettext("Their columns, ours")),
      make(
        "p",
        {class: "muted"},
        gettext("Files of another layout: say once which column is which, and keep it for the next file of this kind."),
      ),
      begin,
    )
  }

  /** @param {UploadPart} upload */
  drawWould(upload) {
    this.would.hidden = !(upload.would.length || upload.button) || upload.stage === "working"
    const lines = upload.would.map(([name, words]) => make("div", {}, make("dt", {}, name), make("dd", {}, words)))
    const store = upload.button ? make("button", {type: "button", class: "btn pri", id: "import"}, upload.button) : null
    store?.addEventListener("click", () => {
      store.setAttribute("disabled", "")
      this.send({import: true})
    })
    const title = upload.stage === "stored" ? gettext("What came in") : gettext("What the import would do")
    this.would.replaceChildren(
      make("h2", {}, title),
      lines.length ? make("dl", {}, ...lines) : make("p", {class: "muted"}, gettext("Nothing: all of it is stored already.")),
      ...(store ? [store] : []),
    )
  }

  drawReceipts() {
    const {part} = this
    if (!part) return
    const lines = part.receipts.map(line => receipt(line, number => this.send({undo: number})))
    this.receipts.replaceChildren(
      make("h2", {}, gettext("Imports so far"), " ", make("small", {}, gettext("the latest can be taken back whole"))),
      lines.length ? make("ul", {}, ...lines) : make("p", {class: "muted"}, gettext("Nothing was imported yet.")),
    )
  }
}
