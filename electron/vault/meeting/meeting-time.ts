/**
 * Time that passes, for a meeting: a clock that is set wrong, here or elsewhere, changes nothing. What people are shown
 * as a date comes from the vault's own clock.
 */
export interface MeetingTime {
  /** Milliseconds since some moment; never goes back. */
  readonly nowMs: () => number
  /** @returns what cancels it. */
  readonly startTimer: (afterMs: number, run: () => void) => () => void
}

export const systemTime: MeetingTime = {
  nowMs: () => performance.now(),
  startTimer: (afterMs, run) => {
    const timer = setTimeout(run, afterMs)
    return () => clearTimeout(timer)
  },
}
