import { describe, expect, it } from 'vitest'
import { vaultContract } from '../../../shared/contracts/vault'
import type { IntakeDraft } from '../../../shared/domain/intake'
import type { MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  declare,
  foundIn,
  noticesOf,
  onlyNotice,
  readersOf,
  setupCommittee,
  waitingOf,
} from '../../support/disk-committee'
import { type DiskMember, exchange, joinAs, send } from '../../support/disk-members'
import { codeOf, listCases, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()

const reported = (name: string, handles: string[] = []): IntakeDraft['people'][number] => ({
  role: 'reported',
  name,
  handles,
  aliases: [],
  employer: '',
  pronouns: '',
})

const setupNamed = async () => {
  const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
  const [ada, ben] = members
  const cleo = await joinAs('Cleo', newHome(), clock, ada, [ben], {
    memberName: 'Cleo Marsh',
    aliases: ['Marigold Fen', '@cleo_of_the_fen'],
  })
  await exchange(ada, ben, cleo)
  return { clock, ada, ben, cleo }
}

/** Everything that a vault answers to who only asks. */
const everythingOf = async ({ handlers }: DiskMember, ids: Readonly<Record<string, unknown>>) => {
  const answers: Record<string, unknown> = {}
  const inputs = [
    {},
    ids,
    { noticeId: ids.noticeId },
    { caseId: ids.caseId },
    { show: 'all' },
    { text: 'canary', limit: 50 },
    { caseId: ids.caseId, offset: 0, limit: 50 },
    { caseId: ids.caseId, name: 'narrative' },
    {
      filter: { status: [], channel: [], severity: [], overdueOnly: false },
      sort: 'received',
      descending: true,
      offset: 0,
      limit: 50,
    },
  ]
  for (const [name, row] of Object.entries(vaultContract)) {
    if (row.kind !== 'query' || name === 'case.suggestPassphrase') continue
    for (const [index, input] of inputs.entries()) {
      if (!row.input.safeParse(input).success) continue
      const ask = handlers[name as keyof typeof handlers] as (input: unknown) => Promise<unknown>
      answers[`${name} ${index}`] = await ask(input)
    }
  }
  return answers
}

describe('a report that names a member', () => {
  it('promise 3, R27: leaves nothing at all with who is reported', async () => {
    const { ada, ben, cleo } = await setupNamed()
    const ids = { noticeId: 'a'.repeat(32), caseId: 'a'.repeat(32) }
    const before = await everythingOf(cleo, ids)
    expect(Object.keys(before).length).toBeGreaterThan(20)
    const sizeBefore = (await bundleFor(ada, cleo)).length

    const people = [
      [reported('cleo  MARSH')],
      [reported('Marigold Fen')],
      [reported('', ['@cleo_of_the_fen'])],
    ]
    for (const [index, named] of people.entries()) {
      const changes = { people: named, note: `canary-${index}` }
      await refusesToFinish(ada, changes, cleo.memberId)
      await takeNamed(ada, changes, [{ memberId: cleo.memberId, isSame: true }])
    }
    await exchange(ada, ben, cleo)
    for (const notice of await noticesOf(ben)) {
      const { noticeId, version } = notice
      expect(notice.others.map(({ name }) => name)).toEqual(['Ada'])
      expect(notice.leftOut.map(({ name }) => name)).toEqual(['Cleo Marsh'])
      unwrap(await ben.handlers['notice.declare']({ noticeId, version, answer: 'no-conflict' }))
    }
    await exchange(ada, ben, cleo)
    const { rows } = await listCases(ben.handlers)
    expect(rows).toHaveLength(3)

    const real = { noticeId: (await noticesOf(ben))[0]?.noticeId, caseId: rows[0]?.caseId }
    expect(await everythingOf(cleo, ids)).toEqual(before)
    const asked = await everythingOf(cleo, real)
    expect(Object.values(asked)).toEqual(Object.values(before))
    expect((await bundleFor(ada, cleo)).length).toBe(sizeBefore)
    expect((await bundleFor(ben, cleo)).length).toBe(sizeBefore)
    expect(foundIn(cleo.folder, ['canary-', real.noticeId as string])).toEqual([])
  })

  it('asks when it is only likely, and a namesake gets the notice', async () => {
    const { ada, ben, cleo } = await setupNamed()
    const changes = { people: [reported('Cleo')] }
    const refused = await refusesToFinish(ada, changes, cleo.memberId)
    expect(refused).toMatchObject({ named: [{ name: 'Cleo Marsh', certainty: 'likely' }] })
    await takeNamed(ada, changes, [{ memberId: cleo.memberId, isSame: false }])
    await exchange(ada, ben, cleo)
    expect(await noticesOf(cleo)).toHaveLength(1)
  })

  it('R27: a name added later ends the access of that member first', async () => {
    const { ada, ben, cleo } = await setupNamed()
    const { caseId } = await takeReport(ada.handlers, { people: [reported('Gus Pike')] })
    await clear(ada, ben, cleo)
    expect(await readersOf(ada, caseId)).toEqual(['Ada', 'Ben', 'Cleo Marsh'])
    const add = { caseId, person: reported('Cleo Marsh') }
    expect(codeOf(await ada.handlers['case.addPerson'](add))).toBe('notice/member-named')
    expect(await readersOf(ada, caseId)).toContain('Cleo Marsh')
    const membersNamed = [{ memberId: cleo.memberId, isSame: true }]
    unwrap(await ada.handlers['case.addPerson']({ ...add, membersNamed }))
    expect(await accessOf(ada, caseId)).toMatchObject({
      left: [{ name: 'Cleo Marsh', as: 'withheld' }],
    })
    const report = await send(ada, cleo)
    expect(report.newEntries).toBe(0)
    // Ben, who has heard of it, sends nothing either; what Cleo sends counts for nothing.
    await send(ada, ben)
    expect((await send(ben, cleo)).newEntries).toBe(0)
    const before = await onlyNotice(ben)
    await send(cleo, ben)
    expect(await onlyNotice(ben)).toEqual(before)
    // An amendment asks everyone again; who has access keeps it while they think.
    expect(before).toMatchObject({ version: 2, mine: 'stale' })
    expect(await waitingOf(ben)).toMatchObject([
      { kind: 'declare-again' },
      { kind: 'agree-left-out', name: 'Cleo Marsh' },
    ])
    expect((await listCases(ben.handlers)).total).toBe(1)
    const { noticeId } = before
    const old = await ben.handlers['notice.declare']({ noticeId, version: 1, answer: 'conflict' })
    expect(codeOf(old)).toBe('notice/older-version')
    const early = await ben.handlers['notice.declare']({ noticeId, version: 9, answer: 'conflict' })
    expect(codeOf(early)).toBe('notice/unknown-version')
    unwrap(await declare(ben, 'no-conflict'))
    expect(codeOf(await declare(ben, 'no-conflict'))).toBe('notice/already-answered')
    expect((await onlyNotice(ben)).mine).toBe('cleared')
  })
})

describe('who is left out of a notice', () => {
  it('is agreed to by a second member, seen by the others, and can be told later', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    await takeNamed(ada, {}, [], [cleo.memberId])
    await exchange(ada, ben, cleo)
    expect(await noticesOf(cleo)).toEqual([])
    const { noticeId } = await onlyNotice(ada)
    const about = { noticeId, memberId: cleo.memberId }
    expect(codeOf(await ada.handlers['notice.agreeLeftOut'](about))).toBe('notice/own-proposal')
    expect(codeOf(await ada.handlers['notice.leaveOut'](about))).toBe('notice/already-left-out')
    expect(await waitingOf(ben)).toMatchObject([{ kind: 'declare' }, { kind: 'agree-left-out' }])
    unwrap(await ben.handlers['notice.agreeLeftOut'](about))
    expect(codeOf(await ben.handlers['notice.agreeLeftOut'](about))).toBe('notice/already-agreed')
    await exchange(ada, ben, cleo)
    expect((await onlyNotice(ada)).leftOut).toMatchObject([
      { name: 'Cleo', by: 'Ada', agreedBy: 'Ben', mayAgree: false },
    ])
    expect(await noticesOf(cleo)).toEqual([])

    unwrap(await ben.handlers['notice.share'](about))
    expect(codeOf(await ben.handlers['notice.share'](about))).toBe('notice/already-told')
    const notLeftOut = await ben.handlers['notice.agreeLeftOut'](about)
    expect(codeOf(notLeftOut)).toBe('notice/not-left-out')
    await exchange(ada, ben, cleo)
    expect(await onlyNotice(cleo)).toMatchObject({ mine: 'asked', leftOut: [] })
    unwrap(await ada.handlers['notice.leaveOut'](about))
    await exchange(ada, ben, cleo)
    expect((await onlyNotice(ben)).leftOut).toMatchObject([{ name: 'Cleo', mayAgree: true }])
    const self = { noticeId, memberId: ada.memberId }
    expect(codeOf(await ada.handlers['notice.leaveOut'](self))).toBe('member/is-self')
    const nobody = { noticeId, memberId: 'f'.repeat(32) as MemberId }
    expect(codeOf(await ada.handlers['notice.leaveOut'](nobody))).toBe('member/unknown')
  })
})

