import { describe, expect, it } from 'vitest'
import { decideCommittee } from '../../../../../shared/domain/committee/decide'
import { maxLiveDevices } from '../../../../../shared/domain/committee/device-rules'
import { employerCapOf } from '../../../../../shared/domain/committee/employer-cap'
import { foldCommittee } from '../../../../../shared/domain/committee/fold'
import {
  agreementToAccept,
  currentMembers,
  devicesOf,
  isCheckInDue,
  offboardingOf,
  openInvitations,
  pendingDeviceRequests,
  pendingJoinRequests,
} from '../../../../../shared/domain/committee/selectors'
import { shippedPlaybook } from '../../../../support/playbook-files'
import {
  ask,
  checks,
  committeeOf,
  deviceRequest,
  found,
  invitationContent,
  join,
  joinRequest,
  Laptop,
  memberIdOf,
  playbookWith,
  share,
  space,
} from './laptops'

const actor = (laptop: Laptop) => ({ deviceId: laptop.deviceId, space, checks })
const decide = (laptop: Laptop, command: Parameters<typeof decideCommittee>[1]) => {
  const decided = decideCommittee(laptop.state(), command, actor(laptop))
  return decided.ok ? 'allowed' : decided.error.code
}
const trio = () => committeeOf(['Ben', 'Cleo']) as [Laptop, Laptop, Laptop]
const five = () =>
  committeeOf(['Ben', 'Cleo', 'Dana', 'Eli']) as [Laptop, Laptop, Laptop, Laptop, Laptop]

