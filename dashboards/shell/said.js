// The one place of a page that a screen reader reads out when it changes.

/** @param {string} words */
export function say(words) {
  document.getElementById("said")?.replaceChildren(words)
}
