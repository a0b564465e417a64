import { describe, expect, it } from 'vitest'
import { type IntakeDraft, withMode } from '../../../shared/domain/intake'
import type { MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  foundIn,
  noticesOf,
  readersOf,
  setupCommittee,
  waitingOf,
} from '../../support/disk-committee'
import { type DiskMember, exchange, send } from '../../support/disk-members'
import { codeOf, listCases, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()
const contact = { name: 'Iris Vale', contact: 'iris@example.org', pronouns: '' }

describe('a call-taker with a conflict', () => {
  it('R26: passes contact details to one other member, and keeps nothing', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const make = (to: MemberId, who = contact) =>
      ada.handlers['handover.make']({ to, channel: 'phone', contact: who })
    expect(codeOf(await make(ada.memberId))).toBe('member/is-self')
    expect(codeOf(await make('f'.repeat(32) as MemberId))).toBe('member/unknown')
    const empty = { name: '', contact: '', pronouns: '' }
    expect(codeOf(await make(ben.memberId, empty))).toBe('identity/nothing-known')
    const { matterId } = unwrap(await make(ben.memberId))
    const [mine] = unwrap(await ada.handlers['handover.list']({}))
    expect(mine).toMatchObject({ matterId, mine: 'handed-over', contact: null })
    await exchange(ada, ben, cleo)
    expect(unwrap(await cleo.handlers['handover.list']({}))).toEqual([])
    expect(await waitingOf(ben)).toMatchObject([{ kind: 'take-over', matterId, name: 'Ada' }])
    expect(unwrap(await ben.handlers['handover.list']({}))).toMatchObject([
      { by: 'Ada', channel: 'phone', mine: 'to-take-over', contact },
    ])
    expect(codeOf(await ada.handlers['handover.takeOver']({ matterId }))).toBe('matter/not-yours')
    expect(codeOf(await cleo.handlers['handover.takeOver']({ matterId }))).toBe('matter/unknown')
    unwrap(await ben.handlers['handover.takeOver']({ matterId }))
    expect(unwrap(await ben.handlers['handover.list']({}))).toEqual([])
    await exchange(ada, ben, cleo)
    expect(unwrap(await ada.handlers['handover.list']({}))).toEqual([])
    for (const { folder } of [ada, ben, cleo]) {
      expect(foundIn(folder, ['Iris Vale', 'iris@example.org'])).toEqual([])
    }
    expect(unwrap(await ada.handlers['refused.list']({}))).toEqual([])
  })
})

describe("the reporter's identity", () => {
  it('R20: is asked for, answered by a holder, and both are on record', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId } = await takeReport(ada.handlers, { reporter: contact })
    await clear(ada, ben, cleo)
    const accessOfBen = async () =>
      unwrap(await ben.handlers['case.get']({ caseId })).reporter.access
    const open = (member: DiskMember) =>
      member.handlers['case.openIdentity']({ caseId, reason: 'to call back' })
    expect(await accessOfBen()).toBe('may-ask')
    expect(codeOf(await open(ben))).toBe('part/not-a-reader')
    const unasked = { caseId, memberId: cleo.memberId }
    expect(codeOf(await ada.handlers['case.shareIdentity'](unasked))).toBe('identity/not-asked')
    unwrap(await ben.handlers['case.askIdentity']({ caseId }))
    expect(codeOf(await ben.handlers['case.askIdentity']({ caseId }))).toBe(
      'identity/already-asked',
    )
    expect(await accessOfBen()).toBe('asked')
    await exchange(ada, ben, cleo)
    expect(await waitingOf(ada)).toMatchObject([{ kind: 'share-identity', name: 'Ben' }])
    expect(await waitingOf(cleo)).toEqual([])
    const toBen = { caseId, memberId: ben.memberId }
    expect(codeOf(await cleo.handlers['case.shareIdentity'](toBen))).toBe('part/not-a-reader')
    unwrap(await ada.handlers['case.shareIdentity'](toBen))
    await exchange(ada, ben, cleo)
    expect(await accessOfBen()).toBe('mine')
    expect(unwrap(await open(ben)).identity).toEqual(contact)
    expect(codeOf(await open(cleo))).toBe('part/not-a-reader')
    await exchange(ada, ben, cleo)
    const { opened } = unwrap(await ada.handlers['case.get']({ caseId })).reporter
    expect(opened).toMatchObject([{ by: 'Ben' }])

    // R45: an owner can open it unasked, so that it is not lost with who took the call.
    unwrap(await ada.handlers['case.leave']({ caseId, as: 'recused', newOwner: cleo.memberId }))
    await exchange(ada, ben, cleo)
    expect(unwrap(await open(cleo)).identity).toEqual(contact)
  })

  it('is not there to be asked for in an anonymous report', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { intakeId, draft } = unwrap(await ada.handlers['intake.start']({ channel: 'phone' }))
    const { caseId } = unwrap(
      await ada.handlers['intake.finish']({ intakeId, draft: withMode(draft, 'anonymous') }),
    )
    await clear(ada, ben)
    expect(codeOf(await ben.handlers['case.askIdentity']({ caseId }))).toBe('identity/none')
    const share = await ada.handlers['case.shareIdentity']({ caseId, memberId: ben.memberId })
    expect(codeOf(share)).toBe('identity/none')
  })
})

