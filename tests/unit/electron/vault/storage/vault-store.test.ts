import { beforeAll, describe, expect, it } from 'vitest'
import type { Disk, DiskFile } from '../../../../../electron/platform/disk'
import { passphraseToBytes } from '../../../../../electron/vault/crypto/kdf'
import { createVaultStore } from '../../../../../electron/vault/storage/create-vault-store'
import { maxPayloadBytes } from '../../../../../electron/vault/storage/journal-file'
import { openVaultStore } from '../../../../../electron/vault/storage/open-vault-store'
import { type Result, unwrap } from '../../../../../shared/errors/result'
import { alterImage, createMemoryDisk } from '../../../../support/disk/memory-disk'
import {
  dropNote,
  findNotes,
  type NoteOp,
  noteSchema,
  putNote,
  readNotes,
} from '../../../../support/disk/note-schema'
import { addNotes, filesOf, journalPath, setupVault } from '../../../../support/disk/sample-vault'
import {
  createDeps,
  createMemoryWitness,
  folder,
  loadBench,
  openLater,
  passphrase,
  startMs,
} from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

describe('a commit', () => {
  it('is found again by the next process, full text included', async () => {
    const { disk, store, witness } = await setupVault()
    unwrap(await store.commit([putNote(1, 'red umbrella'), putNote(2, 'blue door')]))
    unwrap(await store.commit([dropNote(2)]))
    await store.close({ compact: false })
    const { opened } = await openLater(disk.image(), passphrase('ada'), { witness })
    const { store: again, warnings, machineMatches, migratedFrom } = unwrap(opened)
    expect(readNotes(again.db)).toEqual([[1, 'red umbrella']])
    expect(findNotes(again.db, 'umbrella')).toEqual([1])
    expect(again.sequence()).toBe(2)
    expect({ warnings, machineMatches, migratedFrom }).toEqual({
      warnings: [],
      machineMatches: true,
      migratedFrom: null,
    })
  })

  it('is applied whole or not at all, and one that cannot be applied reaches no disk', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 1)
    const before = filesOf(disk.image())
    await expect(store.commit([putNote(2, 'kept?'), putNote(3, '')])).rejects.toThrow('CHECK')
    expect(filesOf(disk.image())).toEqual(before)
    expect(readNotes(store.db)).toHaveLength(1)
    await addNotes(store, 2, 2)
    expect(readNotes(store.db)).toHaveLength(2)
  })

  it('does not take others that wait with it down', async () => {
    const { store } = await setupVault()
    const results = await Promise.allSettled([
      store.commit([putNote(1, 'one')]),
      store.commit([putNote(2, '')]),
      store.commit([putNote(3, 'three')]),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(readNotes(store.db).map(([id]) => id)).toEqual([1, 3])
  })

  it('shares one sync with those that wait beside it', async () => {
    let syncs = 0
    const disk = createMemoryDisk({
      fault: (operation) => {
        if (operation === 'sync') syncs++
        return null
      },
    })
    const { opened } = unwrap(await createVaultStore(createDeps(disk), request, noteSchema))
    const before = syncs
    const all = Array.from({ length: 20 }, (_, i) => opened.store.commit([putNote(i + 1, 'note')]))
    for (const result of await Promise.all(all)) unwrap(result)
    expect(syncs - before).toBe(2)
    expect(opened.store.sequence()).toBe(20)
  })

  it('is what replay will read, whatever the caller does with its objects meanwhile', async () => {
    const { store } = await setupVault()
    const op = { op: 'put', id: 1, text: 'as called' } as const
    const ops: NoteOp[] = [op]
    const pending = store.commit(ops)
    ;(op as { text: string }).text = 'changed'
    ops.push(putNote(2, 'added'))
    unwrap(await pending)
    expect(readNotes(store.db)).toEqual([[1, 'as called']])
  })

  it('costs the same in a small vault and in a large one', async () => {
    const bytesOfCommit = async (notes: number): Promise<number> => {
      const { disk, store } = await setupVault()
      for (let id = 1; id <= notes; id++)
        unwrap(await store.commit([putNote(id, 'x'.repeat(2_000))]))
      unwrap(await store.compact())
      const operations = disk.operationCount()
      const size = () => disk.image().get(journalPath(2))?.bytes.length as number
      const before = size()
      unwrap(await store.commit([putNote(9_999, 'one more')]))
      expect(disk.operationCount() - operations).toBe(2)
      return size() - before
    }
    expect(await bytesOfCommit(200)).toBe(await bytesOfCommit(1))
  })

  it('is refused above the limit, and the store goes on', async () => {
    const { store } = await setupVault()
    const result = await store.commit([putNote(1, 'x'.repeat(maxPayloadBytes))])
    expect(result).toEqual({
      ok: false,
      error: { code: 'vault/commit-too-large', limitBytes: maxPayloadBytes },
    })
    await addNotes(store, 1, 1)
  })

  it('leaves nobody waiting when the program itself fails, and writes nothing more', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 1)
    const before = filesOf(disk.image())
    store.db.run('BEGIN; DROP TABLE note; COMMIT')
    await expect(store.commit([putNote(2, 'two')])).rejects.toThrow('no such table')
    store.db.close()
    await expect(store.commit([putNote(3, 'three')])).rejects.toThrow()
    expect(store.mode()).toEqual({ kind: 'read-only', reason: 'defect' })
    expect(await store.commit([putNote(4, 'four')])).toMatchObject({
      error: { code: 'vault/read-only', reason: 'defect' },
    })
    expect(filesOf(disk.image())).toEqual(before)
    await store.close()
    expect(readNotes(unwrap((await openLater(disk.image())).opened).store.db)).toHaveLength(1)
  })

  it('is refused after the lock, and the lock waits for those before it', async () => {
    const { store } = await setupVault()
    const before = store.commit([putNote(1, 'in time')])
    const closing = store.close()
    expect(codeOf(await store.commit([putNote(2, 'too late')]))).toBe('vault/locked')
    expect(codeOf(await before)).toBe('ok')
    await closing
    for (const late of [store.compact(), store.purge(), store.acceptAsIs()]) {
      expect(codeOf(await late)).toBe('vault/locked')
    }
    expect(codeOf(await store.changeFacts({ label: 'late' }))).toBe('vault/locked')
  })
})

