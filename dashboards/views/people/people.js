// The page People: the list and the person who is open follow what the server says.
import {answerForForm} from "../../assets/scripts/connected.js"
import {standing} from "../../shell/first_picture.js"
import {PeoplePage} from "./people_page.js"

/** @import {Drawing} from "../../assets/scripts/page.d.ts" */
/** @import {PeopleMessage, PeopleParameters} from "../../assets/scripts/shapes.d.ts" */

/** @param {Drawing<PeopleParameters, PeopleMessage>} drawing */
export function render(drawing) {
  const {model} = drawing
  const page = standing(drawing, made => new PeoplePage(made))
  model.on("people", () => page.draw())
  model.on("person", () => page.opened())
  model.on("answer", () => page.answered())
  const stop = answerForForm(
    () => page.isTyped(),
    () => false,
    () => page.lost(),
  )
  model.on("remove", stop)
}