describe('the second member on call', () => {
  it('R31: is asked first about a case that is on one laptop, until a second one has it', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId, codeName } = await takeReport(ada.handlers, { people: [reported('Gus Pike')] })
    const onlyCopy = async () =>
      (await waitingOf(ada)).find((item) => item.kind === 'only-copy') ?? null
    const targetsOf = async () =>
      unwrap(await ada.handlers['bundle.targets']({})).map(({ name, isAskedFirst }) => [
        name,
        isAskedFirst,
      ])
    expect(await onlyCopy()).toEqual({ kind: 'only-copy', caseId, codeName, askFirst: null })

    unwrap(await ada.handlers['notice.setOnCall']({ memberId: cleo.memberId }))
    expect(await onlyCopy()).toMatchObject({ askFirst: 'Cleo' })
    expect(await accessOf(ada, caseId)).toMatchObject({
      askFirst: { name: 'Cleo' },
      mayBeAsked: [{ name: 'Ben' }, { name: 'Cleo' }],
    })
    expect(await targetsOf()).toEqual([
      ['Cleo', true],
      ['Ben', false],
    ])

    await exchange(ada, cleo)
    unwrap(await declare(cleo, 'conflict'))
    await exchange(ada, cleo)
    expect(await onlyCopy()).toMatchObject({ askFirst: null })
    expect((await accessOf(ada, caseId)).mayBeAsked).toMatchObject([{ name: 'Ben' }])

    unwrap(await ada.handlers['notice.setOnCall']({ memberId: ben.memberId }))
    await exchange(ada, ben)
    unwrap(await declare(ben, 'no-conflict'))
    await exchange(ada, ben)
    await exchange(ada, ben)
    expect(await onlyCopy()).toBeNull()
    expect((await targetsOf()).map(([, isFirst]) => isFirst)).toEqual([false, false])
  })

  it('is another current member or nobody, and goes to no other laptop', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const set = async (memberId: MemberId | null) =>
      codeOf(await ada.handlers['notice.setOnCall']({ memberId }))
    expect(await set(ada.memberId)).toBe('member/is-self')
    expect(await set('f'.repeat(32) as MemberId)).toBe('member/unknown')
    const before = unwrap(await ada.handlers['bundle.targets']({}))
    expect(await set(ben.memberId)).toBeNull()
    expect(unwrap(await ada.handlers['bundle.targets']({}))).toEqual(before)
    expect(await set(null)).toBeNull()
  })
})

