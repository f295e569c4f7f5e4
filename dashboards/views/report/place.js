// Where the keyboard stood, so that it stands there again after the page had to be loaded anew.
const PLACE = "where the report was written"

/** @param {(storage: Storage) => void} use */
function inTab(use) {
  try {
    use(sessionStorage)
  } catch {
    // A browser that forbids storage forgets where the keyboard stood, and nothing else.
  }
}

/**
 * @param {string} keeps the report
 * @param {string} path the field
 */
export const keepPlace = (keeps, path) => inTab(storage => storage.setItem(PLACE, JSON.stringify([keeps, path])))

/** The connection is lost: the page will be loaded again. */
export const wasLost = () =>
  inTab(storage => {
    const [keeps, path] = JSON.parse(storage.getItem(PLACE) ?? "[]")
    if (path) storage.setItem(PLACE, JSON.stringify([keeps, path, true]))
  })

/**
 * The field to go on in; nothing where the page was opened by somebody.
 * @param {string} keeps
 */
export function placeBefore(keeps) {
  let found = ""
  inTab(storage => {
    const [kept, path, isBack] = JSON.parse(storage.getItem(PLACE) ?? "[]")
    if (kept === keeps && isBack) found = path
    storage.removeItem(PLACE)
  })
  return found
}
