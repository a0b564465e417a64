import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import { type DiskMember, exchange, foundAs, joinAs, send } from '../../support/disk-members'
import { codeOf, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()

const setupThree = async () => {
  const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
  const ada = await foundAs('Ada', newHome(), clock)
  const ben = await joinAs('Ben', newHome(), clock, ada)
  const cleo = await joinAs('Cleo', newHome(), clock, ada, [ben])
  await exchange(ada, ben, cleo)
  return { clock, ada, ben, cleo }
}

const onlyNotice = async ({ handlers }: DiskMember) => {
  const [notice] = unwrap(await handlers['notice.list']({ show: 'all' }))
  if (!notice) throw new Error('no notice')
  return notice
}

const casesOf = async ({ handlers }: DiskMember) =>
  unwrap(
    await handlers['case.list']({
      filter: { status: [], channel: [], severity: [], overdueOnly: false },
      sort: 'received',
      descending: true,
      offset: 0,
      limit: 50,
    }),
  )

const declare = async (member: DiskMember, answer: 'no-conflict' | 'conflict') => {
  const { noticeId, version } = await onlyNotice(member)
  return member.handlers['notice.declare']({ noticeId, version, answer })
}

describe('a committee of three', () => {
  it('lets in who two members signed in, and everyone knows everyone', async () => {
    const { ada, ben, cleo } = await setupThree()
    for (const { handlers } of [ada, ben, cleo]) {
      const { members } = unwrap(await handlers['member.list']({}))
      expect(members.map(({ name, state }) => [name, state])).toEqual([
        ['Ada', 'current'],
        ['Ben', 'current'],
        ['Cleo', 'current'],
      ])
      expect(members[2]?.signedInBy).toEqual(['Ada', 'Ben'])
      expect(members.map(({ agreementVersion }) => agreementVersion)).toEqual(['1', '1', '1'])
    }
  })

  it('R24, R25, R27: opens a case for who has no conflict, and for nobody else', async () => {
    const { ada, ben, cleo } = await setupThree()
    const { caseId } = await takeReport(ada.handlers, {
      note: 'Someone shouted at a speaker behind the stage.',
    })
    await exchange(ada, ben, cleo)
    expect(await casesOf(ben)).toMatchObject({ total: 0, unfilteredTotal: 0 })
    expect(await onlyNotice(ben)).toMatchObject({ mine: 'asked', case: null, openedBy: 'Ada' })
    expect(unwrap(await ben.handlers['waiting.list']({}))).toMatchObject([{ kind: 'declare' }])

    unwrap(await declare(ben, 'no-conflict'))
    unwrap(await declare(cleo, 'conflict'))
    await exchange(ada, ben, cleo)

    expect((await casesOf(ben)).rows).toMatchObject([{ caseId }])
    const text = unwrap(await ben.handlers['text.open']({ caseId, name: 'narrative' }))
    expect(text.state).toBe('present')
    expect(await casesOf(cleo)).toMatchObject({ total: 0, unfilteredTotal: 0 })
    expect(await onlyNotice(cleo)).toMatchObject({ mine: 'conflict', case: null })
    expect(codeOf(await cleo.handlers['case.get']({ caseId }))).toBe('case/unknown')

    const access = unwrap(await ada.handlers['case.access']({ caseId }))
    expect(access.readers.map(({ name, grantedBy }) => [name, grantedBy])).toEqual(
      expect.arrayContaining([
        ['Ada', 'Ada'],
        ['Ben', 'Ada'],
      ]),
    )
    expect(access.left).toMatchObject([{ name: 'Cleo', as: 'conflict' }])
    expect(access.onlyCopy).toBe(false)
  })

  it('R28: recusing drops the case here, and nothing written later opens', async () => {
    const { ada, ben, cleo } = await setupThree()
    const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
    await exchange(ada, ben, cleo)
    unwrap(await declare(ben, 'no-conflict'))
    await exchange(ada, ben, cleo)
    expect((await casesOf(ben)).total).toBe(1)

    unwrap(await ben.handlers['case.leave']({ caseId, as: 'recused', newOwner: null }))
    expect((await casesOf(ben)).unfilteredTotal).toBe(0)
    expect(codeOf(await ben.handlers['case.get']({ caseId }))).toBe('case/unknown')

    await send(ben, ada)
    expect(unwrap(await ada.handlers['case.access']({ caseId }))).toMatchObject({
      rotationOwed: true,
      left: [{ name: 'Ben', as: 'recused' }],
    })
    unwrap(await ada.handlers['case.setOverview']({ caseId, severity: 'high' }))
    expect(unwrap(await ada.handlers['case.access']({ caseId })).rotationOwed).toBe(false)
    await send(ada, ben)
    expect((await casesOf(ben)).unfilteredTotal).toBe(0)
  })
})
