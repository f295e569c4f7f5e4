// Line icons, by name.
import {make} from "./dom.js"

/** @type {Record<string, string>} */
const ICONS = {
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.5l3.200 3.200L13 5",
  plus: "M8 3v10M3 8h10",
  lock: "M3.500 7h9v6.500h-9zM5.300 7V5a2.700 2.700 0 0 1 5.400 0v2",
  undo: "M6 4 3 7l3 3M3 7h6.500a3.500 3.500 0 0 1 0 7H7",
  file: "M4 2h5.500L12.500 5v9H4zM9.500 2v3h3",
  wrong: "M3 3h10v10H3zM6 6l4 4M10 6l-4 4",
  odd: "M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 12v.1",
  flag: "M4 14V2.5h7.5L9.8 5.5l1.7 3H4",
  down: "M4 6l4 4 4-4",
  left: "M10 4 6 8l4 4",
  right: "M6 4l4 4-4 4",
  print: "M4.500 6V2.500h7V6M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4h-7z",
  phone: "M5.5 2.5 3.5 3c-1 3.500 5 10 9 9.700l.700-2.200-2.700-1.500-1.300 1.200c-1.400-.700-2.600-2-3.200-3.400l1.200-1.200z",
  email:
    "M3.5 3.500h9a1.500 1.500 0 0 1 1.500 1.500v6a1.500 1.500 0 0 1-1.500 1.500h-9a1.500 1.500 0 0 1-1.500-1.500v-6a1.500 1.500 0 0 1 1.500-1.500zM2.500 4.500 8 9l5.500-4.500",
  in_person: "M8 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 13.500c.3-2.800 2.400-4 5-4s4.700 1.200 5 4",
  virtual: "M3 3.500h10v7H3zM6 13.500h4M8 10.500v3",
  look: "M8 2.200 14.300 13.200H1.700zM8 6.500v3M8 11.400v.1",
  alert: "M8 14a6 6 0 1 0 0-12a6 6 0 0 0 0 12zM8 7.500v3.500M8 5v.1",
}

/**
 * @param {string} name
 * @param {number} [size]
 */
export function icon(name, size = 16) {
  const shape = make("path", {d: ICONS[name] ?? ICONS.alert})
  return make("svg", {class: "ic", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true"}, shape)
}
