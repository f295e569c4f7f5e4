// What a person reads, in the language of the page. The English text is the key: it stands where it is said, with
// {names} to be filled in, and is what is said where the page carries no other.
//
// The page carries its language and texts in <script type="application/json" id="catalogue" lang="es">. A component
// that stands elsewhere, as in a notebook, speaks English.

/** @import {Spoken, Texts, Values} from "./page.d.ts" */

const SOURCE = "en"

/**
 * @param {string} language
 * @param {Texts} texts
 * @returns {Spoken}
 */
const speaking = (language, texts) => ({language, texts, plurals: new Intl.PluralRules(language)})

const ENGLISH = speaking(SOURCE, {})

/**
 * Read when the first text is said, once for all scripts of a page.
 * @returns {Spoken}
 */
function spoken() {
  if (globalThis.partnershipSpoken) return globalThis.partnershipSpoken
  const carried = globalThis.document?.getElementById("catalogue")
  if (!carried) return ENGLISH
  globalThis.partnershipSpoken = speaking(carried.lang || SOURCE, JSON.parse(carried.textContent || "{}"))
  return globalThis.partnershipSpoken
}

/**
 * @param {string} text
 * @param {Values} values
 */
const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === "number" ? number(value) : value
  })

/** The language of the page, as browsers write it. */
export const language = () => spoken().language

/**
 * A number as the language writes it: "1,250" or "2.5". What knows how is made when a number first needs it: that costs
 * a new browser 20 to 50 ms, and a small count reads the same without.
 * ASSUMPTION: the language writes small counts in the digits 0 to 9, as English and Spanish do.
 * @param {number} value
 */
export function number(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value)
  const speech = spoken()
  speech.numbers ??= new Intl.NumberFormat(speech.language)
  return speech.numbers.format(value)
}

/**
 * A text, its {names} filled in; numbers among the values are written by the language's rules.
 * @param {string} text
 * @param {Values} [values]
 */
export function gettext(text, values = {}) {
  const said = spoken().texts[text]
  return filled(typeof said === "string" ? said : text, values)
}

/**
 * A text that depends on a count of things; {count} in it is the count in figures.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Values} [values]
 */
export function ngettext(one, many, count, values = {}) {
  const {texts, plurals} = spoken()
  const forms = texts[one]
  const said = typeof forms === "object" ? (forms[plurals.select(count)] ?? forms.other) : undefined
  return filled(said ?? (ENGLISH.plurals.select(count) === "one" ? one : many), {...values, count})
}

/**
 * "a, b, c".
 * @param {string[]} parts
 */
export const listed = parts => parts.join(gettext(", "))
