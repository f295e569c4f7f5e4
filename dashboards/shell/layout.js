// Which of three layouts the page has: everything side by side, drawers for filters and school, or one column.

const root = document.documentElement
const wide = matchMedia("(min-width: 1200px)")
const column = matchMedia("(max-width: 899px)")

/** @returns {"wide" | "narrow" | "phone"} */
const wanted = () => (column.matches ? "phone" : !wide.matches || root.dataset.view === "months" ? "narrow" : "wide")

/** Where an open school stood beside the list it stays on screen, in its drawer; where it was a drawer it stands beside. */
export function layOut() {
  const before = root.dataset.layout
  root.dataset.layout = wanted()
  if (before === root.dataset.layout) return
  const isOpen = root.dataset.detail === "open" && root.dataset.view !== "months"
  if (root.dataset.layout === "wide" && root.dataset.drawer === "detail") root.dataset.drawer = ""
  else if (before === "wide" && isOpen && !root.dataset.drawer) root.dataset.drawer = "detail"
}

export function watchLayout() {
  for (const query of [wide, column]) query.addEventListener("change", layOut)
  new MutationObserver(layOut).observe(root, {attributeFilter: ["data-view"]})
}
