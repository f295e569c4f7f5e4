// What the list, the months picture and the detail all draw. Joined in front of each component's own script.
// Text of rows and files becomes text nodes and attributes only: nothing here reads a string as markup.
const SVG = "http://www.w3.org/2000/svg"
const SVG_TAGS = new Set(["svg", "path", "rect", "circle", "g", "title"])

function make(tag, attributes = {}, ...children) {
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value)
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== false))
  return node
}

// ---------------------------------------------------------------- tiers: shape, then colour
const TIER_SHAPES = {
  extra_support: [["path", {d: "M7 1 13 7 7 13 1 7Z", fill: "var(--extra)"}]],
  check_in: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--check-mark)", "stroke-width": 1.8}],
    ["path", {d: "M7 2a5 5 0 0 0 0 10z", fill: "var(--check-mark)"}],
  ],
  not_enough_data: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--nodata)", "stroke-width": 1.8, "stroke-dasharray": "2.3 2.3"}],
  ],
  steady: [
    ["circle", {cx: 7, cy: 7, r: 5, fill: "none", stroke: "var(--steady-mark)", "stroke-width": 1.8}],
    ["path", {d: "M4.5 7h5", stroke: "var(--steady-mark)", "stroke-width": 1.8}],
  ],
}

function tierIcon(code, size = 14, label = null) {
  if (!TIER_SHAPES[code]) return null
  const spoken = label ? {role: "img", "aria-label": label} : {"aria-hidden": "true"}
  const shapes = TIER_SHAPES[code].map(([tag, attributes]) => make(tag, attributes))
  return make("svg", {class: "tier-icon", width: size, height: size, viewBox: "0 0 14 14", ...spoken}, ...shapes)
}

// ---------------------------------------------------------------- months: one path per look, however many months
const round = number => Math.round(number * 100) / 100

function box(x, y, w, h, r) {
  return `M${round(x + r)} ${round(y)}h${round(w - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${round(h - 2 * r)}a${r} ${r} 0 0 1-${r} ${r}` +
    `h-${round(w - 2 * r)}a${r} ${r} 0 0 1-${r}-${r}v-${round(h - 2 * r)}a${r} ${r} 0 0 1 ${r}-${r}z`
}
const full = (x, y, w, h) => box(x, y, w, h, 2.5)
const inset = (x, y, w, h) => box(x + 0.75, y + 0.75, w - 1.5, h - 1.5, 2)
const cut = (x, y, w, h) => `M${x + 2.5} ${y}h${w - 7.5}l5 5v${h - 7.5}a2.5 2.5 0 0 1-2.5 2.5h-${w - 5}a2.5 2.5 0 0 1-2.5-2.5v-${h - 5}a2.5 2.5 0 0 1 2.5-2.5z`
const dot = (x, y, w, h) => `M${x + w / 2 - 2} ${y + h / 2}a2 2 0 1 0 4 0a2 2 0 1 0-4 0z`
const cross = (x, y, w, h) => `M${round(x + w / 2 - 2.4)} ${round(y + h / 2 - 2.4)}l4.8 4.8m0-4.8l-4.8 4.8`
const arrow = (x, y, w, h) => `M${round(x + w / 2 + 2.3)} ${y + h / 2}h-4.6m1.8-2.2-2 2.2 2 2.2`
const dash = (x, y, w, h) => `M${round(x + w / 2 - 2.6)} ${y + h / 2}h5.2`
const slash = (x, y, w, h) => `M${x + 1.5} ${y + h - 1.5}L${x + w - 1.5} ${y + 1.5}`
const halfFull = (x, y, w, h) => `M${x + 2} ${y + h / 2}h${w - 4}v${h / 2 - 2}h-${w - 4}z`
const hairline = (x, y, w, h) => box(x + 0.5, y + 0.5, w - 1, h - 1, 2.5)

// A received report without an activity is its box with a 0: an ellipse, so that it reads at any size.
const zero = (x, y, w, h) => `M${round(x + w / 2 - 2)} ${y + h / 2}a2 3 0 1 0 4 0a2 3 0 1 0-4 0z`

