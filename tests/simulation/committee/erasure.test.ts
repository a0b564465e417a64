import { describe, expect, it } from 'vitest'
import { unwrap } from '../../../shared/errors/result'
import { clear, declare, foundIn, onlyNotice, setupCommittee } from '../../support/disk-committee'
import { type DiskMember, exchange, send } from '../../support/disk-members'
import {
  codeOf,
  listCases,
  passphrase,
  readAllFiles,
  setupHomes,
  takeReport,
} from '../../support/disk-vault'

const newHome = setupHomes()

const canaries = ['canary-note', 'canary-person', 'canary-task', 'canary-reporter', 'canary-place']

const takeCanaries = ({ handlers }: DiskMember) =>
  takeReport(handlers, {
    note: 'canary-note',
    reporter: { name: 'canary-reporter', contact: '', pronouns: '' },
    safety: { location: 'canary-place', clothing: '', meetingPlace: '' },
    people: [
      {
        role: 'witness',
        name: 'canary-person',
        handles: [],
        aliases: [],
        employer: '',
        pronouns: '',
      },
    ],
  })

/** What any row of a vault still answers about a case, as text. */
const everythingAbout = async ({ handlers }: DiskMember, caseId: never) =>
  JSON.stringify([
    await listCases(handlers),
    await handlers['case.search']({ text: 'canary', limit: 50 }),
    await handlers['case.get']({ caseId }),
    await handlers['case.history']({ caseId, offset: 0, limit: 100 }),
    await handlers['text.open']({ caseId, name: 'narrative' }),
    await handlers['case.access']({ caseId }),
    await handlers['case.openSafety']({ caseId }),
    await handlers['notice.list']({ show: 'all' }),
    await handlers['waiting.list']({}),
    await handlers['refused.list']({}),
    await handlers['intake.list']({}),
  ])

describe('a recusal', () => {
  it('R28: leaves nothing readable behind, in answers, in files or in later bundles', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId } = await takeCanaries(ada)
    await clear(ada, ben, cleo)
    unwrap(await ben.handlers['case.addTask']({ caseId, title: 'canary-task', detail: '' }))
    // Ben has worked with it: it was searched, opened and kept as a checkpoint.
    expect(await everythingAbout(ben, caseId as never)).toContain('canary-person')
    unwrap(await ben.handlers['case.leave']({ caseId, as: 'recused', newOwner: null }))
    const about = await everythingAbout(ben, caseId as never)
    for (const canary of canaries) expect(about).not.toContain(canary)
    expect(foundIn(ben.folder, [...canaries, caseId])).toEqual([])
    const [file] = unwrap(await ben.handlers['bundle.make']({ memberIds: [cleo.memberId] }))
    const sealed = Buffer.from(file?.bytes as Uint8Array)
    for (const canary of [...canaries, caseId]) expect(sealed.includes(canary)).toBe(false)

    // After a lock and an unlock it is as gone, and an older bundle does not bring it back.
    const [older] = unwrap(await cleo.handlers['bundle.make']({ memberIds: [ben.memberId] }))
    unwrap(await ben.handlers['vault.lock']({}))
    unwrap(await ben.handlers['vault.unlock']({ folder: ben.folder, passphrase }))
    unwrap(await ben.handlers['bundle.import']({ bytes: older?.bytes as Uint8Array }))
    expect(codeOf(await ben.handlers['case.get']({ caseId }))).toBe('case/unknown')
    await exchange(ada, ben, cleo)
    unwrap(await ada.handlers['case.addTask']({ caseId, title: 'canary-later', detail: '' }))
    await exchange(ada, ben, cleo)
    const after = await everythingAbout(ben, caseId as never)
    for (const canary of [...canaries, 'canary-later']) expect(after).not.toContain(canary)
    // The task that Ben entered himself arrived before he left, sealed, with his last bytes.
    const tasks = unwrap(await cleo.handlers['case.get']({ caseId })).tasks
    expect(tasks.map(({ title }) => title)).toEqual(['canary-task', 'canary-later'])
  })

  it('lets who comes back in after the others agreed, with everything', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben', 'Cleo'])
    const [ada, ben, cleo] = members
    const { caseId } = await takeCanaries(ada)
    await clear(ada, ben, cleo)
    unwrap(await declare(ben, 'conflict'))
    await exchange(ada, ben, cleo)
    unwrap(await declare(ben, 'no-conflict'))
    await exchange(ada, ben, cleo)
    expect((await listCases(ben.handlers)).unfilteredTotal).toBe(0)
    for (const member of [ada, cleo]) {
      const vote = { caseId, memberId: ben.memberId, choice: 'yes' as const }
      unwrap(await member.handlers['case.voteReinstate'](vote))
    }
    await exchange(ada, ben, cleo)
    expect(await everythingAbout(ben, caseId as never)).toContain('canary-person')
    expect((await onlyNotice(ben)).mine).toBe('cleared')
  })
})

describe('a lock', () => {
  it('leaves every row closed and no canary in a file', async () => {
    const { members } = await setupCommittee(newHome, ['Ada', 'Ben'])
    const [ada, ben] = members
    const { caseId } = await takeCanaries(ada)
    await clear(ada, ben)
    await send(ada, ben)
    unwrap(await ben.handlers['vault.lock']({}))
    expect(codeOf(await ben.handlers['case.get']({ caseId }))).toBe('vault/locked')
    expect(codeOf(await ben.handlers['bundle.targets']({}))).toBe('vault/locked')
    expect(codeOf(await ben.handlers['notice.list']({ show: 'all' }))).toBe('vault/locked')
    expect(JSON.stringify(ben.events)).not.toContain('canary')
    expect(readAllFiles(ben.folder).length).toBeGreaterThan(1)
    expect(foundIn(ben.folder, canaries)).toEqual([])
  })
})
