/** Messages that are none, before the channel closes: a defect of an honest program sends one, not many. */
export const maxMalformed = 4
/** Refused bytes that are forgiven at once, and per second: an honest vault sends hardly any. */
export const refusedBurstBytes = 1_048_576
export const refusedBytesPerSecond = 32_768
/** Before the channel closes; what is slowed down gets there in two minutes. */
export const maxRefusedBytes = 4_194_304
/** Forgiven per second of a long meeting. */
export const forgivenBytesPerSecond = 1_024
/** One message that was none is forgiven after so long: the meter outlives the channel. */
export const forgivenMalformedMs = 600_000
/**
 * Bytes that bring nothing new, at once and per second; whoever sends more is slowed down, and nothing else. Telling of
 * 10,000 spaces with 20 logs each takes 14 MB, and half a second of this vault for each megabyte.
 */
export const vainBurstBytes = 33_554_432
export const vainBytesPerSecond = 131_072
/** Whatever its size, a message costs its reading. */
export const vainMinimumBytes = 1_024
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
  /** Nothing is wrong with it, and it brings nothing: haves, repetitions, cursors, what a later program says. */
  readonly vain: (bytes: number) => void
  /** How long nothing more of this peer is looked at: what it floods with costs the others nothing. */
  readonly pauseMs: () => number
  readonly isFull: () => boolean
}

/** Counts what one device sends in vain, over all its channels: who is hung up on comes again at once. */
export const createJunkMeter = (now: () => number): JunkMeter => {
  let malformed = 0
  let junkBytes = 0
  let bucketBytes = 0
  let vainBytes = 0
  let emptiedAtMs = now()

  const leak = (): void => {
    const passedMs = Math.max(0, now() - emptiedAtMs)
    emptiedAtMs = now()
    bucketBytes = Math.max(0, bucketBytes - (passedMs * refusedBytesPerSecond) / 1_000)
    junkBytes = Math.max(0, junkBytes - (passedMs * forgivenBytesPerSecond) / 1_000)
    vainBytes = Math.max(0, vainBytes - (passedMs * vainBytesPerSecond) / 1_000)
    malformed = Math.max(0, malformed - passedMs / forgivenMalformedMs)
  }

  return {
    malformed: () => {
      leak()
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
    vain: (bytes) => {
      leak()
      vainBytes += Math.max(bytes, vainMinimumBytes)
    },
    pauseMs: () => {
      leak()
      return Math.max(
        untilLeakedMs(bucketBytes - refusedBurstBytes, refusedBytesPerSecond),
        untilLeakedMs(vainBytes - vainBurstBytes, vainBytesPerSecond),
      )
    },
    // A moment passes between the messages of one burst: the last of them counts as whole.
    isFull: () => malformed > maxMalformed - 0.5 || junkBytes > maxRefusedBytes,
  }
}

const untilLeakedMs = (overBytes: number, bytesPerSecond: number): number =>
  overBytes <= 0 ? 0 : Math.ceil((overBytes * 1_000) / bytesPerSecond)

/** The meter of a device, the same one for each of its channels. */
export type JunkMeters = (deviceId: string) => JunkMeter

/** Devices that are remembered: more than a committee has. Newcomers can make up some, and not so many in a meeting. */
export const maxMeters = 1_024

export const createJunkMeters = (now: () => number): JunkMeters => {
  const meters = new Map<string, JunkMeter>()
  return (deviceId) => {
    const meter = meters.get(deviceId) ?? createJunkMeter(now)
    meters.delete(deviceId)
    const [longestAway] = meters.keys()
    if (longestAway !== undefined && meters.size >= maxMeters) meters.delete(longestAway)
    meters.set(deviceId, meter)
    return meter
  }
}
