// Moved rules on their way to the server: it answers each try with one message, and the next try waits for it, so that a
// slow server is never flooded.

export class Tries {
  turn = 0
  /** The try that has no answer yet, and the frame in which the next one leaves; 0: none. */
  flying = 0
  frame = 0
  /** @type {"" | "moving" | "still"} */
  wanted = ""

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
    })
  }

  /**
   * Is this the answer that is waited for? A late one is none.
   * @param {number} turn
   */
  isAnswer(turn) {
    if (turn !== this.flying) return false
    this.flying = 0
    return true
  }

  /** The answer is shown: the next try may leave. */
  next() {
    this.pump()
    this.busy(Boolean(this.flying || this.frame))
  }
}
