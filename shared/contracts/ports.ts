/**
 * One end of a two-way channel between two processes, whatever carries it: a MessagePort of
 * Electron, of a worker, or a pipe to a driven browser. Messages arrive whole, in order, once.
 */
export interface Port {
  /** Throws when the message cannot be carried (a function inside, for instance). */
  post(message: unknown): void
  /** Called once, before anything is sent. */
  on(listener: (message: unknown) => void): void
  /** Called at most once, when the other end is gone. Never after `close` from this end. */
  onClose(listener: () => void): void
  close(): void
}
