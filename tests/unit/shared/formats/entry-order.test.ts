import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderEntries } from '../../../../shared/formats/entry-order'
import type { EntryId } from '../../../../shared/formats/ledger-ids'

interface Cites {
  readonly id: EntryId
  readonly previous: EntryId | null
  readonly heads: readonly EntryId[]
}

const size = 14
const names = Array.from({ length: size }, (_, i) => i.toString(16).padStart(64, '0') as EntryId)

/** Any set in which entries cite earlier ones, under ids that tell nothing of that order. */
const anyHistory: fc.Arbitrary<readonly Cites[]> = fc
  .tuple(
    fc.shuffledSubarray(names, { minLength: size, maxLength: size }),
    fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
    fc.array(fc.option(fc.nat(size - 1)), { minLength: size, maxLength: size }),
  )
  .map(([ids, edges, previous]) =>
    ids.map((id, index) => {
      const before = previous[index] ?? null
      return {
        id,
        previous: before !== null && before < index ? (ids[before] as EntryId) : null,
        heads: edges
          .filter(([from, to]) => from === index && to < index)
          .map(([, to]) => ids[to] as EntryId),
      }
    }),
  )

const shuffled = <T>(list: readonly T[]) =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })

describe('the order of entries', () => {
  it('[promise 6] is the same for every order of arrival and every repetition', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((history) =>
          fc.tuple(fc.constant(history), shuffled([...history, ...history])),
        ),
        ([history, arrived]) => {
          expect(orderEntries(arrived)).toEqual(orderEntries(history))
        },
      ),
    )
  })

  it('puts an entry after everything that it cites', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const ordered = orderEntries(history)
        expect(ordered).toHaveLength(size)
        const place = new Map(ordered.map(({ id }, index) => [id, index]))
        for (const { id, previous, heads } of history) {
          for (const cited of previous === null ? heads : [previous, ...heads]) {
            expect(place.get(cited) as number).toBeLessThan(place.get(id) as number)
          }
        }
      }),
    )
  })

  it('orders by id what nothing else orders', () => {
    const lone = [...names].reverse().map((id) => ({ id, previous: null, heads: [] }))
    expect(orderEntries(lone).map(({ id }) => id)).toEqual(names)
  })

  it('takes cited entries that are not in the set for nothing', () => {
    const [first, second, absent] = names as [EntryId, EntryId, EntryId]
    const entries = [
      { id: second, previous: null, heads: [absent] },
      { id: first, previous: absent, heads: [] },
    ]
    expect(orderEntries(entries).map(({ id }) => id)).toEqual([first, second])
  })

  it('throws on a circle, which no hashes can make', () => {
    const [first, second] = names as [EntryId, EntryId]
    const circle = [
      { id: first, previous: second, heads: [] },
      { id: second, previous: first, heads: [] },
    ]
    expect(() => orderEntries(circle)).toThrow('circle')
  })
})
