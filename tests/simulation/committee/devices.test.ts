import { cpSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CaseId } from '../../../shared/domain/terms'
import { unwrap } from '../../../shared/errors/result'
import {
  accessOf,
  clear,
  lastMember,
  readersOf,
  setupCommittee,
  waitingOf,
} from '../../support/disk-committee'
import {
  askWith,
  type Clock,
  type DiskMember,
  exchange,
  send,
  startLaptop,
} from '../../support/disk-members'
import { codeOf, listCases, passphrase, setupHomes, takeReport } from '../../support/disk-vault'

const newHome = setupHomes()

/** A laptop that asks to be let in for a member, with a code of another laptop. */
const askForDevice = async (
  inviter: DiskMember,
  owner: DiskMember,
  purpose: 'second' | 'replacement',
  clock: Clock,
) => {
  const { memberId } = owner
  const { code } = unwrap(await inviter.handlers['device.invite']({ memberId, purpose }))
  const asking = await askWith(code, `${owner.name} again`, newHome(), clock)
  const view = unwrap(await inviter.handlers['request.read']({ bytes: asking.request }))
  const laptop: DiskMember = { ...asking, name: owner.name, memberId }
  return { laptop, view, sign: { requestId: view.requestId, wordsCompared: true as const } }
}

const canReadStory = async ({ handlers }: DiskMember, caseId: CaseId) => {
  const view = await handlers['case.get']({ caseId })
  return view.ok && view.value.texts.some(({ state }) => state === 'present')
}

const deviceIdsOf = async (member: DiskMember, name: string) =>
  (await lastMember(member.handlers, name)).devices.map(({ deviceId, state }) => [state, deviceId])

describe('a request of a laptop', () => {
  it('is declined by whoever may, stands no more for anybody, and is not signed afterwards', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const second = await askForDevice(ada, ada, 'second', clock)
    await send(ada, ben)
    const requestsOf = async ({ handlers }: DiskMember) =>
      unwrap(await handlers['request.list']({})).map(({ mine, mayDecline }) => [mine, mayDecline])
    expect(await requestsOf(ben)).toEqual([['not-mine', false]])
    const { requestId } = second.sign
    expect(codeOf(await ben.handlers['request.decline']({ requestId }))).toBe(
      'request/not-yours-to-sign',
    )
    unwrap(await ada.handlers['request.decline']({ requestId }))
    expect(await requestsOf(ada)).toEqual([])
    expect(codeOf(await ada.handlers['request.sign'](second.sign))).toBe('request/unknown')

    // Ben's laptop was not lost: he alone knows, and says so on it.
    const replacement = await askForDevice(ada, ben, 'replacement', clock)
    unwrap(await ada.handlers['request.sign'](replacement.sign))
    await exchange(ada, ben, cleo)
    expect(await requestsOf(ben)).toEqual([['not-mine', true]])
    unwrap(await ben.handlers['request.decline']({ requestId: replacement.sign.requestId }))
    await exchange(ada, ben, cleo)
    for (const member of [ada, ben, cleo]) expect(await requestsOf(member)).toEqual([])
    expect(codeOf(await cleo.handlers['request.sign'](replacement.sign))).toBe('request/unknown')
    expect((await deviceIdsOf(cleo, 'Ben')).map(([state]) => state)).toEqual(['active'])
  })
})

describe('a second laptop of a member', () => {
  it('gets everything that the member has, and the others see both', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
    await clear(ada, ben)
    const foreign = { memberId: ada.memberId, purpose: 'second' as const }
    expect(codeOf(await ben.handlers['device.invite'](foreign))).toBe('device/not-yours')
    const own = await ada.handlers['bundle.make']({ memberIds: [ada.memberId] })
    expect(codeOf(own)).toBe('member/is-self')

    const { laptop, view, sign } = await askForDevice(ada, ada, 'second', clock)
    expect(view).toMatchObject({ purpose: 'second-device', name: 'Ada', needed: 1 })
    await send(ada, ben)
    expect(codeOf(await ben.handlers['request.sign'](sign))).toBe('request/not-yours-to-sign')
    unwrap(await ada.handlers['request.sign'](sign))
    const targets = unwrap(await ada.handlers['bundle.targets']({}))
    expect(targets.map(({ name }) => name)).toEqual(['Ada', 'Ben'])
    await send(ada, laptop)
    expect(await canReadStory(laptop, caseId)).toBe(true)
    expect(await readersOf(laptop, caseId)).toEqual(['Ada', 'Ben'])

    // Ben hears of it, and what either laptop writes reaches the other by him.
    await send(ada, ben)
    unwrap(await laptop.handlers['case.setOverview']({ caseId, severity: 'high' }))
    await send(laptop, ben)
    await send(ben, ada)
    const seen = unwrap(await ada.handlers['case.get']({ caseId }))
    expect(seen.severity).toBe('high')
    const { readers } = await accessOf(ben, caseId)
    expect(readers.find(({ name }) => name === 'Ada')).toMatchObject({ devices: 2 })
  })
})

