// Which school somebody means who presses a key on a row or a link.
/**
 * @param {Element | null} at where the keyboard is
 * @returns {string} the school's id, or "" where nothing there is about one school
 */
export function schoolAt(at) {
  const about = at?.closest("[data-school]")
  if (about instanceof HTMLElement) return about.dataset.school ?? ""
  const row = at?.closest("tr[data-id], [data-id].school-row")
  if (row instanceof HTMLElement) return row.dataset.id ?? ""
  const link = at?.closest("a[href]")
  return link instanceof HTMLAnchorElement ? (new URL(link.href, location.href).searchParams.get("school") ?? "") : ""
}