describe('joining', () => {
  it('[M9] takes the word of the one member there is, then of two', () => {
    const ada = found()
    const ben = join('Ben', [ada])
    expect(ben.members()).toEqual(['Ada', 'Ben'])
    const cleo = new Laptop('Cleo')
    const requestId = ask(ada, cleo)
    ada.enter('member.signed-in', { requestId })
    expect(ada.members()).toEqual(['Ada', 'Ben'])
    expect(pendingJoinRequests(ada.state())).toHaveLength(1)
    expect(decide(ada, { do: 'sign-in', requestId })).toBe('request/already-signed')
    share(ada, ben)
    expect(decide(ben, { do: 'sign-in', requestId })).toBe('allowed')
    ben.enter('member.signed-in', { requestId })
    expect(ben.members()).toEqual(['Ada', 'Ben', 'Cleo'])
    expect(devicesOf(ben.state(), cleo.memberId)).toHaveLength(1)
    expect(pendingJoinRequests(ben.state())).toEqual([])
  })

  it('[M5] lets nobody sign themselves in, and no stranger anyone', () => {
    const [ada] = trio()
    const mallory = new Laptop('Mallory')
    const requestId = ask(ada, mallory)
    share(ada, mallory)
    const own = mallory.enter('member.signed-in', { requestId })
    expect(mallory.codeOf(own)).toBe('entry/unknown-author')
    expect(mallory.members()).toEqual(['Ada', 'Ben', 'Cleo'])
  })

  it('[M2] takes no second founder', () => {
    const [ada, ben] = trio()
    const admission = {
      memberId: memberIdOf('Mallory'),
      name: 'Mallory',
      employer: 'x',
      agreementVersion: '1',
      agreementAcceptedAtMs: 1,
    }
    expect(ada.codeOf(ada.enter('member.admitted', admission))).toBe('member/not-signed-in')
    expect(ben.codeOf(ben.enter('member.admitted', admission))).toBe('member/not-signed-in')
  })

  it('[M1] believes the founding of the device that the vault knows as its founder', () => {
    const [ada] = trio()
    const mallory = new Laptop('Mallory')
    const forged = mallory.enter('committee.founded', { name: 'Taken over' })
    ada.learn([forged])
    const known = { ...checks, foundingDevice: ada.deviceId }
    const state = foldCommittee(ada.known.values(), known)
    expect(state.name).toBe('Harbor Days')
    expect(state.rejected.map(({ code }) => code)).toHaveLength(1)
    expect(currentMembers(state)).toHaveLength(3)
  })

  it('[M3, R9] knows no request without an accepted agreement', () => {
    const [ada] = trio()
    ada.enter('invitation.issued', invitationContent('dana'))
    const request = joinRequest(new Laptop('Dana'), 'dana')
    expect(ada.codeOf(ada.enter('member.requested', { ...request, agreementVersion: '' }))).toBe(
      'entry/malformed-fact',
    )
  })

  it('[M7] answers an invitation once, while it stands, through its issuer', () => {
    const [ada, ben] = trio()
    ada.enter('invitation.issued', invitationContent('dana'))
    share(ada, ben)
    const request = joinRequest(new Laptop('Dana'), 'dana')
    const enter = { do: 'enter-request', request, receivedAtMs: 5 } as const
    expect(decide(ben, enter)).toBe('invitation/not-yours')
    expect(decide(ada, { ...enter, receivedAtMs: 10_001 })).toBe('invitation/expired')
    expect(decide(ada, enter)).toBe('allowed')
    expect(openInvitations(ada.state())).toHaveLength(1)
    ada.enter('member.requested', request)
    expect(openInvitations(ada.state())).toEqual([])
    const again = joinRequest(new Laptop('Eli'), 'dana')
    expect(decide(ada, { ...enter, request: again })).toBe('invitation/used')
    expect(ada.codeOf(ada.enter('member.requested', again))).toBe('invitation/used')

    const withdrawn = invitationContent('eli')
    ada.enter('invitation.issued', withdrawn)
    ada.enter('invitation.withdrawn', { invitationId: withdrawn.invitationId })
    const late = joinRequest(new Laptop('Eli'), 'eli')
    expect(decide(ada, { ...enter, request: late })).toBe('invitation/withdrawn')
    const unknown = joinRequest(new Laptop('Eli'), 'nobody')
    expect(decide(ada, { ...enter, request: unknown })).toBe('invitation/unknown')
  })

  it('[M8] refuses a request that its device did not sign, and one under a used id', () => {
    const [ada] = trio()
    ada.enter('invitation.issued', invitationContent('dana'))
    const request = joinRequest(new Laptop('Dana'), 'dana')
    const swapped = { ...request, boxKey: new Laptop('Mallory').boxKey }
    expect(ada.codeOf(ada.enter('member.requested', swapped))).toBe('request/forged')
    ada.enter('member.requested', request)
    expect(ada.codeOf(ada.enter('member.requested', request))).toBe('request/already-there')
  })

  it('[M8] signs nobody in where two requests stand under one id', () => {
    const [ada, ben, cleo] = trio()
    const dana = new Laptop('Dana')
    const requestId = ask(ada, dana)
    const heads = ben.state().heads
    ben.enter('invitation.issued', invitationContent('mallory'))
    const sock = joinRequest(new Laptop('Mallory'), 'mallory', { requestId })
    ben.enter('member.requested', sock, heads)
    ada.enter('member.signed-in', { requestId })
    share(ada, ben, cleo)
    expect(decide(cleo, { do: 'sign-in', requestId })).toBe('request/ambiguous')
    expect(cleo.members()).toEqual(['Ada', 'Ben', 'Cleo'])
  })

  it('[M9] takes no device or member id that is there, and nobody who was declined', () => {
    const [ada, ben] = trio()
    ada.enter('invitation.issued', invitationContent('x'))
    const asBen = joinRequest(new Laptop('Mallory'), 'x', { memberId: ben.memberId })
    expect(ada.codeOf(ada.enter('member.requested', asBen))).toBe('member/already-there')
    const withBensKey = joinRequest(ben, 'x', { memberId: memberIdOf('Mallory') })
    expect(ada.codeOf(ada.enter('member.requested', withBensKey))).toBe('device/already-there')
    const requestId = ask(ada, new Laptop('Dana'))
    ada.enter('member.declined', { requestId })
    expect(decide(ada, { do: 'sign-in', requestId })).toBe('request/declined')
    expect(pendingJoinRequests(ada.state())).toEqual([])
  })

  it('[M10, R71] refuses a sign-in past the cap of one employer where the playbook does', () => {
    const access = { ...playbookWith().access, employerCapIs: 'refused' as const }
    const [ada, ben] = committeeOf(['Ben'], playbookWith({ access })) as [Laptop, Laptop]
    const newcomer = { employer: ' tidewater  LABS' }
    expect(employerCapOf(ben.state(), newcomer.employer)).toEqual({
      count: 2,
      cap: 1,
      answer: 'refused',
    })
    const requestId = ask(ada, new Laptop('Cleo'), newcomer)
    expect(decide(ada, { do: 'sign-in', requestId })).toBe('member/employer-cap')
    const entered = ada.enter('member.signed-in', { requestId })
    expect(ada.codeOf(entered)).toBe('member/employer-cap')
    expect(employerCapOf(ada.state(), 'Elsewhere').answer).toBe('within')
  })

  it('[R71] only warns where the playbook says so', () => {
    const [ada] = committeeOf(['Ben']) as [Laptop, Laptop]
    expect(employerCapOf(ada.state(), 'Tidewater Labs').answer).toBe('warned')
  })

  it('[R71] knows a cap of the quorum less one, and none', () => {
    const quorum = playbookWith({ employerCap: 'quorum-less-one' })
    const [ada] = committeeOf(['Ben', 'Cleo', 'Dana'], quorum) as [Laptop]
    expect(employerCapOf(ada.state(), 'Tidewater Labs')).toMatchObject({ count: 2, cap: 2 })
    const none = found(playbookWith({ employerCap: 'none' }))
    expect(employerCapOf(none.state(), 'Tidewater Labs')).toMatchObject({
      cap: null,
      answer: 'within',
    })
  })
})

