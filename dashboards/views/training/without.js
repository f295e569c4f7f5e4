// The schools whose team came to no session for a year, by cluster.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {logButton} from "../support/entries.js"

/** @import {TrainingCluster, TrainingPart, TrainingSchool} from "../../assets/scripts/shapes.d.ts" */

/** @param {TrainingPart} part */
export function withoutSession(part) {
  return [
    make("h2", {}, part.without_title),
    ...(part.all_came ? [make("p", {}, part.all_came)] : []),
    ...part.without.map(clusterOf),
    ...(part.beside_list ? [make("p", {class: "muted"}, part.beside_list)] : []),
  ]
}

/** @param {TrainingCluster} cluster */
function clusterOf({name, is_own, schools}) {
  return make("section", {class: is_own ? "own" : ""}, make("h3", {}, name), make("ul", {}, ...schools.map(lineOf)))
}

/** @param {TrainingSchool} school */
function lineOf({id, name, last, address, may_log}) {
  const log = may_log ? logButton(gettext("Log a contact"), {school: id}) : null
  return make("li", {"data-school": id}, make("a", {href: address}, name), make("small", {}, last), log)
}
