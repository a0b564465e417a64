import type { Port } from '../../shared/contracts/ports'

/** Two ends of a channel in one process: structured clone, in order, one microtask later. */
export const createPortPair = (): readonly [FakePort, FakePort] => {
  const a = new FakePort()
  const b = new FakePort()
  a.other = b
  b.other = a
  return [a, b]
}

export class FakePort implements Port {
  other: FakePort | null = null
  /** Everything that this end posted. */
  readonly posted: unknown[] = []
  #listener: ((message: unknown) => void) | null = null
  /** Like a real port: what comes before there is a listener waits for it. */
  readonly #unheard: unknown[] = []
  #onClose: () => void = () => {}

  post(message: unknown): void {
    const copy: unknown = structuredClone(message)
    this.posted.push(copy)
    queueMicrotask(() => this.other?.receive(copy))
  }

  /** As if the other end had sent this. */
  receive(message: unknown): void {
    if (this.#listener === null) this.#unheard.push(message)
    else this.#listener(message)
  }

  on(listener: (message: unknown) => void): void {
    this.#listener = listener
    for (const message of this.#unheard.splice(0)) listener(message)
  }

  onClose(listener: () => void): void {
    this.#onClose = listener
  }

  close(): void {
    const { other } = this
    this.other = null
    if (other === null) return
    other.other = null
    other.#onClose()
  }
}
