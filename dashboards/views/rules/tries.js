// Moved rules on their way to the server: it answers each try with one message, and the next try waits for it, so that a
// slow server is never flooded. A try without an answer was lost on its way, as before a cell is connected: it is sent once
// more, each time after twice as long.

/** Milliseconds until a try counts as lost for the first time. */
const PATIENCE = 3000

export class Tries {
  turn = 0
  /** The try that has no answer yet, and the frame in which the next one leaves; 0: none. */
  flying = 0
  frame = 0
  /** @type {"" | "moving" | "still"} */
  wanted = ""
  patience = PATIENCE
  waiting = 0

  /**
   * @param {(isMoving: boolean, turn: number) => void} send
   * @param {(isBusy: boolean) => void} busy
   */
  constructor(send, busy) {
    this.send = send
    this.busy = busy
  }

  /**
   * Ask what the rules would do as they stand.
   * @param {boolean} still is no slider moving any more?
   */
  ask(still) {
    this.wanted = still || this.wanted === "still" ? "still" : "moving"
    this.busy(true)
    this.pump()
  }

  pump() {
    if (this.flying || this.frame || !this.wanted) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.flying = ++this.turn
      this.send(this.wanted === "moving", this.flying)
      this.wanted = ""
      this.waiting = setTimeout(() => this.again(), this.patience)
    })
  }

  again() {
    this.flying = 0
    this.patience *= 2
    this.ask(true)
  }

  /**
   * Is this the answer that is waited for? A late one is none.
   * @param {number} turn
   */
  isAnswer(turn) {
    if (turn !== this.flying) return false
    clearTimeout(this.waiting)
    this.patience = PATIENCE
    this.flying = 0
    return true
  }

  /** The answer is shown: the next try may leave. */
  next() {
    this.pump()
    this.busy(Boolean(this.flying || this.frame))
  }
}