describe('a lost laptop', () => {
  it('is replaced by two other members, and opens nothing from then on', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
    await clear(ada, ben, cleo)
    const [[, lostId] = []] = await deviceIdsOf(ada, 'Cleo')
    const { laptop, view, sign } = await askForDevice(ada, cleo, 'replacement', clock)
    expect(view).toMatchObject({ purpose: 'replacement-device', name: 'Cleo', needed: 2 })
    unwrap(await ada.handlers['request.sign'](sign))
    expect(codeOf(await ada.handlers['request.sign'](sign))).toBe('request/already-signed')
    expect(unwrap(await ada.handlers['request.list']({}))).toMatchObject([{ signedBy: ['Ada'] }])
    await send(ada, ben)
    await send(ada, cleo)
    expect(codeOf(await cleo.handlers['request.sign'](sign))).toBe('request/not-yours-to-sign')
    expect(await waitingOf(ben)).toMatchObject([{ kind: 'sign-request', name: 'Cleo' }])
    unwrap(await ben.handlers['request.sign'](sign))
    await exchange(ada, ben)
    const devices = await deviceIdsOf(ada, 'Cleo')
    expect(devices.map(([state]) => state)).toEqual(['revoked', 'active'])
    expect(devices[0]?.[1]).toBe(lostId)
    expect((await accessOf(ada, caseId)).rotationOwed).toBe(true)

    await send(ada, laptop)
    expect(unwrap(await laptop.handlers['vault.status']({}))).toMatchObject({
      phase: 'unlocked',
      memberName: 'Cleo',
      membership: 'current',
    })
    expect(await canReadStory(laptop, caseId)).toBe(true)
    unwrap(await ada.handlers['case.setOverview']({ caseId, severity: 'high' }))
    await send(ada, laptop)
    expect(unwrap(await laptop.handlers['case.get']({ caseId })).severity).toBe('high')
    const [file] = unwrap(await ada.handlers['bundle.make']({ memberIds: [cleo.memberId] }))
    const bytes = file?.bytes as Uint8Array
    expect(codeOf(await cleo.handlers['bundle.import']({ bytes }))).toBe('bundle/not-for-you')

    // What the lost laptop still writes counts for nothing.
    unwrap(await cleo.handlers['case.setOverview']({ caseId, severity: 'low' }))
    const [late] = unwrap(await cleo.handlers['bundle.make']({ memberIds: [ada.memberId] }))
    await ada.handlers['bundle.import']({ bytes: late?.bytes as Uint8Array })
    expect(unwrap(await ada.handlers['case.get']({ caseId })).severity).toBe('high')
    const refused = unwrap(await ada.handlers['refused.list']({}))
    expect(refused).toMatchObject([{ where: 'case', by: 'Cleo', code: 'entry/after-cut' }])
  })

  it('is revoked by two others, or by the member at once', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const [[, deviceId = ''] = []] = await deviceIdsOf(ada, 'Cleo')
    const revoke = (member: DiskMember, id = deviceId) =>
      member.handlers['device.revoke']({ deviceId: id, reason: 'lost' })
    expect(codeOf(await revoke(cleo))).toBe('device/this-one')
    expect(codeOf(await revoke(ada, 'f'.repeat(64)))).toBe('device/unknown')
    unwrap(await revoke(ada))
    expect(codeOf(await revoke(ada))).toBe('device/already-asked')
    await exchange(ada, ben)
    const [asked] = (await lastMember(ben.handlers, 'Cleo')).devices
    expect(asked).toMatchObject({ state: 'active', revocationAskedBy: ['Ada'] })
    // Cleo's laptop hears of the first, and goes on.
    await send(ada, cleo)
    unwrap(await revoke(ben))
    expect(codeOf(await revoke(ben))).toBe('device/revoked')
    expect((await lastMember(ben.handlers, 'Cleo')).devices).toMatchObject([{ state: 'revoked' }])
    const targets = await ben.handlers['bundle.make']({ memberIds: [cleo.memberId] })
    expect(codeOf(targets)).toBe('member/gone')

    const second = await askForDevice(ada, ada, 'second', clock)
    unwrap(await ada.handlers['request.sign'](second.sign))
    await send(ada, second.laptop)
    const [[, firstId = ''] = []] = await deviceIdsOf(ada, 'Ada')
    unwrap(await revoke(second.laptop, firstId))
    await send(second.laptop, ben)
    expect((await deviceIdsOf(ben, 'Ada')).map(([state]) => state)).toEqual(['revoked', 'active'])
  })
})

