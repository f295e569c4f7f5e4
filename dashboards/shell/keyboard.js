// Where the keyboard is, through every shadow root, and where it goes.

/**
 * @param {DocumentOrShadowRoot} at
 * @returns {Element | null}
 */
export function focused(at = document) {
  const inside = at.activeElement?.shadowRoot
  return (inside && focused(inside)) ?? at.activeElement
}

/**
 * Where that was drawn anew meanwhile, what stands in its place.
 * @param {Element | null} element
 */
export function focusOn(element) {
  const there = element?.isConnected === false ? drawnAnew(element) : element
  if (there instanceof HTMLElement || there instanceof SVGElement) there.focus({preventScroll: true})
}

/**
 * The button of the same school's row, in whatever component.
 * @param {Element} gone
 */
function drawnAnew(gone) {
  const id = gone.closest("[data-id]")?.getAttribute("data-id")
  if (!id) return null
  const row = `[data-id="${CSS.escape(id)}"] button.name`
  for (const {shadowRoot} of document.querySelectorAll("*")) {
    const button = shadowRoot?.querySelector(row)
    if (button) return button
  }
  return null
}

/** Is the keyboard in the drawer of contacts, which stands over the page? Its letters are not the page's. */
export const inDrawer = () => document.getElementById("contact")?.contains(document.activeElement) ?? false

/** Is somebody typing in a field? */
export function writing() {
  const field = focused()
  if (field instanceof HTMLInputElement) return !["checkbox", "radio"].includes(field.type)
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
}
