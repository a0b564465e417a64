import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  foundIn,
  lastMember,
  setupCommittee,
  waitingOf,
} from '../../support/disk-committee'
import { type DiskMember, exchange, send } from '../../support/disk-members'
import { codeOf, listCases, passphrase, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()
const dayMs = 86_400_000

const onlyRemoval = async ({ handlers }: DiskMember) => {
  const [removal, another] = unwrap(await handlers['removal.list']({}))
  if (!removal || another) throw new Error('not one removal')
  return removal
}

const ballot = async (member: DiskMember, choice: 'yes' | 'no' | 'abstain') => {
  const { matterId } = await onlyRemoval(member)
  return member.handlers['removal.ballot']({ matterId, choice })
}

const enter = async (member: DiskMember) =>
  member.handlers['removal.enter']({ matterId: (await onlyRemoval(member)).matterId })

const membershipOf = async ({ handlers }: DiskMember) => {
  const status = unwrap(await handlers['vault.status']({}))
  return status.phase === 'unlocked' ? status.membership : status.phase
}

describe('a removal', () => {
  it('R73-R75: is balloted without its subject, ends all access, and then is told', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo', 'Dana'])
    const [ada, ben, cleo, dana] = members
    const { caseId } = await takeReport(dana.handlers, { note: 'canary-of-the-story' })
    await clear(dana, ada, ben, cleo)
    await send(ada, dana)
    const sizeBefore = (await bundleFor(ada, dana)).length

    const propose = (grounds: string) =>
      ada.handlers['removal.propose']({ memberId: dana.memberId, grounds })
    unwrap(await propose('grounds-of-the-removal'))
    expect(codeOf(await propose('once more'))).toBe('removal/already-proposed')
    const self = { memberId: ada.memberId, grounds: '' }
    expect(codeOf(await ada.handlers['removal.propose'](self))).toBe('member/is-self')
    unwrap(await ballot(ada, 'yes'))
    expect(codeOf(await ballot(ada, 'yes'))).toBe('removal/no-change')
    await exchange(ada, ben, cleo)
    expect(await waitingOf(ben)).toMatchObject([{ kind: 'ballot', name: 'Dana' }])
    expect(await onlyRemoval(ben)).toMatchObject({
      grounds: 'grounds-of-the-removal',
      of: 4,
      needed: 3,
      state: 'balloting',
    })
    unwrap(await ballot(ben, 'no'))
    unwrap(await ballot(ben, 'yes'))
    await exchange(ada, ben, cleo)
    expect(codeOf(await enter(ada))).toBe('removal/not-carried')
    unwrap(await ballot(cleo, 'yes'))
    await exchange(ada, ben, cleo)
    // Dana's vault hears nothing of it: neither in its answers nor in what is sent.
    expect((await bundleFor(ada, dana)).length).toBe(sizeBefore)
    await exchange(ada, ben, cleo, dana)
    expect(unwrap(await dana.handlers['removal.list']({}))).toEqual([])
    expect(await waitingOf(dana)).toEqual([])
    const unknown = await dana.handlers['removal.enter']({
      matterId: (await onlyRemoval(ada)).matterId,
    })
    expect(codeOf(unknown)).toBe('matter/unknown')

    expect(await onlyRemoval(ada)).toMatchObject({ state: 'carried', ownsCases: [{ caseId }] })
    expect(await waitingOf(ada)).toMatchObject([{ kind: 'enter-removal', name: 'Dana' }])
    expect(codeOf(await enter(ada))).toBe('member/owns-cases')
    unwrap(await ada.handlers['case.setOwners']({ caseId, primary: ada.memberId, secondary: null }))
    unwrap(await enter(ada))
    expect(codeOf(await enter(ada))).toBe('removal/decided')
    expect(codeOf(await ballot(ada, 'no'))).toBe('removal/decided')
    expect(codeOf(await propose('again'))).toBe('member/gone')
    await exchange(ada, ben, cleo)
    for (const member of [ada, ben, cleo]) {
      expect((await accessOf(member, caseId)).rotationOwed).toBe(true)
      expect(await lastMember(member.handlers, 'Dana')).toMatchObject({ state: 'removed' })
    }
    unwrap(await ben.handlers['case.setOverview']({ caseId, severity: 'high' }))
    expect(await accessOf(ben, caseId)).toMatchObject({
      rotationOwed: false,
      left: [{ name: 'Dana', as: 'gone' }],
    })

    const [list] = unwrap(await ada.handlers['offboarding.list']({}))
    if (!list) throw new Error('no list')
    expect(list).toMatchObject({ member: { name: 'Dana' }, letterMayBeWritten: true })
    const { memberId } = dana
    const [first] = list.items
    const check = (itemId: string, done: boolean) =>
      ada.handlers['offboarding.check']({ memberId, itemId, done })
    unwrap(await check(first?.id ?? '', true))
    expect(codeOf(await check(first?.id ?? '', true))).toBe('offboarding/no-change')
    expect(codeOf(await check('nothing-like-it', true))).toBe('offboarding/unknown-item')
    const early = { memberId: ben.memberId, itemId: first?.id ?? '', done: true }
    expect(codeOf(await ada.handlers['offboarding.check'](early))).toBe('member/not-gone')
    await send(ada, ben)
    expect(unwrap(await ben.handlers['offboarding.list']({}))[0]?.items[0]).toMatchObject({
      doneBy: 'Ada',
    })
    expect((await waitingOf(ada)).filter(({ kind }) => kind === 'offboarding')).toMatchObject([
      { name: 'Dana', left: list.items.length - 1 },
    ])

    expect(await membershipOf(dana)).toBe('current')
    await send(ada, dana)
    expect(await membershipOf(dana)).toBe('left')
    expect((await listCases(dana.handlers)).unfilteredTotal).toBe(0)
    expect(codeOf(await dana.handlers['intake.start']({ channel: 'phone' }))).toBe('member/left')
    expect(foundIn(dana.folder, ['canary-of-the-story', caseId])).toEqual([])
    const dead = unwrap(await dana.handlers['case.search']({ text: 'canary', limit: 10 }))
    expect(dead).toMatchObject({ hits: [] })
    unwrap(await dana.handlers['vault.lock']({}))
    unwrap(await dana.handlers['vault.unlock']({ folder: dana.folder, passphrase }))
    expect(await membershipOf(dana)).toBe('left')
    expect((await listCases(dana.handlers)).unfilteredTotal).toBe(0)
  })

  it('R73: asks all others where the playbook does not count the subject', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'], 'kubernetes')
    const [ada, ben, cleo] = members
    unwrap(await ada.handlers['removal.propose']({ memberId: cleo.memberId, grounds: '' }))
    unwrap(await ballot(ada, 'yes'))
    expect(await onlyRemoval(ada)).toMatchObject({ of: 2, needed: 2, state: 'balloting' })
    await exchange(ada, ben, cleo)
    unwrap(await ballot(ben, 'abstain'))
    await exchange(ada, ben, cleo)
    expect(await onlyRemoval(ada)).toMatchObject({ state: 'rejected' })
    expect(codeOf(await enter(ada))).toBe('removal/not-carried')
    unwrap(await ballot(ben, 'yes'))
    await exchange(ada, ben, cleo)
    unwrap(await enter(ben))
    expect(await lastMember(ben.handlers, 'Cleo')).toMatchObject({ state: 'removed' })
  })
})

