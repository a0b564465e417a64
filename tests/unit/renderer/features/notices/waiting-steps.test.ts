import { describe, expect, it } from 'vitest'
import { keyOf, placeOf } from '../../../../../renderer/features/notices/waiting-steps'
import notices from '../../../../../resources/locales/en/notices.json'
import { WaitingItem } from '../../../../../shared/contracts/committee-views'
import {
  caseIdOf,
  matterIdOf,
  memberIdOf,
  noticeIdOf,
  requestIdOf,
} from '../../../../support/fake-bridge/made-up'

const kinds = WaitingItem.options.map(({ shape }) => shape.kind.value)

const itemOf = (kind: string): WaitingItem =>
  WaitingItem.parse({
    kind,
    noticeId: noticeIdOf(1),
    caseId: caseIdOf(1),
    matterId: matterIdOf(1),
    requestId: requestIdOf(1),
    memberId: memberIdOf(2),
    name: 'Ben Okafor',
    codeName: 'Amber Ferry',
    urgency: 'soon',
    atMs: 1,
    left: 2,
    version: '1',
    askFirst: 'Ben Okafor',
  })

describe('what waits for a member', () => {
  it.each(kinds)('has a place to go to, or is done on the spot: %s', (kind) => {
    expect(placeOf(itemOf(kind)) === null).toBe(['grant', 'accept-agreement'].includes(kind))
  })

  it.each(kinds)('has a sentence and an action: %s', (kind) => {
    const sentences = Object.keys(notices.waiting.sentence)
    expect(sentences.some((key) => key === kind || key === `${kind}_other`)).toBe(true)
    expect(Object.keys(notices.waiting.action)).toContain(kind)
  })

  it('is told apart by what it is about', () => {
    const keys = kinds.map((kind) => keyOf(itemOf(kind)))
    expect(new Set(keys).size).toBe(kinds.length)
    const asked = itemOf('declare')
    expect(keyOf({ ...asked, noticeId: noticeIdOf(2) } as WaitingItem)).not.toBe(keyOf(asked))
  })
})
