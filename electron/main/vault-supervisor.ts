import { createFailureLimit } from './failure-limit'

/** One running vault process, whatever runs it. `P` is what a window is connected with. */
export interface VaultProcess<P> {
  connect(port: P): void
  connectSync(port: P): void
  connectNetwork(port: P): void
  lock(): void
  stop(): void
  kill(): void
  /** @param listener told once; `planned` when the process ended itself because it was locked. */
  onExit(listener: (planned: boolean) => void): void
}

export interface VaultSupervisor<P> {
  /** Connects a window to the process that runs now. */
  connect(port: P): void
  /** Gives the process that runs now the sync window's port. */
  connectSync(port: P): void
  /** Gives the process that runs now the port of main's network service. */
  connectNetwork(port: P): void
  /** Locks, after a grace in which the window may save what is on screen. */
  lockSoon(): void
  /** Ends the process for good; resolves when it is gone. */
  stop(): Promise<void>
}

export interface SupervisorDeps<P> {
  startProcess(): VaultProcess<P>
  /** A fresh, locked process has taken the place of one that ended. All that it is connected with is new. */
  onReplaced(): void
  /** The process failed again and again; nothing more is tried. */
  onGivenUp(): void
  /** A clock that only goes forward. */
  nowMs(): number
  /** @returns a function that cancels. */
  startTimer(afterMs: number, run: () => void): () => void
}

/** The window saves for 1.5 s at most and then locks by itself. */
const lockGraceMs = 3_000
/** Long enough to rewrite a large image; then the journal has everything anyway. */
const stopLimitMs = 10_000

/** Keeps one vault process alive, and a fresh one after every lock. */
export const createVaultSupervisor = <P>(deps: SupervisorDeps<P>): VaultSupervisor<P> => {
  const hasFailedTooOften = createFailureLimit(() => deps.nowMs())
  let onStopped: (() => void) | null = null
  let cancelLock = (): void => {}
  let isGone = false

  const start = (): VaultProcess<P> => {
    const process = deps.startProcess()
    process.onExit((planned) => {
      cancelLock()
      if (onStopped !== null) return onStopped()
      if (!planned && hasFailedTooOften()) {
        isGone = true
        return deps.onGivenUp()
      }
      current = start()
      deps.onReplaced()
    })
    return process
  }

  let current = start()

  return {
    connect: (port) => current.connect(port),
    connectSync: (port) => current.connectSync(port),
    connectNetwork: (port) => current.connectNetwork(port),
    lockSoon: () => {
      cancelLock()
      const locked = current
      cancelLock = deps.startTimer(lockGraceMs, () => locked.lock())
    },
    stop: () =>
      new Promise((resolve) => {
        if (isGone) return resolve()
        const cancel = deps.startTimer(stopLimitMs, () => {
          current.kill()
          resolve()
        })
        onStopped = () => {
          cancel()
          resolve()
        }
        current.stop()
      }),
  }
}
