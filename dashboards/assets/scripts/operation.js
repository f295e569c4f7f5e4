// A number for one thing that somebody does: sent twice, it is done once.
const BYTES = 16

/** As `once` of the server takes it; `crypto.randomUUID` would need https. */
export function operation() {
  const drawn = crypto.getRandomValues(new Uint8Array(BYTES))
  return [...drawn].map(byte => byte.toString(16).padStart(2, "0")).join("")
}