describe('a restored folder', () => {
  it('goes on as a device of its own, with everything and with the others', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
    await clear(ada, ben)
    unwrap(await ben.handlers['vault.lock']({}))
    const home = newHome()
    const folder = `${home}/vaults/restored`
    cpSync(ben.folder, folder, { recursive: true })
    const laptop = await startLaptop('Ben, later', home, clock)
    const opened = unwrap(await laptop.handlers['vault.unlock']({ folder, passphrase }))
    expect(opened.phase).toBe('moved-or-restored')
    unwrap(await laptop.handlers['vault.answerMoved']({ answer: 'restored' }))
    const again: DiskMember = { ...ben, ...laptop, home, folder }
    expect(await canReadStory(again, caseId)).toBe(true)
    unwrap(await again.handlers['case.setOverview']({ caseId, severity: 'high' }))
    await exchange(again, ada)
    expect(unwrap(await ada.handlers['case.get']({ caseId })).severity).toBe('high')
    unwrap(await ada.handlers['case.setOverview']({ caseId, severity: 'low' }))
    await send(ada, again)
    expect(unwrap(await again.handlers['case.get']({ caseId })).severity).toBe('low')
    expect(unwrap(await ada.handlers['refused.list']({}))).toEqual([])
    expect((await listCases(again.handlers)).total).toBe(1)
  })
})

describe('a copied folder', () => {
  it('stands still where both copies wrote, and reads on', async () => {
    const { clock, members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeReport(ada.handlers, { note: 'The first words.' })
    await clear(ada, ben)
    unwrap(await ben.handlers['vault.lock']({}))
    const home = newHome()
    const folder = `${home}/vaults/copied`
    cpSync(ben.folder, folder, { recursive: true })
    unwrap(await ben.handlers['vault.unlock']({ folder: ben.folder, passphrase }))
    const laptop = await startLaptop('Ben, twice', home, clock)
    unwrap(await laptop.handlers['vault.unlock']({ folder, passphrase }))
    unwrap(await laptop.handlers['vault.answerMoved']({ answer: 'moved' }))
    const copy: DiskMember = { ...ben, ...laptop, home, folder }
    unwrap(await ben.handlers['case.setOverview']({ caseId, severity: 'high' }))
    unwrap(await copy.handlers['case.setOverview']({ caseId, severity: 'low' }))
    await send(ben, ada)
    await send(copy, ada)
    // Neither branch says anything that counts, and what came before stands.
    const seen = unwrap(await ada.handlers['case.get']({ caseId }))
    expect(seen.severity).toBe('unrated')
    const refused = unwrap(await ada.handlers['refused.list']({}))
    expect(refused.map(({ by, code }) => [by, code])).toContainEqual(['Ben', 'entry/forked'])
    unwrap(await ada.handlers['case.setOverview']({ caseId, severity: 'medium' }))
    await send(ada, ben)
    expect((await accessOf(ben, caseId)).state).toBe('frozen')
    const write = { caseId, severity: 'high' as const }
    expect(codeOf(await ben.handlers['case.setOverview'](write))).toBe('device/frozen')
    expect(unwrap(await ben.handlers['case.get']({ caseId })).severity).toBe('medium')
  })
})
