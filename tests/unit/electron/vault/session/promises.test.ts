import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { textFragmentOf } from '../../../../../shared/document'
import type { IntakeDraft } from '../../../../../shared/domain/intake'
import { unwrap } from '../../../../../shared/errors/result'
import {
  codeOf,
  foundDiskVault,
  founding,
  liveDevicesOf,
  passphrase,
  readAllFiles,
  setupHomes,
  startDiskVault,
  takeReport,
} from '../../../../support/disk-vault'

const newHome = setupHomes()

/** A word that is nowhere else, for each place that a member can write to. */
const canary = (place: string) => `canary-${place}-${'q'.repeat(6)}`

const writeEverywhere = async (vault: Awaited<ReturnType<typeof startDiskVault>>) => {
  const { handlers } = vault
  const draft: Partial<IntakeDraft> = {
    note: canary('note'),
    fields: { where: canary('answer') },
    reporter: {
      name: canary('reporter'),
      contact: canary('contact'),
      pronouns: canary('pronouns'),
    },
    people: [
      {
        role: 'reported',
        name: canary('person'),
        handles: [canary('handle')],
        aliases: [canary('alias')],
        employer: canary('employer'),
        pronouns: '',
      },
    ],
    wishes: { updates: 'yes', police: 'no', doNotContact: canary('wish') },
    otherMember: canary('other'),
    notToTell: [canary('untold')],
    seenElsewhere: [{ where: canary('seen'), who: canary('seer') }],
    takedowns: [{ where: canary('takedown'), what: canary('content') }],
    emergency: {
      action: canary('action'),
      reason: canary('reason'),
      calledWhom: canary('called'),
      lawEnforcementAskedByReporter: false,
    },
    safety: {
      location: canary('location'),
      clothing: canary('clothing'),
      meetingPlace: canary('meeting'),
    },
    occurred: canary('occurred'),
  }
  const { caseId, codeName } = await takeReport(handlers, draft)
  const doc = new Y.Doc()
  textFragmentOf(doc).insert(0, [new Y.XmlText(canary('notes'))])
  unwrap(await handlers['text.edit']({ caseId, name: 'notes', update: Y.encodeStateAsUpdate(doc) }))
  unwrap(
    await handlers['case.addTask']({ caseId, title: canary('task'), detail: canary('detail') }),
  )
  unwrap(await handlers['case.openIdentity']({ caseId, reason: canary('why') }))
  const left = unwrap(await handlers['intake.start']({ channel: 'phone' }))
  unwrap(
    await handlers['intake.save']({
      intakeId: left.intakeId,
      draft: { ...left.draft, note: canary('unfinished') } as IntakeDraft,
    }),
  )
  return { caseId, codeName }
}

describe('promise 1: nothing readable at rest', () => {
  it('has no word of a case anywhere in the home folder: unlocked, locked, or written while locked', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder, recoveryKey } = vault
    const { caseId, codeName } = await writeEverywhere(vault)
    const secrets = [
      'canary-',
      'Harbor Days',
      'Tidewater',
      codeName,
      caseId,
      passphrase,
      recoveryKey,
    ]
    const look = (when: string) => {
      const files = readAllFiles(home)
      expect(files.length).toBeGreaterThan(4)
      for (const { path, bytes } of files) {
        for (const secret of secrets) {
          for (const written of [Buffer.from(secret), Buffer.from(secret, 'utf16le')]) {
            expect(bytes.includes(written), `${secret} in ${path} when ${when}`).toBe(false)
          }
          expect(path.includes(secret)).toBe(false)
        }
        expect(bytes.includes(Buffer.from(caseId, 'hex')), `a case id in ${path}`).toBe(false)
      }
    }
    look('unlocked')
    await vault.handlers['vault.lock']({})
    look('locked')
    const night = unwrap(await vault.handlers['night.start']({ folder, channel: 'phone' }))
    unwrap(
      await vault.handlers['night.save']({
        folder,
        intakeId: night.intakeId,
        draft: { ...night.draft, note: canary('night') } as IntakeDraft,
        ended: false,
      }),
    )
    look('written while locked')
  })
})

describe('promise 5: an acknowledged command survives', () => {
  it('is there after the process is gone without a word', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder } = vault
    const { caseId } = await writeEverywhere(vault)
    const before = unwrap(await vault.handlers['case.get']({ caseId }))
    // Nothing is stopped or closed: what is on the disk now is all that there is.
    const copy = newHome()
    cpSync(home, copy, { recursive: true })
    const restarted = await startDiskVault({ home: copy })
    const moved = folder.replace(home, copy)
    expect(
      unwrap(await restarted.handlers['vault.unlock']({ folder: moved, passphrase })),
    ).toMatchObject({
      phase: 'unlocked',
      openIntakes: 1,
    })
    expect(unwrap(await restarted.handlers['case.get']({ caseId }))).toEqual(before)
    const found = unwrap(
      await restarted.handlers['case.search']({ text: canary('notes'), limit: 5 }),
    )
    expect(found.hits.map(({ field }) => field)).toEqual(['notes'])
  })
})

