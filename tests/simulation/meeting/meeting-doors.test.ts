import { describe, expect, it } from 'vitest'
import { judgeDeviceIn, maxFarewells } from '../../../electron/vault/meeting/judge-device'
import { unwrap } from '../../../shared/errors/result'
import { lastMember, noticesOf } from '../../support/disk-committee'
import { askWith, type DiskMember } from '../../support/disk-members'
import { setupHomes, takeReport } from '../../support/disk-vault'
import {
  areUpToDate,
  presentAt,
  setupHalls,
  until,
  viewOf,
} from '../../support/meeting/meeting-hall'

const newHome = setupHomes()
const setupHall = setupHalls(newHome)

/** Proposed by the first, and carried by all of these. */
const remove = async (subject: DiskMember, ...voters: readonly DiskMember[]): Promise<void> => {
  const [first, ...others] = voters as [DiskMember, ...DiskMember[]]
  const { memberId } = subject
  unwrap(await first.handlers['removal.propose']({ memberId, grounds: 'as agreed' }))
  for (const voter of voters) {
    await until('the proposal', async () => {
      const [removal] = unwrap(await voter.handlers['removal.list']({}))
      if (!removal) return false
      const { matterId } = removal
      const cast = await voter.handlers['removal.ballot']({ matterId, choice: 'yes' })
      return cast.ok
    })
  }
  expect(others.length).toBeGreaterThan(0)
  await until('the removal', async () => {
    const [removal] = unwrap(await first.handlers['removal.list']({}))
    if (!removal) return false
    return (await first.handlers['removal.enter']({ matterId: removal.matterId })).ok
  })
}

const membershipOf = async ({ handlers }: Pick<DiskMember, 'handlers'>) => {
  const status = unwrap(await handlers['vault.status']({}))
  return status.phase === 'unlocked' ? status.membership : status.phase
}

const deviceIds = new Map<string, string>()
/** As it was when it was last unlocked. */
const deviceOf = ({ name }: DiskMember): string => deviceIds.get(name) ?? ''
const noteDevices = (members: readonly DiskMember[]): void => {
  for (const { name, unlocked } of members) deviceIds.set(name, unlocked()?.ownDeviceId ?? '')
}

