import { describe, expect, it } from 'vitest'
import { openHandoff } from '../../../electron/vault/handoff/open-handoff'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  declare,
  foundIn,
  onlyNotice,
  readersOf,
  setupCommittee,
  waitingOf,
} from '../../support/disk-committee'
import { type DiskMember, exchange, send } from '../../support/disk-members'
import { codeOf, listCases, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()

const leave = ({ handlers }: DiskMember, caseId: CaseId, newOwner: MemberId | null = null) =>
  handlers['case.leave']({ caseId, as: 'recused', newOwner })

const setupCase = async () => {
  const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
  const [ada, ben, cleo] = members
  const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
  await clear(ada, ben, cleo)
  return { clock, ada, ben, cleo, caseId }
}

describe('access to a case', () => {
  it('R24: waits for the owner where the playbook says so', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { playbook } = unwrap(await ada.handlers['committee.get']({}))
    if (!playbook) throw new Error('no playbook')
    const access = { ...playbook.access, grant: 'owner-confirms' as const }
    unwrap(await ada.handlers['playbook.adopt']({ json: JSON.stringify({ ...playbook, access }) }))
    await exchange(ada, ben, cleo)
    const { caseId } = await takeReport(ada.handlers)
    await clear(ada, ben, cleo)
    expect(await accessOf(ada, caseId)).toMatchObject({
      readers: [{ name: 'Ada' }],
      toGrant: expect.arrayContaining([expect.objectContaining({ name: 'Ben' })]),
    })
    expect((await listCases(ben.handlers)).unfilteredTotal).toBe(0)
    expect((await waitingOf(ada)).filter(({ kind }) => kind === 'grant')).toHaveLength(2)
    const grant = () => ada.handlers['case.grant']({ caseId, memberId: ben.memberId })
    unwrap(await grant())
    expect(codeOf(await grant())).toBe('lockbox/already-there')
    await exchange(ada, ben, cleo)
    expect(await readersOf(ben, caseId)).toEqual(['Ada', 'Ben'])
    // A reader who does not own the case waits for its owner too.
    expect((await waitingOf(ben)).filter(({ kind }) => kind === 'grant')).toEqual([])
    const other = await ben.handlers['case.grant']({ caseId, memberId: cleo.memberId })
    expect(codeOf(other)).toBe('access/owner-confirms')
    expect((await listCases(cleo.handlers)).unfilteredTotal).toBe(0)
  })

  it('R28, R45: moves ownership before an owner leaves, and the last one cannot', async () => {
    const { ada, ben, cleo, caseId } = await setupCase()
    expect(codeOf(await leave(ada, caseId))).toBe('case/owner-first')
    expect(codeOf(await declare(ada, 'conflict'))).toBe('case/owner-first')
    const away = 'f'.repeat(32) as MemberId
    expect(codeOf(await leave(ada, caseId, away))).toBe('case/owner-first')
    const setOwners = (primary: MemberId, secondary: MemberId | null) =>
      ada.handlers['case.setOwners']({ caseId, primary, secondary })
    expect(codeOf(await setOwners(away, null))).toBe('access/not-a-reader')
    expect(codeOf(await setOwners(ada.memberId, ada.memberId))).toBe('owners/same-twice')
    expect(codeOf(await setOwners(ada.memberId, null))).toBe('owners/no-change')
    unwrap(await setOwners(ada.memberId, ben.memberId))
    // The second owner takes over.
    unwrap(await declare(ada, 'conflict'))
    expect((await listCases(ada.handlers)).unfilteredTotal).toBe(0)
    await exchange(ada, ben, cleo)
    expect(await accessOf(ben, caseId)).toMatchObject({
      owners: { primary: { name: 'Ben' }, secondary: null },
      left: [{ name: 'Ada', as: 'recused', by: 'Ada' }],
    })
    unwrap(await cleo.handlers['case.leave']({ caseId, as: 'declined', newOwner: null }))
    await send(cleo, ben)
    expect((await accessOf(ben, caseId)).left.map(({ name, as }) => [name, as])).toEqual([
      ['Ada', 'recused'],
      ['Cleo', 'declined'],
    ])
    expect(codeOf(await leave(ben, caseId))).toBe('case/last-reader')
    expect(codeOf(await declare(ben, 'conflict'))).toBe('case/last-reader')
    expect((await listCases(ben.handlers)).total).toBe(1)
  })

  it('keeps a member out whom another excluded, until a majority of the others lets them in', async () => {
    const { ada, ben, cleo, caseId } = await setupCase()
    const about = { caseId, memberId: cleo.memberId }
    const exclude = (memberId: MemberId) => ben.handlers['case.exclude']({ caseId, memberId })
    expect(codeOf(await exclude(ben.memberId))).toBe('member/is-self')
    expect(codeOf(await exclude(ada.memberId))).toBe('case/owner-first')
    const early = await ben.handlers['case.voteReinstate']({ ...about, choice: 'yes' })
    expect(codeOf(early)).toBe('access/not-excluded')
    unwrap(await exclude(cleo.memberId))
    expect(codeOf(await exclude(cleo.memberId))).toBe('access/not-a-reader')
    unwrap(await ben.handlers['case.setOverview']({ caseId, severity: 'high' }))
    await exchange(ada, ben, cleo)
    expect((await listCases(cleo.handlers)).unfilteredTotal).toBe(0)
    expect((await onlyNotice(cleo)).mine).toBe('excluded')
    expect(codeOf(await cleo.handlers['case.voteReinstate']({ ...about, choice: 'yes' }))).toBe(
      'case/unknown',
    )

    unwrap(await ben.handlers['case.voteReinstate']({ ...about, choice: 'yes' }))
    const again = await ben.handlers['case.voteReinstate']({ ...about, choice: 'yes' })
    expect(codeOf(again)).toBe('access/no-change')
    await exchange(ada, ben, cleo)
    expect((await accessOf(ada, caseId)).left).toMatchObject([
      { name: 'Cleo', as: 'excluded', by: 'Ben', reinstatement: { yes: 1, no: 0, needed: 2 } },
    ])
    unwrap(await ada.handlers['case.voteReinstate']({ ...about, choice: 'yes' }))
    await exchange(ada, ben, cleo)
    expect(await readersOf(cleo, caseId)).toEqual(['Ada', 'Ben', 'Cleo'])
    const view = unwrap(await cleo.handlers['case.get']({ caseId }))
    expect(view.severity).toBe('high')
  })

  it('ends for two who recuse at once, and nobody is asked to open what is gone', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'two-leave' })
    await clear(ada, ben)
    unwrap(await leave(ada, caseId))
    unwrap(await leave(ben, caseId))
    await exchange(ada, ben)
    for (const member of [ada, ben]) {
      expect((await listCases(member.handlers)).unfilteredTotal).toBe(0)
      expect(await onlyNotice(member)).toMatchObject({ mine: 'recused', case: null })
      expect(await waitingOf(member)).toEqual([])
      expect(unwrap(await member.handlers['refused.list']({}))).toEqual([])
    }
  })

  it('R29: goes to the mediator when nobody else may take it, and then from the last laptop', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const reporter = { name: 'Iris Vale', contact: 'iris@example.org', pronouns: '' }
    const { caseId } = await takeReport(ada.handlers, { note: 'canary-of-the-story', reporter })
    const phrase = unwrap(await ada.handlers['case.suggestPassphrase']({})).passphrase
    const make = (passphrase: string) => ada.handlers['case.makeHandoff']({ caseId, passphrase })
    await exchange(ada, ben)
    expect(codeOf(await make(phrase))).toBe('handoff/not-needed')
    unwrap(await declare(ben, 'conflict'))
    await exchange(ada, ben)
    expect((await accessOf(ada, caseId)).mediator).toMatchObject({ state: 'needed' })
    expect(codeOf(await leave(ada, caseId))).toBe('case/last-reader')
    expect(codeOf(await ada.handlers['case.recordReceipt']({ caseId }))).toBe('handoff/not-made')
    expect(codeOf(await make('1234'))).toBe('passphrase/too-weak')
    const { bytes } = unwrap(await make(phrase))
    const html = Buffer.from(bytes as Uint8Array).toString('utf8')
    expect(html).not.toContain('canary')
    const sealed = Buffer.from(html.slice('<html>'.length, -'</html>'.length), 'base64')
    expect(await openHandoff(sealed, 'another passphrase that is wrong')).not.toHaveProperty(
      'title',
    )
    expect(sealed.length).toBeGreaterThan(4_000)

    expect((await accessOf(ada, caseId)).mediator.state).toBe('handed-over')
    expect((await listCases(ada.handlers)).total).toBe(1)
    unwrap(await ada.handlers['case.recordReceipt']({ caseId }))
    expect((await listCases(ada.handlers)).unfilteredTotal).toBe(0)
    expect(await onlyNotice(ada)).toMatchObject({ handedOver: true, case: null })
    expect(await waitingOf(ada)).toEqual([])
    expect(foundIn(ada.folder, ['canary-of-the-story', 'Iris Vale'])).toEqual([])
    await exchange(ada, ben)
    expect(await onlyNotice(ben)).toMatchObject({ handedOver: true })
    expect((await listCases(ada.handlers)).unfilteredTotal).toBe(0)
  })
})
