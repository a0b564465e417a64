import { describe, expect, it } from 'vitest'
import { laptopNumbers } from '../../../../../renderer/features/meeting/laptop-names'
import type { PresentView } from '../../../../../shared/contracts/meeting-views'
import { MemberId } from '../../../../../shared/domain/terms'

const laptop = (deviceId: string, member: string): PresentView => ({
  deviceId,
  memberId: MemberId.parse(member.repeat(32)),
  name: member,
  state: 'up-to-date',
  byDoor: false,
  entriesToSend: 0,
  bytesToSend: 0,
  entriesToReceive: 0,
  bytesToReceive: 0,
  secondsLeft: null,
})

describe('the laptops of a meeting', () => {
  it('have a number where a member has two of them there, and none otherwise', () => {
    const numbers = laptopNumbers([laptop('a1', 'a'), laptop('b1', 'b'), laptop('a2', 'a')])
    expect([...numbers]).toEqual([
      ['a1', 1],
      ['b1', null],
      ['a2', 2],
    ])
  })
})