const line = (colour, width) => ({fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round"})
const MARK_LOOKS = {
  accepted: [[full, {fill: "var(--st-accepted)"}]],
  to_review: [[full, {fill: "var(--st-submitted)"}], [dot, {fill: "var(--surface)"}]],
  late: [[cut, {fill: "var(--st-late)"}]],
  returned: [[inset, {...line("var(--st-returned)", 1.5), fill: "var(--surface)"}], [arrow, line("var(--st-returned)", 1.5)]],
  draft: [[inset, {...line("var(--st-draft)", 1.3), fill: "var(--surface)"}], [halfFull, {fill: "var(--st-draft)"}]],
  missing: [[full, {fill: "var(--st-missing)"}], [cross, line("var(--st-missing-x)", 1.6)]],
  nil: [[inset, {...line("var(--st-nil)", 1.3), fill: "var(--st-nil-soft)"}], [dash, line("var(--st-nil)", 1.6)]],
  not_expected: [[slash, line("var(--st-hatch)", 1.4)]],
  not_due: [[hairline, line("var(--st-none)", 1)]],
}
for (const code of ["accepted", "late", "to_review"]) MARK_LOOKS[`${code}_zero`] = [MARK_LOOKS[code][0], [zero, line("var(--surface)", 1.4)]]

function marksSvg(marks, {width, height, pitch, top = 0, rowHeight = height}) {
  const picture = make("svg", {width: pitch * marks.length - (pitch - width), height: rowHeight})
  for (const code in MARK_LOOKS) {
    const at = marks.flatMap((mark, i) => mark === code ? [i * pitch] : [])
    if (!at.length) continue
    for (const [shape, look] of MARK_LOOKS[code]) {
      picture.append(make("path", {d: at.map(x => shape(x, top, width, height)).join(""), ...look}))
    }
  }
  return picture
}

const monthsInWords = (marks, months, words) => marks.map((mark, i) => `${months[i].name} ${words[mark] ?? mark}`).join(", ")

// Many schools have the same ten months: each different strip is drawn once and copied.
function stripMaker(months, words) {
  const drawn = new Map()
  return marks => {
    const key = marks.join()
    if (!drawn.has(key)) {
      const picture = marksSvg(marks, {width: 12, height: 14, pitch: 14})
      picture.setAttribute("role", "img")
      const told = monthsInWords(marks, months, words)
      picture.setAttribute("aria-label", told)
      picture.append(make("title", {}, told))
      drawn.set(key, picture)
    }
    return drawn.get(key).cloneNode(true)
  }
}

// ---------------------------------------------------------------- line icons
const ICONS = {
  close: "M4 4l8 8M12 4l-8 8", flag: "M4 14V2.5h7.5L9.8 5.5l1.7 3H4", down: "M4 6l4 4 4-4",
  phone: "M5.5 2.5 3.5 3c-1 3.500 5 10 9 9.700l.700-2.200-2.700-1.500-1.300 1.200c-1.400-.700-2.600-2-3.200-3.400l1.200-1.200z",
  email: "M3.5 3.500h9a1.500 1.500 0 0 1 1.500 1.500v6a1.500 1.500 0 0 1-1.500 1.500h-9a1.500 1.500 0 0 1-1.500-1.500v-6a1.500 1.500 0 0 1 1.500-1.500zM2.500 4.500 8 9l5.500-4.500",
  in_person: "M8 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 13.500c.3-2.800 2.400-4 5-4s4.700 1.200 5 4",
  virtual: "M3 3.500h10v7H3zM6 13.500h4M8 10.500v3",
  alert: "M8 14a6 6 0 1 0 0-12a6 6 0 0 0 0 12zM8 7.500v3.500M8 5v.1",
}

function icon(name, size = 16) {
  return make("svg", {class: "ic", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true"}, make("path", {d: ICONS[name] ?? ICONS.alert}))
}

const told = (node, name) => node.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true}))
