const maxFailures = 3
const failureWindowMs = 60_000

/**
 * Counts failures of something that is started anew after each.
 *
 * @param nowMs a clock that only goes forward
 * @returns a function to call at every failure; true when this one is the third within a minute
 */
export const createFailureLimit = (nowMs: () => number): (() => boolean) => {
  let failuresAtMs: number[] = []
  return () => {
    const now = nowMs()
    failuresAtMs = [...failuresAtMs.filter((atMs) => now - atMs < failureWindowMs), now]
    return failuresAtMs.length >= maxFailures
  }
}