const request = {
  folder,
  label: 'Ada',
  passphrase: passphraseToBytes('ada'),
  intakePublicKey: new Uint8Array(32).fill(9),
}

describe('founding a vault', () => {
  it('touches no folder that holds anything', async () => {
    for (const path of ['/vault/holiday.jpg', '/vault/conclave.header', '/vault/image-1.bin']) {
      const disk = createMemoryDisk()
      unwrap(await disk.makeFolder('/vault'))
      unwrap(await disk.create(path))
      const before = filesOf(disk.image())
      const created = await createVaultStore(createDeps(disk), request, noteSchema)
      expect(codeOf(created)).toBe('vault/folder-exists')
      expect(filesOf(disk.image())).toEqual(before)
    }
  })

  it('takes an empty folder, and one whose founding was interrupted anywhere', async () => {
    const operations = await (async () => {
      const disk = createMemoryDisk()
      unwrap(await createVaultStore(createDeps(disk), request, noteSchema))
      return disk.operationCount()
    })()
    for (let at = 0; at < operations; at++) {
      const broken = createMemoryDisk({ fault: (_, index) => (index >= at ? 'disk/full' : null) })
      const first = await createVaultStore(createDeps(broken), request, noteSchema)
      expect(first.ok).toBe(false)
      const image = broken.image()
      if (image.has('/vault/conclave.header') || !image.has('/vault/vault.creating')) continue
      const found = await openLater(image)
      expect(['vault/incomplete', 'ok']).toContain(codeOf(found.opened))
      const disk = createMemoryDisk({ image, now: () => startMs + 60_000 })
      const deps = createDeps(disk, { pid: 2, now: () => startMs + 60_000 })
      unwrap(await createVaultStore(deps, request, noteSchema))
    }
  })

  it('refuses key derivation below the floor and beyond what a laptop has', async () => {
    const withKdf = async (opsLimit: number, memLimitBytes: number) =>
      createVaultStore(
        createDeps(createMemoryDisk()),
        { ...request, kdf: { opsLimit, memLimitBytes } },
        noteSchema,
      )
    const belowFloor = { error: { code: 'vault/kdf-refused', problem: 'below-floor' } }
    expect(await withKdf(2, 256 << 20)).toMatchObject(belowFloor)
    expect(await withKdf(3, (64 << 20) - 1)).toMatchObject(belowFloor)
    expect(await withKdf(3, 2 ** 31)).toMatchObject({ error: { problem: 'above-ceiling' } })
    expect((await withKdf(3, 64 << 20)).ok).toBe(true)
  })
})

