// A small table of figures or rows, and the button that opens one under a sentence.
function table({title, columns, rows}) {
  const number = value => typeof value === "number"
  return make("table", {}, make("caption", {}, title),
    make("thead", {}, make("tr", {}, ...columns.map((name, i) => make("th", {scope: "col", class: number(rows[0]?.[i]) ? "number" : null}, name)))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...row.map((value, i) =>
      make(i ? "td" : "th", {scope: i ? null : "row", class: number(value) ? "number" : null}, value === null ? "–" : String(value)))))))
}

let opened = 0
function shut(button, shown) {
  shown.hidden = true
  button.setAttribute("aria-expanded", "false")
}

function opener(label, proof, before = () => {}) {
  const id = `proof-${opened++}`
  const button = make("button", {type: "button", class: "link", "aria-expanded": "false", "aria-controls": id}, label)
  const shown = make("div", {class: "proof", id, hidden: true}, table(proof), proof.note ? make("p", {class: "note"}, proof.note) : null)
  button.addEventListener("click", () => {
    before()
    shown.hidden = !shown.hidden
    button.setAttribute("aria-expanded", String(!shown.hidden))
  })
  return [button, shown]
}
