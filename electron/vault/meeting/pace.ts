/** How fast what is left gets less, by the last seconds. */
export interface Pace {
  /** @param leftBytes of everything that is on its way */
  readonly note: (leftBytes: number) => void
  /** `null` while nothing is left, or nothing moved. */
  readonly secondsLeft: () => number | null
}

export const paceWindowMs = 10_000
/** More than a month is no time that anyone waits for, and what is left may be a peer's invention. */
const maxSecondsLeft = 2_678_400
/** At most so often a sample is kept. */
const sampleMs = 250

interface Sample {
  readonly atMs: number
  readonly movedBytes: number
}

/** What is entered meanwhile makes more of it left and does not count as moved. */
export const createPace = (now: () => number): Pace => {
  let leftBytes = 0
  let movedBytes = 0
  let samples: readonly Sample[] = []

  const keep = (): void => {
    const atMs = now()
    const recent = samples.filter((one) => atMs - one.atMs <= paceWindowMs)
    const last = recent.at(-1)
    const isClose = last !== undefined && atMs - last.atMs < sampleMs && recent.length > 1
    samples = [...(isClose ? recent.slice(0, -1) : recent), { atMs, movedBytes }]
  }

  return {
    note: (nextBytes) => {
      movedBytes += Math.max(0, leftBytes - nextBytes)
      leftBytes = nextBytes
      keep()
    },
    secondsLeft: () => {
      const [first] = samples
      if (leftBytes === 0 || !first) return null
      const moved = movedBytes - first.movedBytes
      const passedMs = now() - first.atMs
      if (moved <= 0 || passedMs <= 0) return null
      return Math.min(maxSecondsLeft, Math.ceil((leftBytes * passedMs) / moved / 1_000))
    },
  }
}
