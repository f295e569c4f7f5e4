// On paper a chart is made to fit: it is as wide as the screen that it was drawn on, and is not drawn again for printing.

/** The room between the borders of a card on a sheet, in pixels of the page. */
const ROOM = 750

/** @returns {HTMLElement[]} what holds each of Bokeh's charts */
const charts = () =>
  [...(window.Bokeh?.documents ?? [])].flatMap(held =>
    [...held.all_models].filter(model => model.type === "Figure").flatMap(model => held.views_manager?.find_one(model)?.el ?? []),
  )

export function watchPrinting() {
  addEventListener("beforeprint", () => {
    for (const chart of charts()) if (chart.clientWidth > ROOM) chart.style.zoom = String(ROOM / chart.clientWidth)
  })
  addEventListener("afterprint", () => {
    for (const chart of charts()) chart.style.zoom = ""
  })
}