describe('an escrowed report', () => {
  const escrow = async (
    { handlers }: DiskMember,
    escrowWith?: MemberId,
    people: IntakeDraft['people'] = [],
    membersNamed: { memberId: MemberId; isSame: boolean }[] = [],
  ) => {
    const { intakeId, draft } = unwrap(await handlers['intake.start']({ channel: 'phone' }))
    const taken = { ...withMode(draft, 'escrow'), note: 'canary-in-escrow', people }
    const answers = { membersNamed, ...(escrowWith && { escrowWith }) }
    return handlers['intake.finish']({ intakeId, draft: taken, ...answers })
  }

  it('R14: is held by two receivers, and announced to nobody', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    expect(codeOf(await escrow(ada, ada.memberId))).toBe('member/is-self')
    expect(codeOf(await escrow(ada, 'f'.repeat(32) as MemberId))).toBe('member/gone')
    const { caseId } = unwrap(await escrow(ada, ben.memberId))
    await exchange(ada, ben, cleo)
    for (const member of [ada, ben]) {
      expect((await listCases(member.handlers)).rows).toMatchObject([
        { caseId, status: 'escrowed' },
      ])
      expect(await readersOf(member, caseId)).toEqual(['Ada', 'Ben'])
      expect(await accessOf(member, caseId)).toMatchObject({ noticeId: null, onlyCopy: false })
    }
    expect((await listCases(cleo.handlers)).unfilteredTotal).toBe(0)
    for (const member of members) expect(await noticesOf(member)).toEqual([])
    const third = await ada.handlers['case.grant']({ caseId, memberId: cleo.memberId })
    expect(codeOf(third)).toBe('matter/between-two')

    const left = await ben.handlers['case.leave']({ caseId, as: 'recused', newOwner: null })
    unwrap(left)
    expect((await listCases(ben.handlers)).unfilteredTotal).toBe(0)
    expect(foundIn(ben.folder, ['canary-in-escrow', caseId])).toEqual([])
    await exchange(ada, ben, cleo)
    expect(await readersOf(ada, caseId)).toEqual(['Ada'])
    const last = await ada.handlers['case.leave']({ caseId, as: 'recused', newOwner: null })
    expect(codeOf(last)).toBe('case/last-reader')
    // Another takes the place of the one who left.
    unwrap(await ada.handlers['case.grant']({ caseId, memberId: cleo.memberId }))
    await exchange(ada, ben, cleo)
    expect(await readersOf(cleo, caseId)).toEqual(['Ada', 'Cleo'])
    expect((await listCases(ben.handlers)).unfilteredTotal).toBe(0)
  })

  it('is never held by who is reported in it', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const reported: IntakeDraft['people'] = [
      { role: 'reported', name: 'Ben', handles: [], aliases: [], employer: '', pronouns: '' },
    ]
    const { memberId } = ben
    expect(codeOf(await escrow(ada, memberId, reported))).toBe('notice/member-named')
    const same = await escrow(ada, memberId, reported, [{ memberId, isSame: true }])
    expect(codeOf(same)).toBe('notice/member-reported')
    const { caseId } = unwrap(await escrow(ada, undefined, reported))
    const grant = await ada.handlers['case.grant']({ caseId, memberId })
    expect(codeOf(grant)).toBe('notice/member-reported')
    const report = await send(ada, ben)
    expect(report.newEntries).toBe(0)
  })
})