describe('an erasure', () => {
  const plaintextOf = (vault: { db: { export(): Uint8Array } }) => Buffer.from(vault.db.export())

  it('leaves no byte of the part, its key or its words in the database that becomes the image', async () => {
    const { setupVault } = await import('../../../../support/test-vault')
    const { handlers, store, openCase } = await setupVault()
    const { caseId, codeName } = await openCase({
      note: canary('note'),
      safety: { location: canary('location'), clothing: '', meetingPlace: '' },
    } as Partial<IntakeDraft>)
    const envelopes = (store.db.exec('SELECT envelope FROM part')[0]?.values ?? []).map(([value]) =>
      Buffer.from(value as Uint8Array),
    )
    expect(plaintextOf(store).includes(canary('note'))).toBe(true)
    unwrap(await handlers['case.eraseText']({ caseId, name: 'narrative' }))
    unwrap(await handlers['case.meetingHappened']({ caseId }))
    // What the store's purge does besides rewriting its files.
    store.db.exec("INSERT INTO case_text(case_text) VALUES ('optimize')")
    store.db.exec('VACUUM')
    const left = plaintextOf(store)
    expect(left.includes('canary')).toBe(false)
    for (const envelope of envelopes) expect(left.includes(envelope.subarray(40, 80))).toBe(false)
    unwrap(await handlers['case.eraseAll']({ caseId, codeName }))
    store.db.exec('VACUUM')
    expect(plaintextOf(store).includes(codeName)).toBe(false)
  })

  it('replaces image and journal by new ones, so that no older file can bring it back', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder } = vault
    const { caseId } = await writeEverywhere(vault)
    const before = new Set(readAllFiles(folder).map(({ path }) => path))
    unwrap(await vault.handlers['case.meetingHappened']({ caseId }))
    const after = readAllFiles(folder).filter(({ path }) => /image-|journal-/.test(path))
    expect(after).toHaveLength(2)
    for (const { path } of after) expect(before.has(path)).toBe(false)
    await vault.handlers['vault.lock']({})
    unwrap(await vault.handlers['vault.unlock']({ folder, passphrase }))
    expect(codeOf(await vault.handlers['case.openSafety']({ caseId }))).toBe('part/erased')
  })
})