describe('leaving', () => {
  it('[M12, R73] removes by a majority of all members, not of those who voted', () => {
    const [ada, ben, cleo, dana, eli] = five()
    const short = ada.remove(eli, [ada, ben])
    expect(ada.codeOf(short)).toBe('removal/no-majority')
    expect(ada.codeOf(ada.remove(eli, [ada, ben, cleo]))).toBeNull()
    expect(ada.members()).toEqual(['Ada', 'Ben', 'Cleo', 'Dana'])
    share(ada, dana, eli)
    const late = eli.enter('member.checked-in', { stay: true })
    expect(eli.codeOf(late)).toBe('entry/author-left')
    expect(eli.state().leavings.map(({ memberId }) => memberId)).toEqual([eli.memberId])
  })

  it('[M12] leaves the subject out of the count where the playbook does', () => {
    const removal = { ...playbookWith().removal, countSubject: false }
    const [ada, ben, cleo] = committeeOf(['Ben', 'Cleo'], playbookWith({ removal })) as Laptop[]
    if (!ada || !ben || !cleo) throw new Error('three')
    expect(ada.codeOf(ada.remove(cleo, [ada]))).toBe('removal/no-majority')
    expect(ada.codeOf(ada.remove(cleo, [ada, ben]))).toBeNull()
  })

  it('[M12] asks all others where the playbook asks for unanimity', () => {
    const removal = { ...playbookWith().removal, rule: 'unanimity' as const }
    const [ada, ben, cleo, dana] = committeeOf(
      ['Ben', 'Cleo', 'Dana'],
      playbookWith({ removal }),
    ) as [Laptop, Laptop, Laptop, Laptop]
    expect(ada.codeOf(ada.remove(dana, [ada, ben]))).toBe('removal/no-majority')
    expect(ada.codeOf(ada.remove(dana, [ada, ben, cleo]))).toBeNull()
  })

  it('[M12] counts no forged ballot, no other subject, no stranger, nobody twice, not the subject', () => {
    const [ada, ben, cleo, dana, eli] = five()
    const yes = [ada, ben].map((voter) => voter.ballot(eli.memberId))
    const removal = (extra: unknown[]) => {
      const { content } = ada.remove(eli, [])
      const entry = ada.enter('member.removed', {
        ...(content as object),
        ballots: [...yes, ...extra],
      })
      return ada.codeOf(entry)
    }
    const stolen = { ...ada.ballot(eli.memberId), deviceId: cleo.deviceId }
    expect(removal([stolen])).toBe('removal/no-majority')
    expect(removal([cleo.ballot(dana.memberId)])).toBe('removal/no-majority')
    expect(removal([cleo.ballot(eli.memberId, 'yes', 'another proposal')])).toBe(
      'removal/no-majority',
    )
    expect(removal([{ ...cleo.ballot(eli.memberId, 'no'), choice: 'yes' }])).toBe(
      'removal/no-majority',
    )
    expect(removal([new Laptop('Mallory').ballot(eli.memberId)])).toBe('removal/no-majority')
    expect(removal([ada.ballot(eli.memberId)])).toBe('removal/no-majority')
    expect(removal([eli.ballot(eli.memberId)])).toBe('removal/no-majority')
    const both = [cleo.ballot(eli.memberId), cleo.ballot(eli.memberId, 'no')]
    expect(removal(both)).toBe('removal/no-majority')
    expect(removal([cleo.ballot(eli.memberId)])).toBeNull()
  })

  it('[M12] never uses the ballots of one removal for another member', () => {
    const [ada, ben, cleo, dana, eli] = five()
    const { content } = ada.remove(eli, [ada, ben, cleo])
    const turned = ben.enter('member.removed', { ...(content as object), memberId: dana.memberId })
    expect(ben.codeOf(turned)).toBe('removal/no-majority')
  })

  it('[M16] lets both of two removals that cross stand', () => {
    const [ada, ben, cleo, dana, eli] = five()
    const one = ada.remove(ben, [ada, cleo, dana])
    const other = ben.remove(ada, [ben, cleo, eli])
    share(ada, ben, cleo)
    expect(cleo.codeOf(one)).toBeNull()
    expect(cleo.codeOf(other)).toBeNull()
    expect(cleo.members()).toEqual(['Cleo', 'Dana', 'Eli'])
  })

  it('[M16] voids a sign-in that crosses the removal of its signer, back-dated or not', () => {
    const [ada, ben, cleo, , eli] = five()
    const finn = new Laptop('Finn')
    const requestId = ask(ada, finn)
    ada.enter('member.signed-in', { requestId })
    share(ada, eli)
    const removal = ben.remove(eli, [ada, ben, cleo])
    const signIn = eli.enter('member.signed-in', { requestId })
    expect(eli.members()).toContain('Finn')
    share(ada, ben, eli)
    expect(ben.codeOf(removal)).toBeNull()
    expect(ben.codeOf(signIn)).toBe('entry/after-cut')
    expect(ben.members()).not.toContain('Finn')
    const byFinn = (() => {
      finn.learn(eli.known.values())
      return finn.enter('member.checked-in', { stay: true })
    })()
    expect(finn.codeOf(byFinn)).toBe('entry/unknown-author')
  })

  it('[M16] keeps what the removal had seen, however late it arrives', () => {
    const [ada, ben, cleo, dana, eli] = five()
    const before = eli.enter('member.changed', { name: 'Eli B', aliases: [], employer: 'New' })
    share(eli, ada)
    ada.remove(eli, [ada, ben, cleo])
    const after = eli.enter('member.changed', { name: 'Eli C', aliases: [], employer: 'Newer' })
    share(ada, dana, eli)
    expect(dana.codeOf(before)).toBeNull()
    expect(dana.codeOf(after)).toBe('entry/after-cut')
    expect(dana.state().members.at(-1)?.name).toBe('Eli B')
  })

  it('[M16] lets a removed member take nothing back with a device that was kept back', () => {
    const [ada, ben, cleo] = trio()
    const spare = new Laptop('Ada', 'kept back')
    const early = [...ada.known.values()].slice(0, 5)
    spare.learn(early)
    spare.enter('device.admitted', ada.attest(spare))
    const wipe = spare.enter('device.revoked', { deviceId: ada.deviceId, reason: 'lost' })
    const resign = spare.enter('member.resigned')
    ben.remove(ada, [ben, cleo])
    ben.learn(spare.known.values())
    expect(ben.members()).toEqual(['Ben', 'Cleo'])
    expect(ben.codeOf(wipe)).not.toBeNull()
    expect(ben.codeOf(resign)).not.toBeNull()
  })

  it('[M19] signs in from one log while a member is alone, so that a spare one makes no majority', () => {
    const [ada, ben, cleo] = trio()
    const spare = new Laptop('Ada', 'kept back')
    spare.learn([...ada.known.values()].slice(0, 5))
    spare.enter('device.admitted', ada.attest(spare))
    const socks = ['Sock', 'Puppet', 'Straw'].map((name) => {
      const sock = new Laptop(name)
      const requestId = ask(spare, sock)
      return { sock, signIn: spare.enter('member.signed-in', { requestId }) }
    })
    const before = spare.state().members.length
    spare.learn(ada.known.values())
    const voters = [ada, ...socks.map(({ sock }) => sock)]
    const coup = spare.remove(ben, voters)
    ben.learn(spare.known.values())
    expect(before).toBeGreaterThan(1)
    expect(socks.map(({ signIn }) => ben.codeOf(signIn))).toContain('member/signed-in-elsewhere')
    expect(ben.codeOf(coup)).toBe('removal/no-majority')
    expect(cleo.members()).toEqual(['Ada', 'Ben', 'Cleo'])
    expect(ben.members()).toEqual(['Ada', 'Ben', 'Cleo'])
  })

  it('[M11, R72] lets a member resign, and not the last one', () => {
    const [ada, ben] = committeeOf(['Ben']) as [Laptop, Laptop]
    ben.enter('member.resigned')
    share(ada, ben)
    expect(ada.members()).toEqual(['Ada'])
    expect(decide(ada, { do: 'resign' })).toBe('member/last-one')
    expect(ada.codeOf(ada.enter('member.resigned'))).toBe('member/last-one')
    expect(ada.members()).toEqual(['Ada'])
  })

  it('[M15, R75] ticks the list of the playbook off for someone who left', () => {
    const [ada, ben] = trio()
    const tick = {
      do: 'check-offboarding',
      memberId: ben.memberId,
      itemId: 'mail-groups',
      done: true,
    } as const
    expect(decide(ada, tick)).toBe('offboarding/not-leaving')
    ben.enter('member.resigned')
    share(ada, ben)
    expect(decide(ada, { ...tick, itemId: 'the-coffee' })).toBe('offboarding/unknown-item')
    expect(decide(ada, tick)).toBe('allowed')
    ada.enter('offboarding.checked', { memberId: ben.memberId, itemId: 'mail-groups', done: true })
    const [first, second] = offboardingOf(ada.state(), ben.memberId)
    expect(first?.mark).toMatchObject({ by: ada.memberId, done: true })
    expect(second?.mark).toBeNull()
  })
})

