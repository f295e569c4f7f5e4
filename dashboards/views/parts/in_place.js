// Beside views that stand in a cell of a notebook: links inside them would lead away from it, so the visit follows them.

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {InPlaceMessage, InPlaceParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<InPlaceParameters, InPlaceMessage>} drawing */
export function render({model, el}) {
  const own = el.getRootNode()
  const around = own instanceof ShadowRoot ? own.host.parentNode : null
  if (!around) return
  const gone = new AbortController()
  const go = (/** @type {Event} */ event) => {
    const inside = event.composedPath()[0]
    const link = event instanceof MouseEvent && inside instanceof Element ? inside.closest("a") : null
    if (!link || link.download || link.host !== location.host) return
    event.preventDefault()
    event.stopPropagation()
    model.send_msg({go: link.search})
  }
  around.addEventListener("click", go, {capture: true, signal: gone.signal})
  model.on("remove", () => gone.abort())
}
