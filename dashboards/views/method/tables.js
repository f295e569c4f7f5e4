// Small tables of words, one below the other: real tables, text only as text.
function table({caption, columns, rows}) {
  return make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": caption}, make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...columns.map(name => make("th", {scope: "col"}, name)))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...row.map((text, i) => make(i ? "td" : "th", {scope: i ? null : "row"}, text)))))))
}

export function render({model, el}) {
  const place = make("div", {class: "told"})
  const draw = () => place.replaceChildren(...JSON.parse(model.tables || "[]").map(table))
  draw()
  model.on("tables", draw)
  el.append(place)
}
