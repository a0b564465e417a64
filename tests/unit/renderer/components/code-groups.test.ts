import { describe, expect, it } from 'vitest'
import { groupsOf } from '../../../../renderer/components/code-groups'

describe('a code on screen', () => {
  it('keeps the groups that it comes with', () => {
    expect(groupsOf('K7QM-4XZT-9BWD')).toEqual(['K7QM', '4XZT', '9BWD'])
    expect(groupsOf('K7QM 4XZT')).toEqual(['K7QM', '4XZT'])
  })

  it('stands in groups of five where it has none, without losing a character', () => {
    expect(groupsOf('K7QM4XZT9BWD')).toEqual(['K7QM4', 'XZT9B', 'WD'])
    expect(groupsOf('')).toEqual([])
  })
})