describe('members', () => {
  it('[R72] are asked six months after they came or last answered', () => {
    const [ada, ben] = trio()
    const since = ada.state().members[0]?.admittedAtMs ?? 0
    const months = (count: number) =>
      new Date(since).setUTCMonth(new Date(since).getUTCMonth() + count)
    expect(isCheckInDue(ada.state(), ada.memberId, months(6) - 1)).toBe(false)
    expect(isCheckInDue(ada.state(), ada.memberId, months(6))).toBe(true)
    ada.enter('member.checked-in', { stay: true })
    expect(ada.state().members[0]?.checkIn?.stay).toBe(true)
    expect(isCheckInDue(ada.state(), ada.memberId, months(6))).toBe(false)
    ben.enter('member.resigned')
    expect(isCheckInDue(ben.state(), ben.memberId, months(60))).toBe(false)
  })

  it('[R72] are not asked where they serve fixed terms', () => {
    const ada = found(playbookWith({ checkInMonths: null }))
    ada.enter('term.set', { memberId: ada.memberId, untilMs: 9_000 })
    expect(isCheckInDue(ada.state(), ada.memberId, 8_000_000_000_000)).toBe(false)
    expect(ada.state().members[0]?.termUntilMs).toBe(9_000)
    const same = { do: 'set-term', memberId: ada.memberId, untilMs: 9_000 } as const
    expect(decide(ada, same)).toBe('term/no-change')
  })

  it('tell of themselves only', () => {
    const [ada, ben] = trio()
    ben.enter('member.changed', { name: 'Benedict', aliases: ['ben'], employer: 'Elsewhere' })
    share(ada, ben)
    expect(ada.members()).toEqual(['Ada', 'Benedict', 'Cleo'])
    expect(employerCapOf(ada.state(), 'elsewhere').count).toBe(2)
  })
})

