/** Messages that are none, before the channel closes: a defect of an honest program sends one, not many. */
export const maxMalformed = 4
/** Refused bytes that are forgiven at once, and per second: an honest vault sends hardly any. */
export const refusedBurstBytes = 1_048_576
export const refusedBytesPerSecond = 32_768
/** Before the channel closes; what is slowed down gets there in two minutes. */
export const maxRefusedBytes = 4_194_304
/** Forgiven per second of a long meeting. */
export const forgivenBytesPerSecond = 1_024
/** What the smallest refused delivery counts: it costs a turn and a write. */
export const refusedMinimumBytes = 4_096

/**
 * What this vault refuses because of its own state, and not because of the sender: honest vaults send that, until
 * they hear of it. It is slowed down like the rest and ends no channel.
 */
const innocentCodes: ReadonlySet<string> = new Set(['space/erased', 'bundle/unknown-space'])

export interface Refusal {
  readonly code: string
  readonly count: number
}

export interface JunkMeter {
  readonly malformed: () => void
  /** @param taken entries of the same delivery that were not refused */
  readonly refused: (bytes: number, refusals: readonly Refusal[], taken: number) => void
  /** How long nothing more of this peer is looked at: what it floods with costs the others nothing. */
  readonly pauseMs: () => number
  readonly isFull: () => boolean
}

/** Counts what one peer sends in vain. */
export const createJunkMeter = (now: () => number): JunkMeter => {
  let malformed = 0
  let junkBytes = 0
  let bucketBytes = 0
  let emptiedAtMs = now()

  const leak = (): void => {
    const passedMs = Math.max(0, now() - emptiedAtMs)
    emptiedAtMs = now()
    bucketBytes = Math.max(0, bucketBytes - (passedMs * refusedBytesPerSecond) / 1_000)
    junkBytes = Math.max(0, junkBytes - (passedMs * forgivenBytesPerSecond) / 1_000)
  }

  return {
    malformed: () => {
      malformed += 1
    },
    refused: (bytes, refusals, taken) => {
      leak()
      const count = refusals.reduce((sum, one) => sum + one.count, 0)
      // One bad entry among good ones is passed on by honest vaults; a delivery of bad ones is not.
      if (count <= taken) return
      const cost = Math.max(bytes, refusedMinimumBytes)
      bucketBytes += cost
      if (refusals.some(({ code }) => !innocentCodes.has(code))) junkBytes += cost
    },
    pauseMs: () => {
      leak()
      const over = bucketBytes - refusedBurstBytes
      return over <= 0 ? 0 : Math.ceil((over * 1_000) / refusedBytesPerSecond)
    },
    isFull: () => malformed >= maxMalformed || junkBytes > maxRefusedBytes,
  }
}
