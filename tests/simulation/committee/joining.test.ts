import { describe, expect, it } from 'vitest'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { unwrap } from '../../../shared/errors/result'
import { noticesOf, setupCommittee, waitingOf } from '../../support/disk-committee'
import { askToJoin, askWith, exchange, foundAs, joinAs, send } from '../../support/disk-members'
import { codeOf, passphrase, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()
const dayMs = 86_400_000
const person = (name: string): IntakeDraft['people'][number] => ({
  role: 'reported',
  name,
  handles: [],
  aliases: [],
  employer: '',
  pronouns: '',
})

describe('an invitation', () => {
  it('is good once, for a week, until it is withdrawn', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada'])
    const [ada] = members
    const issue = async (forName: string) =>
      unwrap(await ada.handlers['invitation.issue']({ forName }))
    const withdrawn = await issue('Ben')
    const withdraw = () =>
      ada.handlers['invitation.withdraw']({ invitationId: withdrawn.invitationId })
    unwrap(await withdraw())
    expect(codeOf(await withdraw())).toBe('invitation/withdrawn')
    const ben = await askWith(withdrawn.code, 'Ben', newHome(), clock)
    expect(codeOf(await ada.handlers['request.read']({ bytes: ben.request }))).toBe(
      'invitation/unknown',
    )

    const once = await issue('Cleo')
    const cleo = await askWith(once.code, 'Cleo', newHome(), clock)
    const read = () => ada.handlers['request.read']({ bytes: cleo.request })
    const view = unwrap(await read())
    expect(view).toMatchObject({ name: 'Cleo', needed: 1, mine: 'may-sign' })
    expect(view.fingerprintWords).toEqual(cleo.fingerprintWords)
    // The same file, looked at again, is the same request.
    expect(unwrap(await read())).toEqual(view)
    const mallory = await askWith(once.code, 'Mallory', newHome(), clock)
    expect(codeOf(await ada.handlers['request.read']({ bytes: mallory.request }))).toBe(
      'invitation/used',
    )
    const used = await ada.handlers['invitation.withdraw']({ invitationId: once.invitationId })
    expect(codeOf(used)).toBe('invitation/used')
    unwrap(await ada.handlers['request.decline']({ requestId: view.requestId }))
    expect(codeOf(await ada.handlers['request.decline']({ requestId: view.requestId }))).toBe(
      'request/unknown',
    )
    expect(codeOf(await read())).toBe('request/already-there')

    const late = await issue('Dana')
    const dana = await askWith(late.code, 'Dana', newHome(), clock)
    clock.nowMs += 8 * dayMs
    expect(codeOf(await ada.handlers['request.read']({ bytes: dana.request }))).toBe(
      'invitation/expired',
    )
    expect(codeOf(await ada.handlers['join.readCode']({ code: late.code }))).toBe(
      'invitation/expired',
    )
    const states = unwrap(await ada.handlers['invitation.list']({})).map(({ state }) => state)
    expect(states.sort()).toEqual(['expired', 'used', 'withdrawn'])
  })

  it('lets a laptop wait, locked and unlocked again, for its inviter and nobody else', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const cleo = await askToJoin('Cleo', newHome(), clock, ada)
    const sign = { requestId: cleo.view.requestId, wordsCompared: true as const }
    expect(codeOf(await cleo.handlers['case.search']({ text: 'x', limit: 1 }))).toBe('join/waiting')
    expect(codeOf(await cleo.handlers['notice.list']({ show: 'all' }))).toBe('join/waiting')
    const before = unwrap(await cleo.handlers['join.request']({}))
    unwrap(await cleo.handlers['vault.lock']({}))
    expect(codeOf(await cleo.handlers['join.request']({}))).toBe('vault/locked')
    unwrap(await cleo.handlers['vault.unlock']({ folder: cleo.folder, passphrase }))
    expect(unwrap(await cleo.handlers['join.request']({}))).toEqual(before)

    unwrap(await ada.handlers['request.sign'](sign))
    expect(codeOf(await ada.handlers['request.sign'](sign))).toBe('request/already-signed')
    await send(ada, ben)
    expect(await waitingOf(ben)).toMatchObject([{ kind: 'sign-request', name: 'Cleo' }])
    unwrap(await ben.handlers['request.sign'](sign))
    const { members: list } = unwrap(await ben.handlers['member.list']({}))
    const memberId = list.find(({ name }) => name === 'Cleo')?.memberId as never
    const [early] = unwrap(await ben.handlers['bundle.make']({ memberIds: [memberId] }))
    const bytes = early?.bytes as Uint8Array
    expect(codeOf(await cleo.handlers['bundle.preview']({ bytes }))).toBe(
      'bundle/sender-not-a-member',
    )
    expect(codeOf(await cleo.handlers['bundle.import']({ bytes }))).toBe(
      'bundle/sender-not-a-member',
    )

    await send(ben, ada)
    await send(ada, { ...cleo, memberId })
    expect(unwrap(await cleo.handlers['vault.status']({}))).toMatchObject({
      phase: 'unlocked',
      memberName: 'Cleo',
      membership: 'current',
    })
    expect(codeOf(await cleo.handlers['join.request']({}))).toBe('join/not-waiting')
    unwrap(await cleo.handlers['bundle.import']({ bytes }))
  })

  it('R71: warns of an employer at its cap, and refuses where the playbook does', async () => {
    const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
    const ada = await foundAs('Ada', newHome(), clock, 'kubernetes')
    const asked = await askToJoin('Ben', newHome(), clock, ada, { employer: 'tidewater  labs' })
    expect(asked.view.employerCap).toMatchObject({ members: 2, cap: 1, refuses: true })
    expect(asked.view.mine).toBe('may-sign')
    const signed = await ada.handlers['request.sign']({
      requestId: asked.view.requestId,
      wordsCompared: true,
    })
    expect(codeOf(signed)).toBe('member/employer-cap')
    const cleo = await askToJoin('Cleo', newHome(), clock, ada)
    expect(cleo.view.employerCap).toBeNull()
  })
})

