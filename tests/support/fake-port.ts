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
  #listener: (message: unknown) => void = () => {}
  #onClose: () => void = () => {}

  post(message: unknown): void {
    const copy: unknown = structuredClone(message)
    this.posted.push(copy)
    queueMicrotask(() => this.other?.receive(copy))
  }

  /** As if the other end had sent this. */
  receive(message: unknown): void {
    this.#listener(message)
  }

  on(listener: (message: unknown) => void): void {
    this.#listener = listener
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
