// What the drawer says about moved rules: the question, who would come and go, and how much hangs on the weights.
import {make} from "../../assets/scripts/dom.js"
import {gettext, ngettext} from "../../assets/scripts/gettext.js"
import {effectCards, hintsOf, stays} from "./effect.js"

/** @import {Hints} from "../../assets/scripts/page.d.ts" */
/** @import {Effect} from "../../assets/scripts/shapes.d.ts" */

const MANY = 4

export class EffectPart {
  title = make("h2", {}, gettext("What if"))
  scope = make("p", {class: "scope"})
  cards = make("div", {class: "cards"})
  checkIn = make("p", {class: "check-in"})
  silence = make("p", {class: "quiet"})
  stays = make("ul", {class: "stays"})
  said = make("p", {class: "unseen", role: "status"})
  head = make("div", {}, this.title, this.scope)
  moves = make("div", {}, this.cards, this.checkIn, this.silence)
  sure = make(
    "div",
    {class: "sure"},
    make("h3", {}, gettext("Does Extra support depend on the weights?")),
    make("p", {class: "help"}, gettext("Drawn at random 200 times: how often a school is on it.")),
    this.stays,
    this.said,
  )

  /**
   * @param {Effect} effect
   * @param {boolean} isMoved
   * @returns {Hints | null} what the list says at each school; null while a rule is moving
   */
  draw(effect, isMoved) {
    const {enter, leave} = effect
    this.title.textContent = effect.title
    this.scope.textContent = effect.scope
    // While one is moved they only grow, so that the sliders below stay where the pointer is.
    this.cards.style.minHeight = effect.stays ? "" : `${this.cards.offsetHeight}px`
    this.cards.classList.toggle("many", enter.length + leave.length > MANY)
    this.cards.replaceChildren(...effectCards(effect, isMoved))
    this.checkIn.textContent = effect.check_in
    this.silence.textContent = effect.silence
    this.stays.classList.toggle("old", !effect.stays)
    if (!effect.stays) return null
    this.stays.replaceChildren(...effect.stays.map(stays))
    const entering = ngettext("{count} would enter", "{count} would enter", enter.length)
    const leaving = ngettext("{count} would leave", "{count} would leave", leave.length)
    this.said.textContent = gettext("{title} {entering}, {leaving}.", {title: effect.title, entering, leaving})
    return hintsOf({enter, leave, stays: effect.stays})
  }
}