describe('devices', () => {
  it('[M13] a second one is signed by one of its owner, and by nobody else', () => {
    const [ada, ben] = trio()
    const second = new Laptop('Ben', '2')
    const request = deviceRequest(second, 'second')
    expect(decide(ada, { do: 'enter-device-request', request })).toBe('allowed')
    ada.enter('device.requested', request)
    const { requestId } = request
    expect(decide(ada, { do: 'sign-device', requestId })).toBe('device/not-yours-to-sign')
    expect(ada.codeOf(ada.enter('device.signed', { requestId }))).toBe('device/not-yours-to-sign')
    share(ada, ben)
    ben.enter('device.signed', { requestId })
    expect(devicesOf(ben.state(), ben.memberId)).toHaveLength(2)
    second.learn(ben.known.values())
    expect(second.codeOf(second.enter('member.checked-in', { stay: true }))).toBeNull()
  })

  it('[M13] a replacement is signed by two others, and then the older ones are revoked', () => {
    const [ada, ben, cleo] = trio()
    const newer = new Laptop('Ben', 'new')
    const request = deviceRequest(newer, 'replacement')
    const { requestId } = request
    ada.enter('device.requested', request)
    ada.enter('device.signed', { requestId })
    expect(devicesOf(ada.state(), ben.memberId).map(({ deviceId }) => deviceId)).toEqual([
      ben.deviceId,
    ])
    expect(decide(ada, { do: 'sign-device', requestId })).toBe('request/already-signed')
    const between = ben.enter('member.checked-in', { stay: true })
    share(ada, ben, cleo)
    const last = cleo.enter('device.signed', { requestId })
    const after = ben.enter('member.checked-in', { stay: false })
    share(ada, ben, cleo)
    const state = ada.state()
    expect(devicesOf(state, ben.memberId).map(({ deviceId }) => deviceId)).toEqual([newer.deviceId])
    expect(ada.codeOf(between)).toBeNull()
    expect(ada.codeOf(after)).toBe('entry/after-cut')
    expect(state.leavings).toMatchObject([
      { entryId: last.id, space, memberId: null, deviceId: ben.deviceId, takes: { needed: 2 } },
    ])
  })

  it('[M22] a replacement is declined by any member, its owner first of all, and then signed by nobody', () => {
    const [ada, ben, cleo] = trio()
    const request = deviceRequest(new Laptop('Ben', 'not his'), 'replacement')
    const { requestId } = request
    ada.enter('device.requested', request)
    ada.enter('device.signed', { requestId })
    share(ada, ben, cleo)
    ben.enter('device.declined', { requestId })
    expect(pendingDeviceRequests(ben.state())).toEqual([])
    share(ben, cleo)
    expect(decide(cleo, { do: 'sign-device', requestId })).toBe('request/declined')
    expect(decide(cleo, { do: 'decline-device', requestId })).toBe('request/declined')
    expect(cleo.codeOf(cleo.enter('device.signed', { requestId }))).toBe('request/declined')
    const live = devicesOf(cleo.state(), ben.memberId)
    expect(live.map(({ deviceId }) => deviceId)).toEqual([ben.deviceId])
  })

  it('[M22] a second device is declined by its owner alone, and not once it is let in', () => {
    const [ada, ben] = trio()
    const request = deviceRequest(new Laptop('Ben', '2'), 'second')
    const { requestId } = request
    ben.enter('device.requested', request)
    share(ada, ben)
    expect(decide(ada, { do: 'decline-device', requestId })).toBe('device/not-yours-to-sign')
    expect(decide(ben, { do: 'decline-device', requestId })).toBe('allowed')
    ben.enter('device.signed', { requestId })
    expect(decide(ben, { do: 'decline-device', requestId })).toBe('device/already-there')
  })

  it('[M21] a member has eight at most, by whatever way the ninth comes; a replacement is let in', () => {
    const [ada, ben, cleo] = trio()
    const ask = (number: number, purpose: 'second' | 'replacement') => {
      const request = deviceRequest(new Laptop('Ben', String(number)), purpose)
      ben.enter('device.requested', request)
      return request.requestId
    }
    for (let number = 2; number <= maxLiveDevices; number++) {
      const requestId = ask(number, 'second')
      expect(decide(ben, { do: 'sign-device', requestId })).toBe('allowed')
      ben.enter('device.signed', { requestId })
    }
    const ninth = ask(maxLiveDevices + 1, 'second')
    expect(decide(ben, { do: 'sign-device', requestId: ninth })).toBe('device/too-many')
    expect(ben.codeOf(ben.enter('device.signed', { requestId: ninth }))).toBe('device/too-many')
    const restored = new Laptop('Ben', 'restored')
    restored.learn(ben.known.values())
    const admitted = restored.enter('device.admitted', ben.attest(restored))
    expect(restored.codeOf(admitted)).toBe('device/too-many')
    expect(devicesOf(ben.state(), ben.memberId)).toHaveLength(maxLiveDevices)

    const requestId = ask(99, 'replacement')
    share(ada, ben, cleo)
    ada.enter('device.signed', { requestId })
    share(ada, cleo)
    cleo.enter('device.signed', { requestId })
    expect(devicesOf(cleo.state(), ben.memberId)).toHaveLength(1)
  })

  it('[M13] a replacement signed by two at once is one', () => {
    const [ada, ben, cleo] = trio()
    const newer = new Laptop('Ben', 'new')
    const request = deviceRequest(newer, 'replacement')
    ada.enter('device.requested', request)
    share(ada, cleo)
    ada.enter('device.signed', { requestId: request.requestId })
    cleo.enter('device.signed', { requestId: request.requestId })
    share(ada, cleo)
    const live = devicesOf(ada.state(), ben.memberId)
    expect(live.map(({ deviceId }) => deviceId)).toEqual([newer.deviceId])
  })

  it('[M13] is never replaced by fewer than the playbook asks, as of whatever time', () => {
    const [ada, ben] = committeeOf(['Ben']) as [Laptop, Laptop]
    const request = deviceRequest(new Laptop('Ben', 'hers'), 'replacement')
    ada.enter('device.requested', request)
    ada.enter('device.signed', { requestId: request.requestId })
    expect(devicesOf(ada.state(), ben.memberId).map(({ deviceId }) => deviceId)).toEqual([
      ben.deviceId,
    ])
  })

  it('[M14] is revoked by its owner at once, by others when two have entered it', () => {
    const [ada, ben, cleo] = trio()
    const revoke = { deviceId: cleo.deviceId, reason: 'lost' } as const
    ada.enter('device.revoked', revoke)
    expect(devicesOf(ada.state(), cleo.memberId)).toHaveLength(1)
    expect(decide(ada, { do: 'revoke-device', ...revoke })).toBe('device/already-entered')
    share(ada, ben, cleo)
    const between = cleo.enter('member.checked-in', { stay: true })
    share(ben, cleo)
    ben.enter('device.revoked', revoke)
    expect(devicesOf(ben.state(), cleo.memberId)).toEqual([])
    expect(ben.codeOf(between)).toBeNull()
    expect(decide(ben, { do: 'revoke-device', ...revoke })).toBe('device/already-revoked')
    ben.enter('device.revoked', { deviceId: ben.deviceId, reason: 'lost' })
    expect(devicesOf(ben.state(), ben.memberId)).toEqual([])
  })

  it('[R9] keeps by version which agreement a member accepted, and asks for the present one', () => {
    const [ada] = trio()
    expect(agreementToAccept(ada.state(), ada.memberId)).toBeNull()
    expect(decide(ada, { do: 'accept-agreement', version: '1' })).toBe('agreement/not-asked')
    const playbook = shippedPlaybook('elastic')
    const { confidentialityAgreement } = playbook
    ada.enter('playbook.adopted', {
      playbook: {
        ...playbook,
        confidentialityAgreement: { ...confidentialityAgreement, version: 2 },
      },
    })
    expect(agreementToAccept(ada.state(), ada.memberId)).toBe('2')
    ada.enter('agreement.accepted', { version: '2' })
    expect(agreementToAccept(ada.state(), ada.memberId)).toBeNull()
  })

  it('[M14] names both words of a revocation that two entered beside each other', () => {
    const [ada, ben, cleo] = trio()
    const revoke = { deviceId: cleo.deviceId, reason: 'lost' } as const
    const words = [ada.enter('device.revoked', revoke), ben.enter('device.revoked', revoke)]
    share(ada, ben)
    const of = words.map(({ id }) => id).sort()
    expect(ada.state().leavings).toMatchObject([
      { deviceId: cleo.deviceId, takes: { of, needed: 2 } },
      { deviceId: cleo.deviceId, takes: { of, needed: 2 } },
    ])
    expect(ben.state().leavings).toEqual(ada.state().leavings)
  })

  it('[M17] lets both of two revocations that cross stand, and nothing that the thief added', () => {
    const [ada, ben] = trio()
    const second = new Laptop('Ben', '2')
    const request = deviceRequest(second, 'second')
    ben.enter('device.requested', request)
    ben.enter('device.signed', { requestId: request.requestId })
    share(ben, second)
    const stolen = new Laptop('Ben', 'of the thief')
    const theirs = deviceRequest(stolen, 'second')
    ben.enter('device.requested', theirs)
    ben.enter('device.signed', { requestId: theirs.requestId })
    ben.enter('device.revoked', { deviceId: second.deviceId, reason: 'lost' })
    second.enter('device.revoked', { deviceId: ben.deviceId, reason: 'lost' })
    share(ada, ben, second)
    expect(devicesOf(ada.state(), ben.memberId)).toEqual([])
    expect(ada.members()).toContain('Ben')
  })

  it('[M18] un-admits nobody when a member revokes the device that signed them in', () => {
    const [ada, ben] = trio()
    const spare = new Laptop('Ada', 'kept back')
    spare.learn([...ada.known.values()].slice(0, 5))
    spare.enter('device.admitted', ada.attest(spare))
    spare.enter('device.revoked', { deviceId: ada.deviceId, reason: 'lost' })
    share(ben, spare)
    expect(ben.members()).toEqual(['Ada', 'Ben', 'Cleo'])
  })

  it('[M18] lets two laptops that were restored from one folder go on', () => {
    const ada = found()
    const copies = ['one', 'two'].map((which) => {
      const copy = new Laptop('Ada', which)
      copy.learn(ada.known.values())
      copy.enter('device.admitted', ada.attest(copy))
      copy.enter('device.revoked', { deviceId: ada.deviceId, reason: 'replaced' })
      return copy
    })
    share(ada, ...copies)
    expect(devicesOf(ada.state(), ada.memberId)).toHaveLength(2)
  })
})

