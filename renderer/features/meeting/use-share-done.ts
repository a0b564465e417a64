import { useState } from 'react'
import { amountLeft, nextPeak, type Remaining, shareDone } from './progress-share'

/** How much of what was to be synced is: against the most that was left since the caller is on screen. */
export const useShareDone = (left: Remaining): number => {
  const amount = amountLeft(left)
  const [peak, setPeak] = useState(amount)
  const next = nextPeak(peak, amount)
  if (next !== peak) setPeak(next)
  return shareDone(next, amount)
}
