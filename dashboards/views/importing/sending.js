// Files on their way to the server: their bytes one after the other, each piece once the one before has arrived, so that
// nobody else's page waits behind them.
const PIECE = 192 * 1024 // bytes; as text a third more

/** @param {Uint8Array} bytes */
export function asText(bytes) {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export class Sending {
  /** @type {{file: File, start: number}[]} */
  left = []
  sent = 0

  /** @param {File[]} files */
  constructor(files) {
    this.files = files
    this.whole = files.reduce((sum, file) => sum + file.size, 0)
    this.left = files.filter(file => file.size).map(file => ({file, start: 0}))
  }

  get isDone() {
    return this.left.length === 0
  }

  /** The next piece as text. Rejects where the file cannot be read any more. */
  async next() {
    const [one] = this.left
    if (!one) return null
    const piece = new Uint8Array(await one.file.slice(one.start, one.start + PIECE).arrayBuffer())
    one.start += piece.length
    this.sent += piece.length
    if (one.start >= one.file.size || piece.length === 0) this.left.shift()
    return asText(piece)
  }
}