describe('unlocking', () => {
  it('refuses a wrong passphrase and a wrong recovery key, and lets go of the folder', async () => {
    const { disk, store } = await setupVault()
    await store.close()
    const image = disk.image()
    const wrong = await openLater(image, passphrase('eve'))
    expect(codeOf(wrong.opened)).toBe('vault/wrong-passphrase')
    expect(wrong.disk.image().has('/vault/vault.lock')).toBe(false)
    for (const recoveryKey of [new Uint8Array(16), new Uint8Array(3)]) {
      const { opened } = await openLater(image, { kind: 'recovery', recoveryKey })
      expect(codeOf(opened)).toBe('recovery/key-wrong')
    }
  })

  it('takes the recovery key, and a new passphrase then replaces the forgotten one', async () => {
    const { disk, store, recoveryKey, witness } = await setupVault()
    await addNotes(store, 1, 3)
    await store.close()
    const secret = { kind: 'recovery', recoveryKey } as const
    const recovered = await openLater(disk.image(), secret, { witness })
    const { store: again } = unwrap(recovered.opened)
    expect(readNotes(again.db)).toHaveLength(3)
    unwrap(await again.changePassphrase(secret, { passphrase: passphraseToBytes('ada-2') }))
    await again.close()
    const image = recovered.disk.image()
    expect(codeOf((await openLater(image, passphrase('ada'), { witness })).opened)).toBe(
      'vault/wrong-passphrase',
    )
    expect(codeOf((await openLater(image, passphrase('ada-2'), { witness })).opened)).toBe('ok')
    expect(codeOf((await openLater(image, secret, { witness })).opened)).toBe('ok')
  })

  it('leaves no slot of the old passphrase in the folder, and no other file changed', async () => {
    const { disk, store } = await setupVault()
    const before = filesOf(disk.image())
    const wrong = passphrase('eve')
    const next = { passphrase: passphraseToBytes('ada-2') }
    expect(codeOf(await store.changePassphrase(wrong, next))).toBe('vault/wrong-passphrase')
    expect(filesOf(disk.image())).toEqual(before)
    unwrap(await store.changePassphrase(passphrase('ada'), next))
    const after = filesOf(disk.image())
    expect(after['/vault/conclave.header']).toBe(after['/vault/conclave.header.bak'])
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    expect(changed.sort()).toEqual(['/vault/conclave.header', '/vault/conclave.header.bak'])
  })

  it('replaces the recovery key and tells right from wrong when it is typed back', async () => {
    const { store, recoveryKey } = await setupVault()
    unwrap(await store.checkRecoveryKey(recoveryKey))
    const next = unwrap(await store.changeRecoveryKey(passphrase('ada')))
    unwrap(await store.checkRecoveryKey(next))
    expect(codeOf(await store.checkRecoveryKey(recoveryKey))).toBe('recovery/key-wrong')
  })

  it('tells the passphrase from another one without changing anything', async () => {
    const { store } = await setupVault()
    unwrap(await store.checkPassphrase(passphraseToBytes('ada')))
    const wrong = await store.checkPassphrase(passphraseToBytes('eve'))
    expect(codeOf(wrong)).toBe('vault/wrong-passphrase')
    unwrap(await store.checkPassphrase(passphraseToBytes('ada')))
  })

  it('lets one process in at a time', async () => {
    const { disk } = await setupVault()
    const deps = createDeps(disk)
    const second = await openVaultStore(deps, { folder, secret: passphrase('ada') }, noteSchema)
    expect(codeOf(second)).toBe('vault/in-use')
  })

  it('writes over an unfinished record that is longer than the next', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 2)
    const whole = disk.image().get(journalPath(1))?.bytes as Uint8Array
    unwrap(await store.commit([putNote(3, 'x'.repeat(5_000))]))
    const cut = disk
      .image()
      .get(journalPath(1))
      ?.bytes.subarray(0, whole.length + 3_000)
    const torn = alterImage(disk.image(), { [journalPath(1)]: cut as Uint8Array })
    const first = await openLater(torn)
    const again = unwrap(first.opened)
    expect(again.warnings).toEqual(['torn-tail-dropped'])
    await addNotes(again.store, 3, 3)
    await again.store.close({ compact: false })
    const last = unwrap((await openLater(first.disk.image())).opened)
    expect(last.warnings).toEqual([])
    expect(last.store.mode().kind).toBe('read-write')
    expect(readNotes(last.store.db)).toHaveLength(3)
  })

  it('lets the owner in at once after a crash', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 2)
    const { opened } = await openLater(disk.image(), passphrase('ada'), { now: () => startMs + 1 })
    expect(readNotes(unwrap(opened).store.db)).toHaveLength(2)
  })

  it('says when the folder is on another machine, and remembers that it may be', async () => {
    const { disk, store, witness } = await setupVault()
    await store.close()
    const moved = await openLater(disk.image(), passphrase('ada'), {
      machineId: 'laptop-of-ben',
      witness,
    })
    const opened = unwrap(moved.opened)
    expect(opened.machineMatches).toBe(false)
    unwrap(await opened.store.changeFacts({ bindToThisMachine: true, label: 'Moved' }))
    await opened.store.close()
    const image = moved.disk.image()
    const here = unwrap(
      (await openLater(image, passphrase('ada'), { machineId: 'laptop-of-ben' })).opened,
    )
    expect(here.machineMatches).toBe(true)
    expect(here.store.facts().label).toBe('Moved')
    expect(unwrap((await openLater(image)).opened).machineMatches).toBe(false)
  })

  it('warns of a clock that was set back by more than an hour', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 1)
    await store.close({ compact: false })
    const at = async (now: number) =>
      unwrap((await openLater(disk.image(), passphrase('ada'), { now: () => now })).opened).warnings
    expect(await at(startMs - 3_600_001)).toEqual(['clock-set-back'])
    expect(await at(startMs - 3_599_999)).toEqual([])
  })

  it('shows a vault on a disk that cannot be written, and says why it cannot', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 4)
    await store.close()
    const reasons = {
      'disk/read-only': 'read-only-disk',
      'disk/permission-denied': 'permission-denied',
      'disk/full': 'disk-full',
    } as const
    for (const [code, reason] of Object.entries(reasons)) {
      const reading = ['read-file', 'stat', 'list']
      const locked = createMemoryDisk({
        image: disk.image(),
        fault: (operation) => (reading.includes(operation) ? null : (code as 'disk/full')),
      })
      const deps = createDeps(locked, { pid: 2 })
      const secret = passphrase('ada')
      const opened = unwrap(await openVaultStore(deps, { folder, secret }, noteSchema))
      expect(opened.store.mode()).toEqual({ kind: 'read-only', reason })
      expect(readNotes(opened.store.db)).toHaveLength(4)
      await opened.store.close()
      expect(filesOf(locked.image())).toEqual(filesOf(disk.image()))
    }
  })

  it('becomes read-only when another process has taken the folder over', async () => {
    let now = startMs
    const disk = createMemoryDisk({ now: () => now })
    const deps = createDeps(disk, { now: () => now })
    const { opened } = unwrap(await createVaultStore(deps, request, noteSchema))
    now += 3_600_000
    const other = createDeps(disk, { now: () => now, pid: 7 })
    const second = await openVaultStore(other, { folder, secret: passphrase('ada') }, noteSchema)
    unwrap(second)
    expect(await opened.store.commit([putNote(1, 'from the past')])).toMatchObject({
      error: { code: 'vault/read-only', reason: 'lock-lost' },
    })
    await opened.store.close()
    expect(disk.image().has('/vault/vault.lock')).toBe(true)
  })

  it('refuses newer formats by name and leaves them alone', async () => {
    const { disk, store } = await setupVault()
    await addNotes(store, 1, 2)
    await store.close({ compact: false })
    const files = {
      header: '/vault/conclave.header',
      image: '/vault/image-1.bin',
      journal: '/vault/journal-1.log',
    }
    for (const [file, path] of Object.entries(files)) {
      const bytes = disk.image().get(path)?.bytes.slice() as Uint8Array
      bytes[9] = 2
      const newer = alterImage(disk.image(), { [path]: bytes })
      const { disk: left, opened } = await openLater(newer)
      expect(opened).toEqual({ ok: false, error: { code: 'vault/newer-format', file, version: 2 } })
      expect(filesOf(left.image())).toEqual(filesOf(newer))
    }
  })

  it('opens without a witness, with one that fails, and tells it where the vault is', async () => {
    const { disk, store, witness } = await setupVault()
    await addNotes(store, 1, 3)
    expect([...witness.seen.values()][0]).toMatchObject({ sequence: 3, headerRevision: 1 })
    await store.close()
    const failing = {
      get: () => Promise.reject(new Error('no home folder')),
      set: () => Promise.reject(new Error('no home folder')),
    }
    const { opened } = await openLater(disk.image(), passphrase('ada'), { witness: failing })
    const { store: again } = unwrap(opened)
    unwrap(await again.commit([putNote(4, 'four')]))
    await again.close()
    expect(createMemoryWitness().seen.size).toBe(0)
  })
})

