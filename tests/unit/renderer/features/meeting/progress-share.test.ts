import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountLeft,
  nextPeak,
  shareDone,
} from '../../../../../renderer/features/meeting/progress-share'

/** The shares that a bar shows while so much is left, one after the other. */
const sharesOf = (amounts: readonly number[]): number[] => {
  let peak = 0
  return amounts.map((amount) => {
    peak = nextPeak(peak, amount)
    return shareDone(peak, amount)
  })
}

describe('how far two laptops are', () => {
  it('is measured against the most that was left since nothing was', () => {
    expect(sharesOf([0, 400, 300, 100, 0])).toEqual([1, 0, 0.25, 0.75, 1])
  })

  it('goes back when more comes to be synced, and begins anew after all was', () => {
    expect(sharesOf([400, 100, 800, 400, 0, 10, 5])).toEqual([0, 0.75, 0, 0.5, 1, 0, 0.5])
  })

  it('is a share of one, and all only when nothing is left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000)), (amounts) => {
        sharesOf(amounts).forEach((share, at) => {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
          expect(share === 1).toBe(amounts[at] === 0)
        })
      }),
    )
  })

  it('is not all while one entry is left, even one without a byte', () => {
    const left = {
      entriesToSend: 1,
      bytesToSend: 0,
      entriesToReceive: 0,
      bytesToReceive: 0,
      secondsLeft: null,
    }
    expect(amountLeft(left)).toBeGreaterThan(0)
  })
})