describe('the newcomer gate', () => {
  it('keeps a case from who is named in it, and tells newcomers of the other open ones', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const named = await takeReport(ada.handlers, { people: [person('Cleo Marsh')] })
    const open = await takeReport(ada.handlers, { people: [person('Gus Pike')] })
    const closed = await takeReport(ada.handlers, { people: [person('Hana Reed')] })
    unwrap(await ada.handlers['case.setStatus']({ caseId: closed.caseId, status: 'closed' }))

    const asked = await askToJoin('Cleo Marsh', newHome(), clock, ada)
    expect(asked.view.namedIn).toEqual([named])
    await send(ada, ben)
    // Ben reads none of the cases: he is shown nothing of them.
    const [seen] = unwrap(await ben.handlers['request.list']({}))
    expect(seen).toMatchObject({ name: 'Cleo Marsh', namedIn: [] })

    const sign = { requestId: asked.view.requestId, wordsCompared: true as const }
    unwrap(await ada.handlers['request.sign'](sign))
    await send(ada, ben)
    unwrap(await ben.handlers['request.sign'](sign))
    await send(ben, ada)
    const { members: list } = unwrap(await ada.handlers['member.list']({}))
    const memberId = list.find(({ name }) => name === 'Cleo Marsh')?.memberId as never
    const cleo = { ...asked, memberId }
    await send(ada, cleo)
    await exchange(ada, ben, cleo)
    expect((await noticesOf(cleo)).map(({ reportedNames }) => reportedNames)).toEqual([
      ['Gus Pike'],
    ])
    expect(await noticesOf(ben)).toHaveLength(3)

    const all = await noticesOf(ada)
    const noticeOf = (caseId: string) =>
      all.find((notice) => notice.case?.caseId === caseId)?.noticeId as never
    const share = (caseId: string) =>
      ada.handlers['notice.share']({ noticeId: noticeOf(caseId), memberId })
    expect(codeOf(await share(named.caseId))).toBe('notice/member-reported')
    expect(codeOf(await share(open.caseId))).toBe('notice/already-told')
    unwrap(await share(closed.caseId))
    await send(ada, cleo)
    expect(await noticesOf(cleo)).toHaveLength(2)
    // Ben has the notice alone, and it says enough.
    const other = await ben.handlers['notice.share']({ noticeId: noticeOf(named.caseId), memberId })
    expect(codeOf(other)).toBe('notice/member-reported')
  })

  it('lets a founder sign alone, and asks for two from then on', async () => {
    const clock = { nowMs: Date.UTC(2026, 4, 4, 22, 0) }
    const ada = await foundAs('Ada', newHome(), clock)
    await joinAs('Ben', newHome(), clock, ada)
    const cleo = await askToJoin('Cleo', newHome(), clock, ada)
    expect(cleo.view.needed).toBe(2)
    unwrap(
      await ada.handlers['request.sign']({ requestId: cleo.view.requestId, wordsCompared: true }),
    )
    const { members } = unwrap(await ada.handlers['member.list']({}))
    expect(members.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
    expect(unwrap(await ada.handlers['request.list']({}))).toMatchObject([
      { name: 'Cleo', signedBy: ['Ada'], mine: 'signed', needed: 2 },
    ])
  })
})
