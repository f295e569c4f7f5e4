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