describe('a vault folder', () => {
  it('asks "moved or restored?" on another machine; moved goes on as it was', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder } = vault
    const { caseId } = await takeReport(vault.handlers, { note: 'kept' })
    await vault.handlers['vault.lock']({})
    const elsewhere = await startDiskVault({ home, machineId: 'another laptop' })
    expect(unwrap(await elsewhere.handlers['vault.unlock']({ folder, passphrase })).phase).toBe(
      'moved-or-restored',
    )
    expect(codeOf(await elsewhere.handlers['case.get']({ caseId }))).toBe('vault/locked')
    expect(unwrap(await elsewhere.handlers['vault.answerMoved']({ answer: 'moved' })).phase).toBe(
      'unlocked',
    )
    expect(await liveDevicesOf(elsewhere.handlers)).toHaveLength(1)
    await elsewhere.handlers['vault.lock']({})
    expect(unwrap(await elsewhere.handlers['vault.unlock']({ folder, passphrase })).phase).toBe(
      'unlocked',
    )
  })

  it('that was restored goes on as a new device, vouched for by the older one, and reads everything', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder } = vault
    const reporter = { name: 'Noor Haddad', contact: '', pronouns: '' }
    const { caseId } = await takeReport(vault.handlers, { reporter } as Partial<IntakeDraft>)
    const [older] = await liveDevicesOf(vault.handlers)
    await vault.handlers['vault.lock']({})
    const restored = await startDiskVault({ home, machineId: 'another laptop' })
    unwrap(await restored.handlers['vault.unlock']({ folder, passphrase }))
    unwrap(await restored.handlers['vault.answerMoved']({ answer: 'restored' }))
    const devices = await liveDevicesOf(restored.handlers)
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({ thisDevice: true })
    expect(devices[0]?.deviceId).not.toBe(older?.deviceId)
    unwrap(await restored.handlers['case.setStatus']({ caseId, status: 'acknowledged' }))
    expect(
      unwrap(await restored.handlers['case.openIdentity']({ caseId, reason: '' })).identity,
    ).toEqual(reporter)
    const history = unwrap(
      await restored.handlers['case.history']({ caseId, offset: 0, limit: 100 }),
    )
    expect(history.rows.at(-2)).toMatchObject({ kind: 'status.set', by: 'Ada' })
  })

  it('opens with the recovery key, and then with the new passphrase only', async () => {
    const home = newHome()
    const { handlers, folder, recoveryKey } = await foundDiskVault({ home })
    await handlers['vault.lock']({})
    const newPassphrase = 'seven quiet lanterns by the pond'
    const recover = (key: string, next = newPassphrase) =>
      handlers['vault.recover']({ folder, recoveryKey: key, newPassphrase: next })
    expect(
      codeOf(await recover(recoveryKey.replace(/.$/, (last) => (last === '0' ? '1' : '0')))),
    ).toBe('recovery/key-mistyped')
    expect(codeOf(await recover(recoveryKey, 'password'))).toBe('passphrase/too-weak')
    unwrap(await recover(recoveryKey.toLowerCase().replaceAll('-', ' ')))
    await handlers['vault.lock']({})
    expect(codeOf(await handlers['vault.unlock']({ folder, passphrase }))).toBe(
      'vault/wrong-passphrase',
    )
    expect(
      unwrap(await handlers['vault.unlock']({ folder, passphrase: newPassphrase })).phase,
    ).toBe('unlocked')
  })

  it('gives a new recovery key for the passphrase; the one before opens nothing any more', async () => {
    const home = newHome()
    const { handlers } = await startDiskVault({ home })
    const first = unwrap(await handlers['vault.found'](founding as never))
    const { folder } = first
    unwrap(await handlers['vault.confirmRecoveryKey']({ recoveryKey: first.recoveryKey }))
    expect(
      codeOf(await handlers['vault.renewRecoveryKey']({ passphrase: 'not the passphrase' })),
    ).toBe('vault/wrong-passphrase')
    const second = unwrap(await handlers['vault.renewRecoveryKey']({ passphrase }))
    expect(second.recoveryKey).not.toBe(first.recoveryKey)
    expect(unwrap(await handlers['vault.status']({}))).toMatchObject({
      warnings: ['recovery-unconfirmed'],
    })
    expect(
      codeOf(await handlers['vault.confirmRecoveryKey']({ recoveryKey: first.recoveryKey })),
    ).toBe('recovery/key-wrong')
    unwrap(await handlers['vault.confirmRecoveryKey']({ recoveryKey: second.recoveryKey }))
    await handlers['vault.lock']({})
    const newPassphrase = 'seven quiet lanterns by the pond'
    const recover = (recoveryKey: string) =>
      handlers['vault.recover']({ folder, recoveryKey, newPassphrase })
    expect(codeOf(await recover(first.recoveryKey))).toBe('recovery/key-wrong')
    expect(unwrap(await recover(second.recoveryKey)).phase).toBe('unlocked')
  })

  it('is one of several on a laptop, each with its own lock', async () => {
    const home = newHome()
    const { handlers } = await startDiskVault({ home })
    const first = unwrap(await handlers['vault.found'](founding as never))
    expect(codeOf(await handlers['vault.found'](founding as never))).toBe('vault/already-unlocked')
    await handlers['vault.lock']({})
    const second = unwrap(await handlers['vault.found']({ ...founding, label: 'Second' } as never))
    await handlers['vault.lock']({})
    const list = unwrap(await handlers['vault.list']({}))
    expect(list.map(({ label, status }) => [label, status]).sort()).toEqual([
      ['My committee', 'ok'],
      ['Second', 'ok'],
    ])
    expect(first.vaultId).not.toBe(second.vaultId)
    expect(
      unwrap(await handlers['vault.unlock']({ folder: second.folder, passphrase })),
    ).toMatchObject({
      phase: 'unlocked',
      vaultId: second.vaultId,
    })
  })

  it('that lies elsewhere is added to the list; what is no vault is not', async () => {
    const home = newHome()
    const vault = await foundDiskVault({ home })
    const { folder } = vault
    await vault.handlers['vault.lock']({})
    const other = newHome()
    const copied = join(other, 'a folder from a stick')
    cpSync(folder, copied, { recursive: true })
    const { handlers } = await startDiskVault({ home: newHome() })
    expect(codeOf(await handlers['vault.addFolder']({ folder: other }))).toBe('vault/not-a-vault')
    unwrap(await handlers['vault.addFolder']({ folder: copied }))
    expect(unwrap(await handlers['vault.list']({}))).toMatchObject([
      { folder: copied, label: 'My committee' },
    ])
  })
})
