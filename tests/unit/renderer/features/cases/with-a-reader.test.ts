import { describe, expect, it } from 'vitest'
import { isWithAReader } from '../../../../../renderer/features/cases/with-a-reader'

type Readers = Parameters<typeof isWithAReader>[0]['readers']
type Present = Parameters<typeof isWithAReader>[1]['present']

const readers = [
  { memberId: 'ada', isSelf: true },
  { memberId: 'ben', isSelf: false },
] as unknown as Readers

const isWith = (memberId: string, state: Present[number]['state']): boolean =>
  isWithAReader({ readers }, { present: [{ memberId, state }] as unknown as Present })

describe('a case of which no other laptop has every word', () => {
  it('[R31] is on its way to another reader who is in the meeting', () => {
    expect(isWith('ben', 'syncing')).toBe(true)
    expect(isWith('ben', 'up-to-date')).toBe(true)
  })

  it('[R31] is not by a laptop that is not linked yet, by who cannot open it, or by an own laptop', () => {
    expect(isWith('ben', 'linking')).toBe(false)
    expect(isWith('cleo', 'up-to-date')).toBe(false)
    expect(isWith('ada', 'up-to-date')).toBe(false)
  })
})
