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

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** What the work answered, and what it took of the processor: other programs on the machine do not count. */
export const timed = async <T>(
  work: () => Promise<T> | T,
): Promise<{ readonly value: T; readonly ms: number }> => {
  const startedAt = cpuMs()
  const value = await work()
  return { value, ms: cpuMs() - startedAt }
}

/** The same for work that is done again and again. @returns the middle of the rounds, in milliseconds. */
export const timedMedian = async (
  count: number,
  work: (round: number) => Promise<unknown> | unknown,
): Promise<number> => {
  const tookMs: number[] = []
  for (let round = 0; round < count; round++) tookMs.push((await timed(() => work(round))).ms)
  return tookMs.sort((a, b) => a - b)[Math.floor(count / 2)] as number
}
