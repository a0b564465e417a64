export interface Pace {
  readonly burst: number
  readonly perSecond: number
}

/** Lets a burst pass, and from then on so much a second. Starts full. */
export interface TokenBucket {
  /** @returns false, and takes nothing, when there is not so much left. */
  take(amount: number): boolean
  /** Whether all that was taken has come back. */
  isFull(): boolean
}

/** @param nowMs a clock that only goes forward. */
export const createTokenBucket = ({ burst, perSecond }: Pace, nowMs: () => number): TokenBucket => {
  let left = burst
  let at = nowMs()
  const refill = (): void => {
    const now = nowMs()
    left = Math.min(burst, left + ((now - at) / 1_000) * perSecond)
    at = now
  }
  return {
    take: (amount) => {
      refill()
      if (amount > left) return false
      left -= amount
      return true
    },
    isFull: () => {
      refill()
      return left >= burst
    },
  }
}
