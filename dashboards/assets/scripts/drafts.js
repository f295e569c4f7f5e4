// What somebody has typed and not saved: kept in this tab through a reload, a lost connection and a new server. The
// server gives each form its own key, of district, person and what the form is about, so that nobody finds a draft of
// somebody else's.
const PREFIX = "draft "

/**
 * For a browser that forbids storage: as long as the page stays.
 * @type {Map<string, string>}
 */
const inMemory = new Map()

/** @param {(storage: Storage) => void} use whether the browser let it be used */
function inStorage(use) {
  try {
    use(sessionStorage)
    return true
  } catch {
    return false
  }
}

/**
 * What was typed under a key; null where nothing waits.
 * @template Typed
 * @param {string} key
 * @returns {Typed | null}
 */
export function draftOf(key) {
  let text = inMemory.get(key) ?? null
  inStorage(storage => {
    text ??= storage.getItem(PREFIX + key)
  })
  return text === null ? null : JSON.parse(text)
}

/**
 * Keep what is typed; null: nothing is, or it is saved or discarded.
 * @param {string} key
 * @param {unknown} typed
 */
export function keepDraft(key, typed) {
  inMemory.delete(key)
  const isStored = inStorage(storage =>
    typed === null ? storage.removeItem(PREFIX + key) : storage.setItem(PREFIX + key, JSON.stringify(typed)),
  )
  if (!isStored && typed !== null) inMemory.set(key, JSON.stringify(typed))
}

/** Would all that is typed still be there after the page is loaded again? */
export const isKeptThroughReload = () => inMemory.size === 0

// ---------------------------------------------------------------- fields of a draft that is saved at the office
// Kept in this browser until the office has them, also after the tab is closed: each field by itself, so that two tabs
// of one draft do not take each other's.
const FIELD = "field "

/** @param {(storage: Storage) => void} use whether the browser let it be used */
function inBrowser(use) {
  try {
    use(localStorage)
    return true
  } catch {
    return false
  }
}

/**
 * Keep a field until it is saved; null: it is. Returns whether the browser keeps it beyond this page.
 * @param {string} key of the draft
 * @param {string} path
 * @param {unknown} waiting
 */
export function keepField(key, path, waiting) {
  const name = `${FIELD}${key} ${path}`
  return inBrowser(storage => {
    if (waiting === null) storage.removeItem(name)
    else storage.setItem(name, JSON.stringify(waiting))
  })
}

/**
 * What waits in this browser of a draft, by path.
 * @template Waiting
 * @param {string} key
 * @returns {Map<string, Waiting>}
 */
export function keptFields(key) {
  const start = `${FIELD}${key} `
  const found = new Map()
  inBrowser(storage => {
    for (const name of Object.keys(storage)) {
      if (name.startsWith(start)) found.set(name.slice(start.length), JSON.parse(storage.getItem(name) ?? "null"))
    }
  })
  return found
}
