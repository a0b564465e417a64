import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyDraft, type IntakeDraft } from '../../../../../shared/domain/intake'
import { unwrap } from '../../../../../shared/errors/result'
import { somebody } from '../../../../support/case-builder'
import {
  codeOf,
  foundDiskVault,
  listCases,
  liveDevicesOf,
  passphrase,
  setupHomes,
  startDiskVault,
  takeReport,
} from '../../../../support/disk-vault'
import { setupVault } from '../../../../support/test-vault'

/** Ways in which a report or an erasure could quietly be lost: each was possible once. */
const newHome = setupHomes()

const found = () => foundDiskVault({ home: newHome() })
const takeNightCall = async (
  { handlers }: Pick<Awaited<ReturnType<typeof startDiskVault>>, 'handlers'>,
  folder: string,
  note: string,
  ended: boolean,
) => {
  const { intakeId, draft } = unwrap(await handlers['night.start']({ folder, channel: 'phone' }))
  const written = { ...draft, note } as IntakeDraft
  unwrap(await handlers['night.save']({ folder, intakeId, draft: written, ended }))
  return { intakeId, draft: written }
}
describe('the passphrase of a vault that is open', () => {
  it('is told from another one, which changes nothing', async () => {
    const { handlers } = await found()
    unwrap(await handlers['vault.checkPassphrase']({ passphrase }))
    const wrong = await handlers['vault.checkPassphrase']({ passphrase: `${passphrase}s` })
    expect(codeOf(wrong)).toBe('vault/wrong-passphrase')
    expect(unwrap(await handlers['vault.status']({})).phase).toBe('unlocked')
    unwrap(await handlers['vault.checkPassphrase']({ passphrase }))
  })

  it('is not checked for a vault that is locked', async () => {
    const { handlers } = await found()
    await handlers['vault.lock']({})
    const refused = await handlers['vault.checkPassphrase']({ passphrase })
    expect(codeOf(refused)).toBe('vault/locked')
  })
})

