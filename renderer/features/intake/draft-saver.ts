/** What a screen says of what was typed. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed'

interface DraftSaverOptions<T> {
  /** Resolves to whether the value is durable now. May throw: that counts as no. */
  readonly save: (value: T) => Promise<boolean>
  readonly onState: (state: SaveState) => void
}

export interface DraftSaver<T> {
  /** Something was typed. */
  readonly change: (value: T) => void
  /** Saves what is unsaved at once. @returns whether everything is saved. */
  readonly flush: () => Promise<boolean>
  /** Saves nothing from now on; waits for a save that is under way. */
  readonly stop: () => Promise<void>
}

/** A pause in typing. */
const pauseMs = 400
/** Without a pause; with the time of the write itself, a crash loses at most the last second. */
const longestWaitMs = 800
const retryMs = 2_000

/**
 * Saves a draft as it is typed: one save at a time, always the newest value, again and again until
 * it worked.
 */
export const createDraftSaver = <T>({ save, onState }: DraftSaverOptions<T>): DraftSaver<T> => {
  let unsaved: { readonly value: T } | null = null
  let firstChangeAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  let isStopped = false

  const schedule = (delayMs: number): void => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void run(), delayMs)
  }

  const saveOnce = async (): Promise<boolean> => {
    const attempt = unsaved
    if (attempt === null || isStopped) return !isStopped
    unsaved = null
    onState('saving')
    const isSaved = await save(attempt.value).catch(() => false)
    if (!isSaved) unsaved ??= attempt
    if (isStopped) return isSaved
    // Typed during the save, whose own timer may have passed meanwhile.
    if (unsaved !== null) schedule(isSaved ? pauseMs : retryMs)
    onState(isSaved ? (unsaved === null ? 'saved' : 'unsaved') : 'failed')
    return isSaved && unsaved === null
  }

  const run = (): Promise<boolean> => {
    clearTimeout(timer)
    running ??= saveOnce().finally(() => {
      running = null
    })
    return running
  }

  return {
    change: (value) => {
      const nowMs = performance.now()
      if (unsaved === null) firstChangeAtMs = nowMs
      unsaved = { value }
      onState('unsaved')
      schedule(Math.min(pauseMs, Math.max(0, firstChangeAtMs + longestWaitMs - nowMs)))
    },
    flush: async () => {
      if (running !== null) await running
      return unsaved === null ? true : run()
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      if (running !== null) await running
    },
  }
}