describe('a declaration', () => {
  it('R24: silence is no clearance, and private ties only propose', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const tie = { people: [{ name: 'Gus Pike', aliases: [] }], employers: [] }
    unwrap(await ben.handlers['ties.set'](tie))
    const witness = { ...reported('Hana Reed'), role: 'witness' as const }
    const hana = { people: [{ name: 'Hana Reed', aliases: [] }], employers: [] }
    unwrap(await cleo.handlers['ties.set'](hana))
    const { caseId } = await takeReport(ada.handlers, {
      people: [reported('Gus Pike'), witness],
    })
    await exchange(ada, ben, cleo)
    const asked = await onlyNotice(ben)
    expect(asked.proposal).toEqual({ answer: 'conflict', ties: [expect.any(String)] })
    expect((await onlyNotice(cleo)).proposal).toBeNull()
    expect(await accessOf(ada, caseId)).toMatchObject({
      readers: [{ name: 'Ada' }],
      asked: [{ name: 'Ben' }, { name: 'Cleo' }],
      toGrant: [],
      onlyCopy: true,
    })
    const grant = await ada.handlers['case.grant']({ caseId, memberId: ben.memberId })
    expect(codeOf(grant)).toBe('lockbox/not-cleared')

    unwrap(await declare(cleo, 'no-conflict'))
    await exchange(ada, ben, cleo)
    expect(await waitingOf(cleo)).toMatchObject([{ kind: 'check-ties', caseId }])
    const { ties } = unwrap(await cleo.handlers['case.checkTies']({ caseId }))
    expect(ties).toHaveLength(1)
    unwrap(await cleo.handlers['case.acceptTies']({ caseId }))
    expect(unwrap(await cleo.handlers['case.checkTies']({ caseId })).ties).toEqual([])
    expect(codeOf(await ben.handlers['case.checkTies']({ caseId }))).toBe('case/unknown')
    expect(codeOf(await ben.handlers['case.acceptTies']({ caseId }))).toBe('case/unknown')
    for (const folder of [ada.folder, ben.folder, cleo.folder])
      expect(foundIn(folder, ['Gus Pike', 'Hana Reed'])).toEqual([])
  })
})

const bundleFor = async (from: DiskMember, to: DiskMember): Promise<Uint8Array> => {
  const [file] = unwrap(await from.handlers['bundle.make']({ memberIds: [to.memberId] }))
  return file?.bytes as Uint8Array
}

const finish = async (
  { handlers }: DiskMember,
  changes: Partial<IntakeDraft>,
  answers: { membersNamed?: { memberId: MemberId; isSame: boolean }[]; leaveOut?: MemberId[] },
) => {
  const { intakeId, draft } = unwrap(await handlers['intake.start']({ channel: 'phone' }))
  const taken = { ...draft, ...changes } as IntakeDraft
  return handlers['intake.finish']({ intakeId, draft: taken, ...answers })
}

const refusesToFinish = async (
  member: DiskMember,
  changes: Partial<IntakeDraft>,
  memberId: MemberId,
) => {
  const refused = await finish(member, changes, {})
  expect(codeOf(refused)).toBe('notice/member-named')
  expect(refused).toMatchObject({ error: { named: [{ memberId }] } })
  return refused.ok ? null : refused.error
}

const takeNamed = async (
  member: DiskMember,
  changes: Partial<IntakeDraft>,
  membersNamed: { memberId: MemberId; isSame: boolean }[],
  leaveOut: MemberId[] = [],
) => unwrap(await finish(member, changes, { membersNamed, leaveOut }))