describe('an erasure', () => {
  it('is cleaned off the disk even when another cleaning is running already', async () => {
    const { handlers, openCase, store } = await setupVault()
    let release: () => void = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const began: string[] = []
    const purge = store.purge.bind(store)
    Object.assign(store, {
      purge: async () => {
        began.push('purge')
        if (began.length === 1) await gate
        return purge()
      },
    })
    const { caseId } = await openCase({ note: 'the magpie paragraph' })
    const { intakeId } = unwrap(await handlers['intake.start']({ channel: 'phone' }))
    unwrap(await handlers['intake.discard']({ intakeId }))
    const erased = handlers['case.eraseText']({ caseId, name: 'narrative' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    release()
    unwrap(await erased)
    expect(began).toHaveLength(2)
    expect(store.db.exec("SELECT key FROM local WHERE key = 'purge-owed'")).toEqual([])
  })

  it('is not undone by somebody who reads the text in the same moment', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase({ note: 'the magpie paragraph' })
    const erasing = handlers['case.eraseText']({ caseId, name: 'narrative' })
    await handlers['text.open']({ caseId, name: 'narrative' })
    unwrap(await erasing)
    const hits = unwrap(await handlers['case.search']({ text: 'magpie', limit: 5 })).hits
    expect(hits).toEqual([])
    const opened = unwrap(await handlers['text.open']({ caseId, name: 'narrative' }))
    expect(opened).toMatchObject({ state: 'erased' })
    expect(opened.update.length).toBeLessThan(10)
  })

  it('of an identity takes the ones before it was corrected with it (R20)', async () => {
    const { handlers, openCase, store } = await setupVault()
    const first = { name: 'Noor Haddad', contact: '', pronouns: '' }
    const { caseId } = await openCase({ reporter: first } as Partial<IntakeDraft>)
    unwrap(
      await handlers['case.recordIdentity']({ caseId, identity: { ...first, contact: 'desk' } }),
    )
    const { reporter } = unwrap(await handlers['case.get']({ caseId }))
    if (reporter.partId === null) throw new Error('no identity')
    unwrap(await handlers['case.erasePart']({ caseId, partId: reporter.partId }))
    expect(unwrap(await handlers['case.get']({ caseId })).reporter.state).toBe('erased')
    expect(store.db.exec('SELECT * FROM part')).toEqual([])
  })

  it('of one part of a text takes the whole text, which can then be written anew', async () => {
    const { handlers, openCase } = await setupVault()
    const { caseId } = await openCase({ note: 'first words' })
    const history = unwrap(await handlers['case.history']({ caseId, offset: 0, limit: 100 }))
    const partId = history.rows.find(({ kind }) => kind === 'text.updated')?.parts[0]?.partId
    if (partId === undefined) throw new Error('no text part')
    unwrap(await handlers['case.erasePart']({ caseId, partId }))
    expect(unwrap(await handlers['text.open']({ caseId, name: 'narrative' })).state).toBe('erased')
  })
})

describe('a long note', () => {
  it('of many short lines is all there in its case', async () => {
    const { handlers, openCase } = await setupVault()
    const line = '会議の廊下で声をかけられた'
    const note = Array.from({ length: 14_000 }, () => line).join('\n')
    await openCase({ note: `${note}\nlighthouse` })
    const hits = unwrap(await handlers['case.search']({ text: 'lighthouse', limit: 5 })).hits
    expect(hits.map(({ field }) => field)).toEqual(['narrative'])
  })
})

describe('an intake', () => {
  it('that could not be read back as a case is refused while its draft still stands', async () => {
    const { handlers } = await setupVault()
    const { intakeId } = unwrap(await handlers['intake.start']({ channel: 'email' }))
    const draft = emptyDraft('email', 8_640_000_000_000_000)
    expect(codeOf(await handlers['intake.finish']({ intakeId, draft }))).toBe(
      'contract/invalid-input',
    )
    expect(unwrap(await handlers['intake.list']({}))).toHaveLength(1)
  })

  it('with many reported people announces every one of them (R27)', async () => {
    const { openCase, handlers, session } = await setupVault()
    const people = Array.from({ length: 30 }, (_, n) => ({ ...somebody, name: `Person ${n}` }))
    const { caseId } = await openCase({ people } as Partial<IntakeDraft>)
    unwrap(await handlers['case.addPerson']({ caseId, person: { ...somebody, role: 'witness' } }))
    const notice = session.vault.cases.get(caseId)?.facts['case.opened'][0]?.content.noticeSpace
    const entries = session.vault.ledger.entriesOf(notice as string)
    expect(entries[0]?.content).toMatchObject({ reportedNames: { length: 30 } })
    expect(entries.map(({ kind }) => kind)).toEqual(['notice.opened', 'conflict.declared'])
  })
})

describe('a call at a locked laptop', () => {
  it('is kept by a vault process that came back after a crash', async () => {
    const vault = await found()
    await vault.handlers['vault.lock']({})
    const { intakeId, draft } = await takeNightCall(vault, vault.folder, 'before', false)
    const again = await startDiskVault({ home: vault.home })
    unwrap(
      await again.handlers['night.save']({
        folder: vault.folder,
        intakeId,
        draft: { ...draft, note: 'after' } as IntakeDraft,
        ended: false,
      }),
    )
    unwrap(await again.handlers['vault.unlock']({ folder: vault.folder, passphrase }))
    const [open] = unwrap(await again.handlers['intake.list']({}))
    expect(open?.draft.note).toBe('after')
  })

  it('never brings older words back over newer ones', async () => {
    const vault = await found()
    const { handlers, folder } = vault
    await handlers['vault.lock']({})
    const { intakeId, draft } = await takeNightCall(vault, folder, 'in the dark', false)
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    const late = { folder, intakeId, draft, ended: false }
    expect(codeOf(await handlers['night.save'](late))).toBe('intake/unknown')
    const newer = { ...draft, note: 'much more, in the light' } as IntakeDraft
    unwrap(await handlers['intake.save']({ intakeId, draft: newer }))
    await handlers['vault.lock']({})
    unwrap(await handlers['night.save'](late))
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    const [open] = unwrap(await handlers['intake.list']({}))
    expect(open?.draft.note).toBe('much more, in the light')
  })

  it('comes in after the folder was restored and got a new device', async () => {
    const vault = await found()
    await vault.handlers['vault.lock']({})
    await takeNightCall(vault, vault.folder, 'taken before', true)
    const restored = await startDiskVault({ home: vault.home, machineId: 'another laptop' })
    unwrap(await restored.handlers['vault.unlock']({ folder: vault.folder, passphrase }))
    unwrap(await restored.handlers['vault.answerMoved']({ answer: 'restored' }))
    expect((await listCases(restored.handlers)).total).toBe(1)
    expect(readdirSync(join(vault.folder, 'inbox'))).toEqual([])
  })
})

describe('a vault that can only be read', () => {
  const loseJournal = (folder: string) => {
    for (const name of readdirSync(folder))
      if (name.startsWith('journal-')) rmSync(join(folder, name))
  }
  const setup = async () => {
    const vault = await found()
    await takeReport(vault.handlers, { note: 'kept in the image' })
    await vault.handlers['vault.lock']({})
    loseJournal(vault.folder)
    return vault
  }

  it('opens on another laptop all the same, and is asked about again', async () => {
    const vault = await setup()
    const elsewhere = await startDiskVault({ home: vault.home, machineId: 'another laptop' })
    const { handlers } = elsewhere
    const unlock = () => handlers['vault.unlock']({ folder: vault.folder, passphrase })
    expect(unwrap(await unlock()).phase).toBe('moved-or-restored')
    expect(unwrap(await handlers['vault.answerMoved']({ answer: 'restored' }))).toMatchObject({
      phase: 'unlocked',
      readOnly: 'journal-missing',
    })
    expect((await listCases(elsewhere.handlers)).total).toBe(1)
    await handlers['vault.lock']({})
    expect(unwrap(await unlock()).phase).toBe('moved-or-restored')
  })

  const newPassphrase = 'seven quiet lanterns by the pond'

  it('opens with the recovery key, says that the old passphrase stays, and keeps it', async () => {
    const { handlers, folder, recoveryKey } = await setup()
    expect(
      unwrap(await handlers['vault.recover']({ folder, recoveryKey, newPassphrase })),
    ).toMatchObject({
      phase: 'unlocked',
      readOnly: 'journal-missing',
      warnings: ['passphrase-not-changed', 'recovery-unconfirmed'],
    })
    unwrap(await handlers['vault.acceptWarning']({ warning: 'passphrase-not-changed' }))
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({
      warnings: ['recovery-unconfirmed'],
    })
    await handlers['vault.lock']({})
    const unlock = (typed: string) => handlers['vault.unlock']({ folder, passphrase: typed })
    expect(codeOf(await unlock(newPassphrase))).toBe('vault/wrong-passphrase')
    expect(unwrap(await unlock(passphrase))).toMatchObject({ warnings: ['recovery-unconfirmed'] })
  })

  it('says so on another laptop too, once it was answered whether the folder was moved', async () => {
    const { home, folder, recoveryKey } = await setup()
    const { handlers } = await startDiskVault({ home, machineId: 'another laptop' })
    const recovered = await handlers['vault.recover']({ folder, recoveryKey, newPassphrase })
    expect(unwrap(recovered).phase).toBe('moved-or-restored')
    expect(unwrap(await handlers['vault.answerMoved']({ answer: 'moved' }))).toMatchObject({
      readOnly: 'journal-missing',
      warnings: ['passphrase-not-changed', 'recovery-unconfirmed'],
    })
  })

  it('says so until the passphrase was changed after all', async () => {
    const { handlers, folder, recoveryKey } = await setup()
    unwrap(await handlers['vault.recover']({ folder, recoveryKey, newPassphrase }))
    unwrap(await handlers['vault.acceptWarning']({ warning: 'journal-missing' }))
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({
      readOnly: null,
      warnings: ['passphrase-not-changed', 'recovery-unconfirmed'],
    })
    unwrap(await handlers['vault.changePassphrase']({ current: passphrase, next: newPassphrase }))
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({
      warnings: ['recovery-unconfirmed'],
    })
  })

  it('goes on from what verified only at the word for that very damage', async () => {
    const { handlers, folder } = await setup()
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    for (const warning of ['clock-set-back', 'cloud-folder', 'image-damaged']) {
      await handlers['vault.acceptWarning']({ warning })
      expect(unwrap(await handlers['vault.status']({}))).toMatchObject({
        readOnly: 'journal-missing',
      })
    }
    unwrap(await handlers['vault.acceptWarning']({ warning: 'journal-missing' }))
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({ readOnly: null })
  })

  it('because it is older than last seen goes on as a new device', async () => {
    const vault = await found()
    const { handlers, folder } = vault
    await takeReport(handlers, { note: 'first' })
    await handlers['vault.lock']({})
    const backup = join(newHome(), 'backup')
    cpSync(folder, backup, { recursive: true })
    unwrap(await handlers['vault.unlock']({ folder, passphrase }))
    await takeReport(handlers, { note: 'second' })
    const before = (await liveDevicesOf(handlers))[0]?.deviceId
    await handlers['vault.lock']({})
    rmSync(folder, { recursive: true })
    cpSync(backup, folder, { recursive: true })
    expect(unwrap(await handlers['vault.unlock']({ folder, passphrase }))).toMatchObject({
      readOnly: 'older-than-last-seen',
    })
    unwrap(await handlers['vault.acceptWarning']({ warning: 'older-than-last-seen' }))
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({ readOnly: null })
    const devices = await liveDevicesOf(handlers)
    expect(devices.map(({ deviceId }) => deviceId)).not.toContain(before)
    await takeReport(handlers, { note: 'third' })
    expect((await listCases(vault.handlers)).total).toBe(2)
  })
})
