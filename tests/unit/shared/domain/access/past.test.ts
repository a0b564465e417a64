import { describe, expect, it } from 'vitest'
import { knowsLeaving, marksOf, pastLeavings } from '../../../../../shared/domain/access/past'
import type { Leaving } from '../../../../../shared/domain/access/types'
import type { EntryRef } from '../../../../../shared/domain/terms'

const ref = (name: string): EntryRef => name.padEnd(64, '0') as EntryRef

describe('knowing of a leaving', () => {
  it('[A3] of a device that two revoked beside each other is for who has seen both words', () => {
    const [benWord, cleoWord, benNote, adaNote] = ['b1', 'c1', 'b2', 'a1'].map(ref) as [
      EntryRef,
      EntryRef,
      EntryRef,
      EntryRef,
    ]
    const takes = { of: [benWord, cleoWord], needed: 2 }
    const leavings: Leaving[] = [benWord, cleoWord].map((entryId) => ({
      entryId,
      space: 'committee',
      memberId: null,
      deviceId: 'laptop of dana',
      takes,
    }))
    const past = pastLeavings(
      [
        { id: benWord, previous: null, heads: [] },
        { id: cleoWord, previous: null, heads: [] },
        { id: benNote, previous: benWord, heads: [] },
        { id: adaNote, previous: null, heads: [benWord, cleoWord] },
      ],
      marksOf(leavings, []),
      null,
    )
    const knows = (id: EntryRef) =>
      leavings.map((leaving) => knowsLeaving(past.before(id), past, leaving, new Set()))
    expect(knows(benNote)).toEqual([false, false])
    expect(knows(adaNote)).toEqual([true, true])
  })
})
