import { createTokenBucket, type TokenBucket } from '../../../shared/util/token-bucket'
import type { SignallingLimits } from './limits'

/** How many connections each address has open, and how fast it makes them. */
export interface Callers {
  /** Counts a connection of this address. @returns false when it is one too many or too soon. */
  admit(address: string): boolean
  /** Counts the end of one that was admitted. */
  end(address: string): void
}

interface Caller {
  open: number
  readonly pace: TokenBucket
}

export const createCallers = (limits: SignallingLimits, nowMs: () => number): Callers => {
  const callers = new Map<string, Caller>()

  const forgetOldestIdle = (): void => {
    for (const [address, { open }] of callers) {
      if (open > 0) continue
      callers.delete(address)
      return
    }
  }

  /** Addresses that keep nothing open and are owed nothing leave no trace. */
  const forgetQuiet = (): void => {
    for (const [address, { open, pace }] of callers) {
      if (open === 0 && pace.isFull()) callers.delete(address)
    }
    if (callers.size >= limits.addresses) forgetOldestIdle()
  }

  const callerAt = (address: string): Caller => {
    const known = callers.get(address)
    if (known) return known
    if (callers.size >= limits.addresses) forgetQuiet()
    const pace = { burst: limits.connectionBurst, perSecond: limits.connectionsPerSecond }
    const caller = { open: 0, pace: createTokenBucket(pace, nowMs) }
    callers.set(address, caller)
    return caller
  }

  return {
    admit: (address) => {
      const caller = callerAt(address)
      if (caller.open >= limits.connectionsPerAddress || !caller.pace.take(1)) return false
      caller.open += 1
      return true
    },
    end: (address) => {
      const caller = callers.get(address)
      if (caller) caller.open -= 1
    },
  }
}
