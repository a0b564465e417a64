import { describe, expect, it } from 'vitest'
import { membersMeant, namedMembersOf } from '../../../../../renderer/features/intake/named-members'
import { memberIdOf } from '../../../../support/fake-bridge/made-up'

const cleo = { memberId: memberIdOf(3), name: 'Cleo Adair' }
const dana = { memberId: memberIdOf(4), name: 'Dana Reyes-Whitfield' }

describe('members whom a report names', () => {
  it('are read from the refusal of a finish', () => {
    const named = [{ ...cleo, role: 'reported', certainty: 'likely' }]
    expect(namedMembersOf({ code: 'notice/member-named', ...{ named } })).toEqual(named)
  })

  it.each([
    ['another refusal', { code: 'intake/unknown' }],
    ['a refusal without the names', { code: 'notice/member-named' }],
    ['a refusal that names nobody', { code: 'notice/member-named', named: [] }],
    ['facts of another shape', { code: 'notice/member-named', named: [{ memberId: 'cleo' }] }],
  ])('are not read from %s', (_, failure) => {
    expect(namedMembersOf(failure)).toBeNull()
  })
})

describe('whom the reporter does not want told', () => {
  it('are the members of that name, however it is written', () => {
    expect(membersMeant(['  cleo ADAIR '], [cleo, dana])).toEqual([cleo.memberId])
  })

  it('are nobody where only a part of a name was given: the member decides', () => {
    expect(membersMeant(['Cleo', 'Dana'], [cleo, dana])).toEqual([])
  })
})
