/** A one-shot timer that keeps no process alive by itself. @returns a function that cancels. */
export const startTimer = (afterMs: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, afterMs)
  timer.unref()
  return () => clearTimeout(timer)
}
