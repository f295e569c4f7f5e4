// Days as people type them: "23", "23 apr", "apr 23", "4/23", "tue", "2026-04-23"; and as they are shown again.
import {language} from "../../assets/scripts/gettext.js"

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/

/** @param {number} year @param {number} month 1 to 12 @param {number} day */
function iso(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day))
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return null
  return made.toISOString().slice(0, 10)
}

/**
 * The first three letters of each name, in a language and in English.
 * @param {(index: number, locale: string) => string} name
 * @param {number} count
 */
function beginnings(name, count) {
  const found = new Map()
  for (const locale of [language(), "en"]) {
    for (let index = 0; index < count; index += 1) found.set(name(index, locale).toLowerCase().slice(0, 3), index)
  }
  return found
}

const monthName = (/** @type {number} */ index, /** @type {string} */ locale) =>
  new Date(Date.UTC(2024, index, 1)).toLocaleDateString(locale, {month: "long", timeZone: "UTC"})
const dayName = (/** @type {number} */ index, /** @type {string} */ locale) =>
  new Date(Date.UTC(2024, 8, 1 + index)).toLocaleDateString(locale, {weekday: "long", timeZone: "UTC"})

/**
 * The day that is meant, as "2026-04-23"; null where it is none. A day without a month is of the report's month, and of a
 * weekday the last one in it.
 * @param {string} typed
 * @param {string} first day of the report's month
 * @param {string} last
 */
export function dayOf(typed, first, last) {
  const text = typed.trim().toLowerCase()
  const whole = ISO.exec(text)
  if (whole) return iso(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))]
  const parts = text
    .replace(/^\p{L}+\.?,?\s+(?=\d)/u, word => (beginnings(dayName, 7).has(word.slice(0, 3)) ? "" : word))
    .split(/[\s./-]+|,\s*/u)
  const words = parts.filter(part => /^\p{L}+$/u.test(part))
  const numbers = parts.filter(part => /^\d+$/.test(part)).map(Number)
  const named = words.map(word => beginnings(monthName, 12).get(word.slice(0, 3))).find(index => index !== undefined)
  if (named !== undefined && numbers.length)
    return iso(numbers[1] ? fullYear(numbers[1]) : yearOf(named + 1, year, month), named + 1, numbers[0] ?? 0)
  if (numbers.length === 1 && !words.length) return iso(year, month, numbers[0] ?? 0)
  if (numbers.length >= 2 && !words.length)
    return iso(numbers[2] ? fullYear(numbers[2]) : yearOf(numbers[0] ?? 0, year, month), numbers[0] ?? 0, numbers[1] ?? 0)
  const weekday = words.length === 1 ? beginnings(dayName, 7).get(words[0]?.slice(0, 3)) : undefined
  if (weekday === undefined || numbers.length) return null
  const end = new Date(`${last}T00:00:00Z`)
  end.setUTCDate(end.getUTCDate() - ((end.getUTCDay() - weekday + 7) % 7))
  return end.toISOString().slice(0, 10)
}

/** @param {number} year two or four digits */
const fullYear = year => (year < 100 ? 2000 + year : year)

/** A month without a year is the one nearest to the report's. @param {number} named @param {number} year @param {number} month */
const yearOf = (named, year, month) => (named - month > 6 ? year - 1 : month - named > 6 ? year + 1 : year)

/**
 * "Thu 23 Apr"; what is no day stays as it was typed.
 * @param {string} value
 */
export function dayShown(value) {
  if (!ISO.test(value)) return value
  const day = new Date(`${value}T00:00:00Z`)
  const as = (/** @type {Intl.DateTimeFormatOptions} */ options) => day.toLocaleDateString(language(), {...options, timeZone: "UTC"})
  return `${as({weekday: "short"})} ${as({day: "numeric"})} ${as({month: "short"})}`
}
