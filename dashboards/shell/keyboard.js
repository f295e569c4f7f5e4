// Where the keyboard is, through every shadow root, and where it goes.

/**
 * @param {DocumentOrShadowRoot} at
 * @returns {Element | null}
 */
export function focused(at = document) {
  const inside = at.activeElement?.shadowRoot
  return (inside && focused(inside)) ?? at.activeElement
}

/** @param {Element | null} element */
export function focusOn(element) {
  if (element instanceof HTMLElement || element instanceof SVGElement) element.focus({preventScroll: true})
}

/** Is somebody typing in a field? */
export function writing() {
  const field = focused()
  if (field instanceof HTMLInputElement) return !["checkbox", "radio"].includes(field.type)
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
}