describe("the committee's own servers", () => {
  const named = (host: string) => ({
    signalling: [`wss://${host}.example.org/meet`],
    iceServers: [{ urls: [`turn:${host}.example.org`], username: 'harbor', credential: 'days' }],
  })

  it('[M23] are named by any member, the last word counts, and none at all is a word too', () => {
    const [ada, ben] = trio()
    expect(ben.state().servers).toBeNull()
    expect(decide(ben, { do: 'name-servers', servers: named('one') })).toBe('allowed')
    ben.enter('meeting.servers-named', named('one'))
    expect(ben.state().servers).toMatchObject({ ...named('one'), by: ben.memberId })
    share(ben, ada)
    const none = { signalling: [], iceServers: [] }
    ada.enter('meeting.servers-named', none)
    expect(ada.state().servers).toMatchObject({ ...none, by: ada.memberId })
  })

  it('[M23] are the same for all when two words cross', () => {
    const [ada, ben, cleo] = trio()
    ada.enter('meeting.servers-named', named('one'))
    ben.enter('meeting.servers-named', named('two'))
    share(ada, ben)
    share(ben, ada)
    share(ben, cleo)
    expect(ada.state().servers).toEqual(ben.state().servers)
    expect(cleo.state().servers).toEqual(ben.state().servers)
  })

  it('[M5, M23] are named by no stranger, in the clear, or of another kind', () => {
    const [ada] = trio()
    const mallory = new Laptop('Mallory')
    share(ada, mallory)
    const own = mallory.enter('meeting.servers-named', named('evil'))
    expect(mallory.codeOf(own)).toBe('entry/unknown-author')
    const bad = [
      { ...named('one'), signalling: ['ws://plain.example.org'] },
      { ...named('one'), signalling: Array.from({ length: 5 }, () => 'wss://a.example.org') },
      { ...named('one'), iceServers: [{ urls: ['https://turn.example.org'] }] },
      { ...named('one'), iceServers: [{ urls: [] }] },
      { signalling: [] },
    ]
    for (const servers of bad) {
      expect(decide(ada, { do: 'name-servers', servers: servers as never })).toBe(
        'contract/invalid-input',
      )
      expect(ada.codeOf(ada.enter('meeting.servers-named', servers))).toBe('entry/malformed-fact')
    }
    expect(ada.state().servers).toBeNull()
  })
})

