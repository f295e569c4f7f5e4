// What there is to choose from beside the cards, and which practices that lets through. The server counts the same way
// (`dashboards/state/practices/listed.py`).
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {PracticeLook, PracticeRow, PracticesPart} from "../../assets/scripts/shapes.d.ts" */

/**
 * Those that the look lets through; `but` leaves one of its choices out of account.
 * @param {PracticeRow[]} rows
 * @param {PracticeLook} look
 * @param {keyof PracticeLook} [but]
 */
export function shownRows(rows, look, but) {
  const {group, year, level, goal, types, counted, search} = look
  /** @type {[keyof PracticeLook, (row: PracticeRow) => boolean][]} */
  const asked = [
    ["group", row => row.group === group],
    ["level", row => !level || !row.fits.length || row.fits.includes(level)],
    ["year", row => !year || row.year === year],
    ["goal", row => !goal || row.goal === goal],
    ["types", row => row.type === 0 || types.includes(row.type)],
    ["counted", row => counted.includes(row.counted)],
    ["search", row => row.search.includes(search)],
  ]
  return rows.filter(row => asked.every(([name, fits]) => name === but || fits(row)))
}

export class Choosing {
  element = make("form", {class: "choosing", "aria-label": gettext("Filters")})
  search = make("input", {
    type: "search",
    class: "in",
    "aria-label": gettext("Search in the practices"),
    placeholder: gettext("Search"),
    autocomplete: "off",
    maxlength: 100,
  })

  /** @param {(change: Partial<PracticeLook>) => void} choose */
  constructor(choose) {
    this.choose = choose
    this.element.addEventListener("submit", event => event.preventDefault())
    this.search.addEventListener("input", () => choose({search: this.search.value.trim().toLowerCase()}))
  }

  /**
   * @param {PracticesPart} part
   * @param {PracticeLook} look
   */
  draw({rows, choices}, look) {
    const root = this.element.getRootNode()
    const at = root instanceof ShadowRoot ? root.activeElement?.getAttribute("data-key") : null
    const all = gettext("All")
    /** @type {[string, string][]} */
    const years = [["", all], ...choices.years.map(year => /** @type {[string, string]} */ ([year, year]))]
    const groups = choices.groups.filter(([code]) => code === "published" || rows.some(row => row.group === code))
    const fields = [
      this.search,
      groups.length > 1 ? this.set("group", gettext("Show"), "radio", groups, rows, look) : null,
      this.select("year", gettext("School year"), years, look.year),
      this.select("level", gettext("Fits this level"), [["", all], ...choices.levels], look.level),
      choices.goals.length ? this.select("goal", gettext("Goal"), [["", all], ...choices.goals], look.goal) : null,
      this.set("types", gettext("Involvement type"), "checkbox", choices.types, rows, look),
      this.set("counted", gettext("Counted by"), "checkbox", choices.counted, rows, look),
    ]
    this.element.replaceChildren(...fields.filter(field => field !== null))
    const again = at && this.element.querySelector(`[data-key="${CSS.escape(at)}"]`)
    if (again instanceof HTMLElement) again.focus({preventScroll: true})
  }

  /**
   * @param {"year" | "level" | "goal"} name
   * @param {string} label
   * @param {[string, string][]} options
   * @param {string} chosen
   */
  select(name, label, options, chosen) {
    const field = make("select", {class: "in", "data-key": name}, ...options.map(([code, text]) => make("option", {value: code}, text)))
    field.value = chosen
    field.addEventListener("change", () => this.choose({[name]: field.value}))
    return make("label", {}, label, field)
  }

  /**
   * @param {"group" | "types" | "counted"} name
   * @param {string} label
   * @param {"radio" | "checkbox"} type
   * @param {[string | number, string][]} options
   * @param {PracticeRow[]} rows
   * @param {PracticeLook} look
   */
  set(name, label, type, options, rows, look) {
    const others = shownRows(rows, look, name)
    const chosen = /** @type {(string | number)[]} */ (name === "group" ? [look.group] : look[name])
    const key = name === "types" ? "type" : name
    const made = options.map(([code, text]) => {
      const box = make("input", {type, name, "data-key": `${name} ${code}`, checked: chosen.includes(code)})
      box.addEventListener("change", () => {
        if (name === "group") this.choose({group: String(code)})
        else this.choose({[name]: options.map(([one]) => one).filter(one => (one === code ? box.checked : chosen.includes(one)))})
      })
      const count = others.filter(row => row[key] === code).length
      return make("label", {class: "tick"}, box, make("span", {}, text), make("small", {}, String(count)))
    })
    return make("fieldset", {}, make("legend", {}, label), ...made)
  }
}
