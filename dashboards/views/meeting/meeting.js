// A meeting about a cluster: its schools one by one by the arrow keys, and what is agreed with each.
import {answerForForm, isOnOurPage} from "../../assets/scripts/connected.js"
import {isModified} from "../../assets/scripts/dom.js"
import {isKeptThroughReload} from "../../assets/scripts/drafts.js"
import {followDays} from "../parts/typed_day.js"
import {MeetingPage} from "./meeting_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {MeetingMessage, MeetingParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<MeetingParameters, MeetingMessage>} drawing */
export function render({model, el}) {
  const page = new MeetingPage(model)
  page.draw()
  model.on("meeting", () => page.draw())
  model.on("school", () => page.opened())
  model.on("answer", () => page.answered())
  followDays(model)
  const gone = new AbortController()
  addEventListener(
    "keydown",
    event => {
      if (!isOnOurPage() || isModified(event) || event.repeat) return
      if (page.key(event.key, window.partnership?.writing() ?? false)) event.preventDefault()
    },
    {signal: gone.signal},
  )
  const stop = answerForForm(
    () => page.isTyped(),
    isKeptThroughReload,
    () => page.lost(),
  )
  model.on("remove", () => {
    gone.abort()
    stop()
  })
  el.append(page.element)
}
