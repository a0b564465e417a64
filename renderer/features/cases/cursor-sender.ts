/** At most five a second go out. */
const gapMs = 200

export interface CursorSender {
  /** The newest wins; `null` for nowhere. */
  readonly show: (at: Uint8Array | null) => void
  /** Says "nowhere" at once if anything else was said, and nothing afterwards. */
  readonly stop: () => void
}

/** Tells the others where the own cursor is, not more often than they need. */
export const createCursorSender = (send: (at: Uint8Array | null) => void): CursorSender => {
  let waiting: { readonly at: Uint8Array | null } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isShown = false
  let isStopped = false

  const sendNow = (at: Uint8Array | null): void => {
    if (at === null && !isShown) return
    isShown = at !== null
    send(at)
    timer = setTimeout(() => {
      timer = undefined
      const next = waiting
      waiting = null
      if (next !== null) sendNow(next.at)
    }, gapMs)
  }

  return {
    show: (at) => {
      if (isStopped) return
      if (timer === undefined) sendNow(at)
      else waiting = { at }
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      waiting = null
      if (isShown) send(null)
      isShown = false
    },
  }
}
