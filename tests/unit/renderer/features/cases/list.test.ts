import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runsOf } from '../../../../../renderer/features/cases/history-runs'
import { indexAfterKey } from '../../../../../renderer/features/cases/list-keys'
import { firstView, sortedBy } from '../../../../../renderer/features/cases/list-view'
import type { HistoryRow } from '../../../../../shared/contracts/views'
import { entryIdOf } from '../../../../support/fake-bridge/made-up'

describe('keys in the list of cases', () => {
  it('never leave the list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 10_000 }), fc.nat(9_999), (key, total, at) => {
        const next = indexAfterKey(key, Math.min(at, total - 1), total, 12)
        expect(next).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThan(total)
      }),
    )
  })

  it('leave other keys to others', () => {
    expect(indexAfterKey('a', 0, 10, 5)).toBeNull()
  })
})

describe('sorting the list', () => {
  it('begins with the useful direction and turns round the second time', () => {
    const bySeverity = sortedBy(firstView, 'severity')
    expect(bySeverity).toMatchObject({ sort: 'severity', descending: true })
    expect(sortedBy(bySeverity, 'severity').descending).toBe(false)
    expect(sortedBy(bySeverity, 'deadline').descending).toBe(false)
  })
})

const row = (
  count: number,
  kind: string,
  by: string,
  atMs: number,
  name = 'notes',
): HistoryRow => ({
  entryId: entryIdOf(count),
  kind,
  by,
  atMs,
  facts: { name },
  corrects: null,
  correctedBy: null,
  parts: [],
  undoable: false,
  isVoid: false,
})

describe('the lines of a history', () => {
  it('draw one sitting of writing together, and nothing else', () => {
    const minuteMs = 60_000
    const rows = [
      row(1, 'text.updated', 'Ada', 0),
      row(2, 'text.updated', 'Ada', minuteMs),
      row(3, 'text.updated', 'Ben', minuteMs),
      row(4, 'text.updated', 'Ben', minuteMs, 'narrative'),
      row(5, 'text.updated', 'Ben', 50 * minuteMs, 'narrative'),
      row(6, 'task.added', 'Ben', 50 * minuteMs),
      row(7, 'task.added', 'Ben', 50 * minuteMs),
    ]
    expect(runsOf(rows).map(({ count }) => count)).toEqual([2, 1, 1, 1, 1, 1])
  })

  it('show every entry once', () => {
    const rows = fc.array(
      fc.record({
        kind: fc.constantFrom('text.updated', 'task.added'),
        by: fc.constantFrom('Ada', 'Ben'),
      }),
    )
    fc.assert(
      fc.property(rows, (made) => {
        const all = made.map(({ kind, by }, at) => row(at, kind, by, at * 1_000))
        expect(runsOf(all).reduce((sum, { count }) => sum + count, 0)).toBe(all.length)
      }),
    )
  })
})