describe('compaction', () => {
  it('is due when the journal has grown past 4 MiB and half of the image', async () => {
    const { store } = await setupVault()
    const text = 'x'.repeat(1_000_000)
    for (let id = 1; id <= 4; id++) unwrap(await store.commit([putNote(id, text)]))
    expect(store.isCompactionDue()).toBe(false)
    unwrap(await store.commit([putNote(5, text)]))
    expect(store.isCompactionDue()).toBe(true)
    unwrap(await store.compact())
    expect(store.isCompactionDue()).toBe(false)
    expect(readNotes(store.db)).toHaveLength(5)
  })

  it('leaves one pair of files, and happens on lock only when there is something new', async () => {
    const { disk, store, witness } = await setupVault()
    const names = () =>
      Object.keys(filesOf(disk.image())).filter((path) => /image|journal/.test(path))
    await store.close()
    expect(names()).toEqual(['/vault/image-1.bin', '/vault/journal-1.log'])
    const later = await openLater(disk.image(), passphrase('ada'), { witness })
    const again = unwrap(later.opened).store
    await addNotes(again, 1, 1)
    await again.close()
    expect(
      Object.keys(filesOf(later.disk.image())).filter((path) => /image|journal/.test(path)),
    ).toEqual(['/vault/image-2.bin', '/vault/journal-2.log'])
  })

  it('keeps the old files when the disk wrote something else than it was told', async () => {
    const base = createMemoryDisk({ now: () => startMs })
    let isLying = false
    const lying: Disk = {
      ...base,
      create: async (path) => {
        const file = await base.create(path)
        if (!file.ok || !isLying) return file
        const write: DiskFile['write'] = (bytes, atByte) =>
          file.value.write(
            bytes.map((byte, i) => (i === 500 ? byte ^ 4 : byte)),
            atByte,
          )
        return { ok: true, value: { ...file.value, write } }
      },
    }
    const { opened } = unwrap(await createVaultStore(createDeps(lying), request, noteSchema))
    await addNotes(opened.store, 1, 3)
    isLying = true
    expect(await opened.store.compact()).toEqual({
      ok: false,
      error: { code: 'vault/compaction-failed', cause: 'verification' },
    })
    await addNotes(opened.store, 4, 4)
    await opened.store.close()
    const again = unwrap((await openLater(base.image())).opened).store
    expect(readNotes(again.db)).toHaveLength(4)
  })

  it('that fails before the switch leaves the store writable on its old files', async () => {
    let isFull = false
    const disk = createMemoryDisk({
      fault: (operation) => (isFull && operation === 'create' ? 'disk/full' : null),
    })
    const { opened } = unwrap(await createVaultStore(createDeps(disk), request, noteSchema))
    const { store } = opened
    await addNotes(store, 1, 2)
    isFull = true
    expect(await store.compact()).toEqual({
      ok: false,
      error: { code: 'vault/compaction-failed', cause: 'disk/full' },
    })
    await addNotes(store, 3, 3)
    isFull = false
    unwrap(await store.compact())
    await store.close()
    const again = unwrap((await openLater(disk.image())).opened).store
    expect(readNotes(again.db)).toHaveLength(3)
  })
})