describe('a door', () => {
  it('is kept for who holds an older secret; who was removed is told so, and is alone (R74, promise 4)', async () => {
    const { hall, members } = await setupHall('Ada', 'Ben', 'Cleo', 'Dana', 'Eli')
    const [ada, ben, cleo, dana, eli] = members
    noteDevices(members)
    // Dana comes once a month: not to this part of the meeting.
    await hall.meet(ada, ben, cleo, eli)
    await until('four', () => areUpToDate(ada, 'Ben', 'Cleo', 'Eli'))
    const roomBefore = hall.place(ada).window.rooms()[0]?.name
    await remove(cleo, ada, ben, eli)
    await until('Cleo knows', async () => (await membershipOf(cleo)) === 'left')
    await until('another room', async () => {
      const names = [ada, ben, eli].map((one) => hall.place(one).window.rooms()[0]?.name)
      return new Set(names).size === 1 && names[0] !== roomBefore
    })
    await until('three', () => areUpToDate(ada, 'Ben', 'Eli'))
    await until('Cleo left the meeting', async () => hall.place(cleo).window.rooms().length === 0)
    expect((await viewOf(cleo)).meeting).toBeNull()
    await takeReport(ada.handlers)
    await until('the notice', async () => (await noticesOf(ben)).length === 1)
    expect(await noticesOf(cleo)).toEqual([])

    const asked = (told: number, deviceId = deviceOf(cleo)) => {
      const vault = ada.unlocked()
      return vault && judgeDeviceIn(vault, { kind: 'epoch', age: 1 }, () => told)(deviceId)
    }
    // Whoever does not listen is told three times, and then no more in this meeting.
    expect(asked(maxFarewells - 1)).toEqual({ kind: 'member', memberId: cleo.memberId })
    expect(asked(maxFarewells)).toEqual({ kind: 'refused', reason: 'left' })
    expect(asked(0, 'ee'.repeat(32))).toEqual({ kind: 'refused', reason: 'unknown-device' })
    expect(asked(99, deviceOf(ben))).toEqual({ kind: 'member', memberId: ben.memberId })

    // One of the two keeps the door, and no pair has two links for long.
    await until('one door', async () => {
      const inOld = [ada, ben, eli].filter((one) => hall.place(one).window.room(roomBefore ?? ''))
      return inOld.length === 1
    })
    hall.bring(dana)
    await hall.join(dana)
    await until('Dana', () => areUpToDate(dana, 'Ada', 'Ben', 'Eli'))
    await until('the notice at Dana', async () => (await noticesOf(dana)).length === 1)
    await until('Dana is in their room', async () => {
      const names = [ada, dana].map((one) => hall.place(one).window.rooms()[0]?.name)
      return names[0] === names[1]
    })
    const { present } = (await viewOf(dana)).meeting ?? { present: [] }
    expect(present.map(({ byDoor }) => byDoor)).toEqual([false, false, false])
    await until('one link each', async () => hall.board.links.size === 6)
    expect(hall.defects()).toEqual([])
  })

  it('lets a newcomer ask, who is let in by the members and goes on as one of them (R9, R71)', async () => {
    const { hall, members, clock } = await setupHall('Ada', 'Ben')
    const [ada, ben] = members
    await hall.meet(ada, ben)
    const { code } = unwrap(await ada.handlers['invitation.issue']({ forName: 'Dana' }))
    const dana = await askWith(code, 'Dana', newHome(), clock)
    hall.bring(dana)
    await hall.join(dana)
    const requests = async (one: DiskMember) => unwrap(await one.handlers['request.list']({}))
    await until('the request', async () => (await requests(ada)).length === 1)
    const [request] = await requests(ada)
    expect(request).toMatchObject({ name: 'Dana', fingerprintWords: dana.fingerprintWords })
    // Until then nothing of the committee is there.
    expect(await membershipOf(dana)).toBe('waiting-to-join')
    expect((await viewOf(dana)).lastSeen).toEqual([])
    const sign = { requestId: request?.requestId as never, wordsCompared: true as const }
    unwrap(await ada.handlers['request.sign'](sign))
    await until('Ben signs', async () => (await ben.handlers['request.sign'](sign)).ok)
    await until('Dana is a member', async () => (await membershipOf(dana)) === 'current')
    expect(dana.events).toContainEqual({ kind: 'session-changed' })
    await until('Dana meets both', () => areUpToDate(dana as never, 'Ada', 'Ben'))
    await until('Ben sees Dana', async () => (await presentAt(ben)).includes('Dana up-to-date'))
    expect((await lastMember(ada.handlers, 'Dana')).name).toBe('Dana')
    await until('the door is shut', async () => hall.place(ada).window.rooms().length <= 2)
    expect(hall.defects()).toEqual([])
    await dana.stop()
  })

  it('shows a stranger with another code nothing, and takes no request from who has none', async () => {
    const { hall, members, clock } = await setupHall('Ada')
    const [ada] = members
    await hall.meet(ada)
    const issued = unwrap(await ada.handlers['invitation.issue']({ forName: 'Dana' }))
    const { invitationId } = issued
    const mallory = await askWith(issued.code, 'Mallory', newHome(), clock)
    unwrap(await ada.handlers['invitation.withdraw']({ invitationId }))
    hall.bring(mallory)
    unwrap(await mallory.handlers['meeting.look']({ on: true }))
    await until(
      'the announcement is another',
      async () => hall.place(ada).machine.asked.length >= 3,
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await viewOf(mallory)).found).toEqual([])
    const place = (await viewOf(ada)).meeting?.place
    const code = place?.kind === 'hosted-here' ? place.code : ''
    unwrap(await mallory.handlers['meeting.join']({ by: 'code', code }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(hall.board.linked).toBe(0)
    expect(unwrap(await ada.handlers['request.list']({}))).toEqual([])
    expect(hall.defects()).toEqual([])
    await mallory.stop()
  })
})
