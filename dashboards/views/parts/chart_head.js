// Over each chart: what it shows and says, its table, its picture; with a heading the whole can be folded away.
const find = name => {
  for (const held of window.Bokeh?.documents ?? []) {
    const figure = held.get_model_by_name(name), view = figure && held.views_manager?.find_one(figure)
    if (view) return view
  }
  return null
}

// The picture gets the page's own background: the canvas itself is clear.
async function save(name, title) {
  const view = find(name)
  if (!view) return
  const layer = view.export("png", true).canvas, picture = document.createElement("canvas")
  picture.width = layer.width
  picture.height = layer.height
  const brush = picture.getContext("2d")
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface")
  brush.fillRect(0, 0, picture.width, picture.height)
  brush.drawImage(layer, 0, 0)
  const link = make("a", {download: `${title.replace(/[^\w]+/g, "-").toLowerCase()}.png`, href: picture.toDataURL("image/png")})
  link.click()
}

function choice(model) {
  const options = JSON.parse(model.options || "[]")
  if (!options.length) return null
  const select = make("select", {}, ...options.map(([code, label]) => make("option", {value: code, selected: code === model.option}, label)))
  select.addEventListener("change", () => model.send_msg({option: select.value}))
  return make("label", {class: "choice"}, make("span", {class: "unseen"}, model.label), select)
}

function buttons(model, asTable) {
  const proof = JSON.parse(model.table || "null")
  const [open, shown] = proof ? opener("Table", proof) : [null, null]
  const picture = model.figure ? make("button", {type: "button", class: "link", "aria-label": `Save ${model.title} as a picture`}, "PNG") : null
  picture?.addEventListener("click", () => save(model.figure, model.title))
  open?.setAttribute("aria-label", `Table of ${model.title}`)
  if (asTable) open?.click()
  return [make("span", {class: "tools"}, open, picture), shown]
}

export function render({model, el}) {
  const place = make("div", {class: "over-chart"})
  const draw = () => {
    const kept = place.querySelector(":focus")?.dataset.fold
    const asTable = place.querySelector(".proof:not([hidden])") !== null   // stays open when its figures change
    const parts = []
    if (model.section) {
      const fold = make("button", {type: "button", class: "fold", "data-fold": "1", "aria-expanded": String(model.opened)}, icon("down", 12), model.section)
      fold.addEventListener("click", () => model.send_msg({opened: !model.opened}))
      parts.push(make("h3", {}, fold))
    }
    if (model.opened) {
      parts.push(choice(model))
      if (model.title) {
        const [tools, shown] = buttons(model, asTable)
        parts.push(make("div", {class: "line"}, make("h4", {}, model.title, " ", make("small", {}, model.unit)), tools), shown)
      }
      if (model.sentence) parts.push(make("p", {}, model.sentence))
    }
    place.replaceChildren(...parts.filter(Boolean))
    if (kept) place.querySelector("[data-fold]")?.focus({preventScroll: true})
  }
  // One change sets several of these; they are drawn together.
  let waits = false
  const soon = () => {
    if (waits) return
    waits = true
    queueMicrotask(() => { waits = false; draw() })
  }
  draw()
  for (const name of ["title", "unit", "sentence", "table", "figure", "section", "opened", "options", "option", "label"]) model.on(name, soon)
  el.append(place)
}
