import type { FramePipe } from '../../../shared/contracts/frame-pipe'

/** One end of a link whose carrier is the test: nothing arrives that the test does not bring. */
export class FakePipe implements FramePipe {
  /** Everything that this end sent, in order; kept when it is carried. */
  readonly sent: Uint8Array[] = []
  isClosed = false
  /** What `send` resolves with, and when: a promise that is still open is a full link. */
  room: Promise<boolean> = Promise.resolve(true)
  #carried = 0
  #take: (frame: Uint8Array) => void = () => {}
  #closed: () => void = () => {}

  send = (frame: Uint8Array): Promise<boolean> => {
    if (this.isClosed) return Promise.resolve(false)
    this.sent.push(frame.slice())
    return this.room
  }

  onFrame = (take: (frame: Uint8Array) => void): void => {
    this.#take = take
  }

  onClose = (closed: () => void): void => {
    this.#closed = closed
  }

  close = (): void => {
    if (this.isClosed) return
    this.isClosed = true
    this.#closed()
  }

  /** As if the link had brought this. */
  receive(frame: Uint8Array): void {
    this.#take(frame)
  }

  /** What was sent and not yet carried. */
  takeSent(): readonly Uint8Array[] {
    const frames = this.sent.slice(this.#carried)
    this.#carried = this.sent.length
    return frames
  }
}

/** Carries everything both ways until both sides are silent; a link that one side closed is over for both. */
export const carryAll = (a: FakePipe, b: FakePipe): void => {
  for (;;) {
    const toB = a.takeSent()
    for (const frame of toB) b.receive(frame)
    const toA = b.takeSent()
    for (const frame of toA) a.receive(frame)
    if (toA.length + toB.length === 0) break
  }
  if (a.isClosed) b.close()
  if (b.isClosed) a.close()
}

/** Timers that run when the test says so. */
export class HandTimer {
  readonly #waiting = new Map<number, () => void>()
  #next = 0
  readonly asked: number[] = []

  startTimer = (afterMs: number, run: () => void): (() => void) => {
    const id = this.#next++
    this.asked.push(afterMs)
    this.#waiting.set(id, run)
    return () => this.#waiting.delete(id)
  }

  get waiting(): number {
    return this.#waiting.size
  }

  runAll(): void {
    const due = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const run of due) run()
  }
}
