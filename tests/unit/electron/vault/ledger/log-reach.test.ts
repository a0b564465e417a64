import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../electron/vault/crypto/sodium'
import {
  hasReached,
  lastOf,
  logIdsOf,
  reachesOf,
  sendFrom,
} from '../../../../../electron/vault/ledger/log-reach'
import type { DeviceId, EntryId } from '../../../../../shared/formats/ledger-ids'

beforeAll(loadSodium)

const device = 'de'.repeat(32) as DeviceId
const idOf = (branch: number, seq: number) =>
  (branch.toString(16).padStart(2, '0') + seq.toString(16).padStart(2, '0')).repeat(16) as EntryId

/** A branch of a log that leaves branch 0 before the number `from`, and goes on up to `to`. */
const branchOf = (branch: number, from: number, to: number) => {
  // An id names all that is before it: another place to leave is another branch.
  const name = branch * 16 + from
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
    const seq = from + i
    const previous = seq === 0 ? null : idOf(i === 0 ? 0 : name, seq - 1)
    return { id: idOf(name, seq), device, seq, previous }
  })
}

const idsOf = (links: ReturnType<typeof branchOf>) => logIdsOf(links).get(device) ?? []
const reachOf = (links: ReturnType<typeof branchOf>) => reachesOf(logIdsOf(links))[0]

/** A log of a trunk and up to two branches that leave it anywhere. */
const anyLog = fc
  .tuple(fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8))
  .map(([trunk, one, oneTo, two, twoTo]) => [
    ...branchOf(0, 0, trunk),
    ...branchOf(1, Math.min(one, trunk), oneTo),
    ...branchOf(2, Math.min(two, trunk), twoTo),
  ])

describe('how far a log is told to reach', () => {
  it('is the number of its entries and the last of them', () => {
    expect(reachOf(branchOf(0, 0, 5))).toEqual({ device, count: 5, last: idOf(0, 4) })
  })

  it('[promise 6] is the same in whatever order they came', () => {
    fc.assert(
      fc.property(
        anyLog.chain((log) =>
          fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
        ),
        ([log, shuffled]) => {
          expect(reachOf(shuffled)).toEqual(reachOf(log))
        },
      ),
    )
  })

  it('[promise 7] is equal for equal entries alone, however the log forks', () => {
    fc.assert(
      fc.property(anyLog, anyLog, (one, two) => {
        const sorted = (log: typeof one) => log.map(({ id }) => id).sort()
        const areEqual = JSON.stringify(sorted(one)) === JSON.stringify(sorted(two))
        expect(JSON.stringify(reachOf(one)) === JSON.stringify(reachOf(two))).toBe(areEqual)
      }),
    )
  })

  it('ends before a number that is missing, and before an entry whose predecessor is', () => {
    const whole = branchOf(0, 0, 8)
    expect(reachOf(whole.filter(({ seq }) => seq !== 5))).toMatchObject({ count: 5 })
    // Another branch fills the numbers that are missing of this one.
    const gapped = [...branchOf(1, 0, 6), ...whole.filter(({ seq }) => seq >= 6)]
    expect(reachOf(gapped)).toEqual({ device, count: 6, last: idOf(16, 5) })
    expect(reachOf(whole.filter(({ seq }) => seq > 0))).toBeUndefined()
  })
})

describe('what is sent to who told of a log', () => {
  const ours = idsOf(branchOf(0, 0, 6))

  it('is what they lack when their last entry is ours', () => {
    expect(sendFrom(ours, { count: 4, last: idOf(0, 3) })).toBe(4)
    expect(sendFrom(ours, { count: 6, last: idOf(0, 5) })).toBe(6)
    expect(sendFrom(ours, undefined)).toBe(0)
  })

  it('[promise 7] is all of it when their last entry is another', () => {
    expect(sendFrom(ours, { count: 6, last: idOf(1, 5) })).toBe(0)
    expect(sendFrom(ours, { count: 4, last: idOf(1, 3) })).toBe(0)
    expect(sendFrom(ours, { count: 0, last: idOf(1, 3) })).toBe(0)
  })

  it('is nothing when they have more: they compare', () => {
    expect(sendFrom(ours, { count: 7, last: idOf(1, 6) })).toBe(7)
    expect(hasReached({ count: 7, last: idOf(1, 6) }, { count: 6, last: idOf(0, 5) })).toBe(true)
  })

  it('is what they lack of both branches once they have the fork too', () => {
    const both = idsOf([...branchOf(0, 0, 6), ...branchOf(1, 2, 9)])
    const earlier = idsOf([...branchOf(0, 0, 6), ...branchOf(1, 2, 7)])
    expect(sendFrom(both, { count: 7, last: lastOf(earlier, 7) as string })).toBe(7)
    expect(sendFrom(both, { count: 9, last: lastOf(both, 9) as string })).toBe(9)
    expect(sendFrom(both, { count: 9, last: idOf(1, 8) })).toBe(0)
  })

  it('lets no two vaults that tell each other, and send, end with different entries', () => {
    fc.assert(
      fc.property(anyLog, anyLog, (one, two) => {
        const held = [
          new Map(one.map((link) => [link.id, link])),
          new Map(two.map((link) => [link.id, link])),
        ] as const
        for (const [from, to] of [
          [0, 1],
          [1, 0],
          [0, 1],
        ] as const) {
          const sender = [...held[from].values()]
          const told = reachOf([...held[to].values()])
          const first = sendFrom(idsOf(sender), told)
          for (const link of sender) if (link.seq >= first) held[to].set(link.id, link)
        }
        expect([...held[0].keys()].sort()).toEqual([...held[1].keys()].sort())
        const [ours, theirs] = [reachOf([...held[0].values()]), reachOf([...held[1].values()])]
        if (ours) expect(hasReached(theirs, ours)).toBe(true)
      }),
    )
  })
})