describe('a resignation', () => {
  it('R72: is asked about every six months, and takes the same road without a vote', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    expect(await waitingOf(cleo)).toEqual([])
    clock.nowMs += 190 * dayMs
    expect(await waitingOf(cleo)).toEqual([{ kind: 'check-in' }])
    unwrap(await cleo.handlers['member.checkIn']({ stay: true }))
    expect(await waitingOf(cleo)).toEqual([])
    expect(await lastMember(cleo.handlers, 'Cleo')).toMatchObject({
      checkIn: { stay: true, isDue: false, atMs: clock.nowMs },
    })
    expect(await lastMember(cleo.handlers, 'Ben')).toMatchObject({ checkIn: { isDue: true } })

    const { caseId } = await takeReport(cleo.handlers, { note: 'canary-of-cleo' })
    expect(codeOf(await cleo.handlers['member.resign']({}))).toBe('member/owns-cases')
    await clear(cleo, ada, ben)
    unwrap(
      await cleo.handlers['case.setOwners']({ caseId, primary: ben.memberId, secondary: null }),
    )
    // Nobody has that yet: it travels sealed with the resignation.
    unwrap(await cleo.handlers['member.resign']({}))
    expect(await membershipOf(cleo)).toBe('left')
    expect((await listCases(cleo.handlers)).unfilteredTotal).toBe(0)
    expect(codeOf(await cleo.handlers['member.resign']({}))).toBe('member/left')
    expect(foundIn(cleo.folder, ['canary-of-cleo'])).toEqual([])
    await send(cleo, ben)
    await exchange(ada, ben)
    expect(await lastMember(ada.handlers, 'Cleo')).toMatchObject({
      state: 'resigned',
      leftAtMs: clock.nowMs,
    })
    expect(await accessOf(ada, caseId)).toMatchObject({
      owners: { primary: { name: 'Ben' } },
      rotationOwed: true,
      left: [{ name: 'Cleo', as: 'gone' }],
    })
    expect(unwrap(await ada.handlers['offboarding.list']({}))).toHaveLength(1)
    const gone = { memberId: cleo.memberId, untilMs: clock.nowMs }
    expect(codeOf(await ada.handlers['member.setTerm'](gone))).toBe('member/gone')
  })

  it('keeps the last member, and says when nothing would change', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada'])
    const [ada] = members
    expect(codeOf(await ada.handlers['member.resign']({}))).toBe('member/last-one')
    const self = await lastMember(ada.handlers, 'Ada')
    const { name, aliases, employer, memberId } = self
    const change = (changes: object) =>
      ada.handlers['member.changeSelf']({ name, aliases, employer, ...changes })
    expect(codeOf(await change({}))).toBe('member/no-change')
    unwrap(await change({ employer: 'Fernhill Press' }))
    const { employers } = unwrap(await ada.handlers['member.list']({}))
    expect(employers).toMatchObject([{ employer: 'Fernhill Press', members: 1 }])
    const term = { memberId, untilMs: clock.nowMs + dayMs }
    unwrap(await ada.handlers['member.setTerm'](term))
    expect(codeOf(await ada.handlers['member.setTerm'](term))).toBe('term/no-change')
  })
})

const bundleFor = async (from: DiskMember, to: DiskMember): Promise<Uint8Array> => {
  const [file] = unwrap(await from.handlers['bundle.make']({ memberIds: [to.memberId] }))
  return file?.bytes as Uint8Array
}
