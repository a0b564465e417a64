import { describe, expect, it } from 'vitest'
import {
  createJoining,
  type Invitation,
  isAboutYouReady,
  type Joining,
} from '../../../../../renderer/features/vault/join/joining'

const codeFor = (purpose: Invitation['purpose']): Joining => ({
  ...createJoining('Committee vault'),
  invitation: { purpose, expiresAtMs: 0, fingerprintWords: [] },
  memberName: 'Hana Sørby',
})

describe('what a newcomer says about themselves', () => {
  it('includes an employer, because the playbook may limit one (R71)', () => {
    expect(isAboutYouReady(codeFor('join'))).toBe(false)
    expect(isAboutYouReady({ ...codeFor('join'), employer: 'Independent' })).toBe(true)
  })

  it('is not asked again of a member who brings another laptop', () => {
    expect(isAboutYouReady(codeFor('second'))).toBe(true)
    expect(isAboutYouReady(codeFor('replacement'))).toBe(true)
  })

  it('never goes without a name and a label', () => {
    expect(isAboutYouReady({ ...codeFor('second'), memberName: ' ' })).toBe(false)
    expect(isAboutYouReady({ ...codeFor('second'), label: '' })).toBe(false)
  })
})
