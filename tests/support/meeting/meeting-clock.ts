/** Time that passes when the test says so, for everything that is done in memory. */
export class MeetingClock {
  nowMs = Date.UTC(2026, 4, 4, 22, 0)
  readonly #timers = new Map<number, { readonly atMs: number; readonly run: () => void }>()
  #next = 0

  now = (): number => this.nowMs

  startTimer = (afterMs: number, run: () => void): (() => void) => {
    const id = this.#next++
    this.#timers.set(id, { atMs: this.nowMs + afterMs, run })
    return () => this.#timers.delete(id)
  }

  /** What is under way without waiting for time goes on until nothing is. */
  async rest(): Promise<void> {
    for (let round = 0; round < 3; round++) await new Promise(setImmediate)
  }

  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms
    await this.rest()
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { atMs }]) => atMs <= endMs)
        .sort(([a, one], [b, other]) => one.atMs - other.atMs || a - b)[0]
      if (!due) break
      const [id, { atMs, run }] = due
      this.#timers.delete(id)
      this.nowMs = Math.max(this.nowMs, atMs)
      run()
      await this.rest()
    }
    this.nowMs = endMs
  }
}
