import { describe, expect, it } from 'vitest'
import {
  type Leaver,
  mayGrant,
  type NamedOwners,
  ownersBeforeLeaving,
} from '../../../../../shared/domain/case/owners'
import type { MemberId } from '../../../../../shared/domain/terms'
import { ada, ben } from '../../../../support/case-builder'

const cleo = 'c1'.repeat(16) as MemberId
const dana = 'da'.repeat(16) as MemberId

describe('who gives keys', () => {
  const owned = { primary: ada, secondary: ben }

  it('[C15] is every reader where the playbook gives them at once', () => {
    expect(mayGrant('at-once', owned, [ada, ben, cleo], cleo)).toBe(true)
  })

  it('[C15, R45] is an owner where the owners confirm', () => {
    const may = (self: MemberId) => mayGrant('owner-confirms', owned, [ada, ben, cleo], self)
    expect([ada, ben, cleo].map(may)).toEqual([true, true, false])
  })

  it('[C15] is an owner as long as one of the two reads the case, and then any reader', () => {
    const may = (readers: readonly MemberId[], self: MemberId) =>
      mayGrant('owner-confirms', owned, readers, self)
    expect(may([ben, cleo], cleo)).toBe(false)
    expect(may([ben, cleo], ben)).toBe(true)
    expect(may([cleo, dana], cleo)).toBe(true)
    expect(mayGrant('owner-confirms', { primary: null, secondary: null }, [cleo], cleo)).toBe(true)
  })

  it('[C15] is no owner who left: their word is not waited for, nor heard', () => {
    expect(mayGrant('owner-confirms', owned, [ben, cleo], ada)).toBe(false)
  })
})

describe('leaving a case', () => {
  const leave = (
    owners: { primary: MemberId | null; secondary: MemberId | null },
    change: Partial<Leaver> = {},
  ): NamedOwners | null | string => {
    const answer = ownersBeforeLeaving(owners, {
      self: ada,
      readers: [ada, ben, cleo],
      newOwner: null,
      handedOver: false,
      ...change,
    })
    return answer.ok ? answer.value : answer.error.code
  }
  const adas = { primary: ada, secondary: null }

  it('[C16, R29] is refused to the last reader, unless a mediator has it from them', () => {
    expect(leave(adas, { readers: [ada] })).toBe('case/last-reader')
    expect(leave(adas, { readers: [ada], newOwner: ben })).toBe('case/last-reader')
    expect(leave(adas, { readers: [ada], handedOver: true })).toBeNull()
  })

  it('[C16, R28] takes nothing of who owns nothing', () => {
    expect(leave({ primary: ben, secondary: cleo })).toBeNull()
    expect(leave({ primary: null, secondary: null })).toBeNull()
  })

  it('[C16, R45] needs an owner to be chosen among several, and takes the one chosen', () => {
    expect(leave(adas)).toBe('case/owner-first')
    expect(leave(adas, { newOwner: cleo })).toEqual({ primary: cleo, secondary: null })
  })

  it('[C16, R45] takes no owner who cannot open the case', () => {
    expect(leave(adas, { newOwner: dana })).toBe('case/owner-first')
    expect(leave(adas, { newOwner: ada })).toBe('case/owner-first')
    expect(leave({ primary: dana, secondary: ada })).toBe('case/owner-first')
  })

  it('[C16] asks nothing where it is evident: the second owner, or the only other reader', () => {
    expect(leave({ primary: ada, secondary: ben })).toEqual({ primary: ben, secondary: null })
    expect(leave(adas, { readers: [ada, cleo] })).toEqual({ primary: cleo, secondary: null })
    expect(leave({ primary: ada, secondary: dana }, { readers: [ada, cleo] })).toEqual({
      primary: cleo,
      secondary: null,
    })
  })

  it('[C16] keeps whoever owns it beside the one who goes', () => {
    expect(leave({ primary: ada, secondary: ben }, { newOwner: cleo })).toEqual({
      primary: cleo,
      secondary: ben,
    })
    expect(leave({ primary: ben, secondary: ada })).toEqual({ primary: ben, secondary: null })
  })
})
