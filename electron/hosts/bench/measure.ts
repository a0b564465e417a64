export interface Figure {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** How long each of a number of rounds takes, one after the other. */
export const measure = async (
  count: number,
  work: (round: number) => Promise<unknown> | unknown,
): Promise<Figure> => {
  const tookMs: number[] = []
  for (let round = 0; round < count; round++) {
    const startedAt = performance.now()
    await work(round)
    tookMs.push(performance.now() - startedAt)
  }
  tookMs.sort((a, b) => a - b)
  const at = (share: number) => tookMs[Math.min(count - 1, Math.floor(count * share))] as number
  return { p50Ms: at(0.5), p95Ms: at(0.95) }
}

/** @returns what the work answered, and how long it took. */
export const timed = async <T>(
  work: () => Promise<T> | T,
): Promise<{ readonly value: T; readonly ms: number }> => {
  const startedAt = performance.now()
  const value = await work()
  return { value, ms: performance.now() - startedAt }
}