describe('entries that cross', () => {
  it('[M20] give a single-use invitation to the lower entry id', () => {
    const [ada, ben] = trio()
    const twin = new Laptop('Ada', '2')
    const request = deviceRequest(twin, 'second')
    ada.enter('device.requested', request)
    ada.enter('device.signed', { requestId: request.requestId })
    ada.enter('invitation.issued', invitationContent('one place'))
    share(ada, ben, twin)
    const benTwin = new Laptop('Ben', '2')
    const other = deviceRequest(benTwin, 'second')
    ben.enter('device.requested', other)
    ben.enter('device.signed', { requestId: other.requestId })
    share(ada, ben, twin, benTwin)
    const come = (name: string, issuer: Laptop, signer: Laptop) => {
      const newcomer = joinRequest(new Laptop(name), 'one place')
      const entry = issuer.enter('member.requested', newcomer)
      issuer.enter('member.signed-in', { requestId: newcomer.requestId })
      share(issuer, signer)
      signer.enter('member.signed-in', { requestId: newcomer.requestId })
      share(issuer, signer)
      return { name, entry }
    }
    const both = [come('Dana', ada, ben), come('Eli', twin, benTwin)]
    share(ada, ben, twin, benTwin)
    const [winner, loser] = both.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
    if (!winner || !loser) throw new Error('two')
    expect(ada.members()).toContain(winner.name)
    expect(ada.members()).not.toContain(loser.name)
    expect(ada.codeOf(loser.entry)).toBe('invitation/used')
  })

  it('[M6] void entries of the ledger have no effect but their line', () => {
    const [ada, ben] = trio()
    const entry = ben.enter('member.resigned')
    ada.learn([{ ...entry, void: 'entry/forked' }])
    expect(ada.codeOf(entry)).toBe('entry/forked')
    expect(ada.members()).toContain('Ben')
  })
})
