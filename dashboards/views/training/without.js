// The schools whose team came to no session for a year, by cluster.
import {make} from "../../assets/scripts/dom.js"

/** @import {TrainingCluster, TrainingPart} from "../../assets/scripts/shapes.d.ts" */

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
  const lines = schools.map(one => make("li", {}, make("a", {href: one.address}, one.name), make("small", {}, one.last)))
  return make("section", {class: is_own ? "own" : ""}, make("h3", {}, name), make("ul", {}, ...lines))
}
