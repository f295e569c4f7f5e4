// Who waits for access: each with what was written, and the two answers. What they say stands as text, and nothing else.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"

/** @import {AccessAsked} from "../../assets/scripts/shapes.d.ts" */

/**
 * @param {readonly AccessAsked[]} asked
 * @param {{add: (one: AccessAsked) => void, putAway: (id: number) => void}} acts
 */
export function waiting(asked, acts) {
  const lines = asked.map(one => {
    const add = make("button", {type: "button", class: "btn"}, gettext("Add"))
    const away = make("button", {type: "button", class: "btn"}, gettext("Put away"))
    add.setAttribute("aria-label", gettext("Add {who}", {who: one.who}))
    away.setAttribute("aria-label", gettext("Put away: {who}", {who: one.who}))
    add.addEventListener("click", () => acts.add(one))
    away.addEventListener("click", () => acts.putAway(one.id))
    const said = one.note ? make("p", {}, one.note) : null
    return make("li", {}, make("div", {class: "grow"}, make("b", {}, one.who), " ", make("small", {}, one.when), said), add, away)
  })
  return [make("h2", {}, gettext("Waiting for access")), make("ul", {}, ...lines)]
}
