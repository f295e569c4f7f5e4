// One school on one screen: a sentence, its months, why, and what was tried.
import {make} from "../../assets/scripts/dom.js"
import {gettext} from "../../assets/scripts/gettext.js"
import {icon} from "../../assets/scripts/icons.js"
import {disputedMark, marksSvg, tierIcon} from "../../assets/scripts/marks.js"

/** @import {MeetingSchool, MonthBar, SimilarCard} from "../../assets/scripts/shapes.d.ts" */

const HEIGHT = 104
const BOX = {width: 30, height: 20, pitch: 30}

/** @param {MonthBar[]} months */
function monthsCard(months) {
  if (!months.length) return null
  const most = Math.max(1, ...months.flatMap(month => [month.held ?? 0, month.alike ?? 0]))
  const px = (/** @type {number} */ value) => Math.round((HEIGHT * value) / most)
  const columns = months.map(({name, letter, mark, told, held, alike}) => {
    const figure = held === null ? "" : String(held)
    const usual = alike === null ? "" : gettext("schools like it: {count}", {count: String(alike)})
    const said = [name, told, held === null ? "" : gettext("{count} activities", {count: figure}), usual].filter(Boolean).join(", ")
    return make(
      "li",
      {title: said},
      make("span", {class: "unseen"}, said),
      make("span", {class: "mark", "aria-hidden": "true"}, mark ? marksSvg([mark], BOX) : null, letter),
      make(
        "span",
        {class: "bar", "aria-hidden": "true", style: `height:${HEIGHT}px`},
        held === null ? null : make("i", {style: `height:${px(held)}px`}),
        alike === null ? null : make("i", {class: "alike", style: `bottom:${px(alike)}px`}),
      ),
      make("b", {"aria-hidden": "true"}, figure),
    )
  })
  const key = make("small", {}, gettext("activities held a month; the line: schools like this"))
  return make("section", {class: "card months"}, make("h3", {}, gettext("Reports and activities"), key), make("ol", {}, ...columns))
}

/** @param {SimilarCard} similar */
function similarCard({name, school, size, lines}) {
  const named = school ? make("a", {href: school.address}, school.name) : make("b", {}, name)
  const done = lines.map(({type, text}) => make("li", {}, make("b", {}, type), " ", make("span", {dir: "auto"}, text)))
  const head = make("h3", {}, gettext("A similar school that does what is missing here"), " ", make("small", {}, named, ` (${size})`))
  return make("section", {class: "card similar"}, head, make("ul", {}, ...done))
}

/** @param {MeetingSchool} school */
export function schoolCards(school) {
  const {name, about, tier, tier_label, sentence, aside, months, reasons, tried, steps, similar} = school
  const why = reasons.map(({text, aside: beside, strength, disputed}) =>
    make("li", {class: strength ? "strength" : null}, text, " ", make("small", {}, beside), disputed ? disputedMark(disputed) : null),
  )
  const lines = tried.map(({channel, label, date, text}) =>
    make(
      "li",
      {},
      make("span", {title: label}, icon(channel), make("span", {class: "unseen"}, `${label}, `)),
      make("span", {class: "date"}, date),
      make("span", {}, text),
    ),
  )
  const due = steps.map(({text, when}) => make("li", {class: "due"}, icon("flag"), make("b", {}, when), make("span", {}, text)))
  return [
    make(
      "div",
      {class: "name"},
      make("h2", {}, name),
      make("span", {class: `tier ${tier}`}, tierIcon(tier), tier_label),
      make("span", {class: "size"}, about),
    ),
    make("p", {class: "sentence"}, sentence),
    aside ? make("p", {class: "aside"}, aside) : null,
    monthsCard(months),
    make(
      "div",
      {class: "two"},
      make(
        "section",
        {class: "card"},
        make("h3", {}, gettext("Why")),
        why.length ? make("ul", {class: "why"}, ...why) : make("p", {}, gettext("No gap stands out")),
      ),
      make(
        "section",
        {class: "card"},
        make("h3", {}, gettext("What was tried, and what is due")),
        make("ul", {class: "tried"}, ...due, ...lines),
      ),
    ),
    similar ? similarCard(similar) : null,
  ].filter(part => part !== null)
}
