// What people decided by hand about the open school, and the form for a new decision. What is typed is kept until the
// server has said "kept", and for each school by itself.
class Form {
  constructor(school, typed, send, cancel) {
    const {kinds, first, until, last, hint} = school.form
    this.kind = make("select", {name: "kind", required: true}, make("option", {value: ""}, "Choose"), ...kinds.map(([code, label]) => make("option", {value: code}, label)))
    this.on = make("input", {type: "radio", name: "way", value: "on"})
    this.off = make("input", {type: "radio", name: "way", value: "off"})
    this.until = make("input", {type: "date", min: first, max: last, required: true})
    this.note = make("textarea", {rows: 3, maxlength: 2000, required: true})
    this.refused = make("p", {class: "refused", role: "alert", hidden: true})
    this.save = make("button", {type: "submit", class: "save"}, "Save")
    const back = make("button", {type: "button"}, "Cancel")
    this.element = make("form", {novalidate: true, "aria-label": "Put on Check in or take off"},
      make("label", {}, "What happened", this.kind),
      make("fieldset", {}, make("legend", {}, "Check in"), make("div", {class: "ways"}, make("label", {}, this.on, "Put on Check in"), make("label", {}, this.off, "Take off"))),
      make("label", {}, "Until", this.until), make("label", {}, "Why, in a sentence", this.note),
      make("p", {class: "hint"}, hint), this.refused, make("div", {class: "buttons"}, this.save, back))
    this.fill(typed ?? {kind: "", on: true, until, note: ""})
    back.addEventListener("click", cancel)
    this.element.addEventListener("submit", event => { event.preventDefault(); this.wait(true); send(this.typed()) })
    this.element.addEventListener("keydown", event => {
      if (event.key === "Escape") { event.stopPropagation(); cancel() }
    })
  }

  typed() { return {kind: this.kind.value, on: this.on.checked, until: this.until.value, note: this.note.value} }

  fill({kind, on, until, note}) {
    Object.assign(this.kind, {value: kind})
    Object.assign(on ? this.on : this.off, {checked: true})
    Object.assign(this.until, {value: until})
    Object.assign(this.note, {value: note})
  }

  wait(waits) { this.save.disabled = waits }

  refuse(words) {
    this.wait(false)
    this.refused.textContent = words
    this.refused.hidden = !words
  }
}

export function render({model, el}) {
  const place = make("div", {class: "decided"}), typed = new Map()
  let form = null, formOf = null, endRefused = ""

  const close = () => {
    typed.delete(formOf)
    form = formOf = null
    draw()
    place.querySelector("button.link.decide")?.focus()
  }
  const open = school => {
    form = new Form(school, typed.get(school.id), values => model.send_msg({save: {...values, school: school.id}}), close)
    formOf = school.id
    draw()
    form.kind.focus()
  }
  const line = event => {
    const end = event.may_end ? make("button", {type: "button", class: "link"}, "End now") : null
    end?.addEventListener("click", () => { end.disabled = true; model.send_msg({end: event.id}) })
    return make("li", {}, icon("flag"), make("span", {}, event.words), end, make("small", {}, event.what), event.note ? make("q", {}, event.note) : null)
  }

  function draw() {
    const school = JSON.parse(model.school || "null")
    if (form && formOf !== school?.id) {           // another school: what was typed waits for the next visit
      typed.set(formOf, form.typed())
      form = formOf = null
    }
    if (!school || (!school.held.length && !school.form && !school.past)) return place.replaceChildren()
    if (form && !school.form) form = formOf = null
    const decide = school.form && !form ? make("button", {type: "button", class: "link decide"}, "Put on Check in / take off") : null
    decide?.addEventListener("click", () => open(school))
    place.replaceChildren(make("section", {}, make("h3", {}, make("span", {}, "Decided by hand"), decide ?? ""),
      school.held.length ? make("ul", {}, ...school.held.map(line)) : make("p", {class: "hint"}, "Nothing: the figures alone decide."),
      school.beside ? make("p", {class: "hint"}, school.beside) : "", school.past ? make("p", {class: "hint"}, school.past) : "",
      endRefused ? make("p", {class: "refused", role: "alert"}, endRefused) : "", form?.element ?? ""))
  }

  draw()
  model.on("school", () => { endRefused = ""; draw() })
  model.on("answer", () => {
    const {refusal} = model.answer
    if (form && refusal) return form.refuse(refusal)
    if (form) return close()
    endRefused = refusal ?? ""
    draw()
  })
  el.append(place)
}
