import { beforeAll, describe, expect, it } from 'vitest'
import { openVaultStore } from '../../../../../electron/vault/storage/open-vault-store'
import { unwrap } from '../../../../../shared/errors/result'
import { createMemoryDisk, type DiskImage } from '../../../../support/disk/memory-disk'
import { dropNote, noteSchema, putNote, readNotes } from '../../../../support/disk/note-schema'
import { addNotes, filesOf, setupVault } from '../../../../support/disk/sample-vault'
import {
  createDeps,
  folder,
  loadBench,
  openLater,
  passphrase,
} from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const secret = 'zanzibarquill'
const holds = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes(secret)

describe('erasing', () => {
  it('leaves no erased word in the image, its free pages or its full-text index', async () => {
    const { store } = await setupVault()
    await addNotes(store, 1, 40, (id) => `${secret}${id} ${'filler '.repeat(60)}`)
    await addNotes(store, 41, 45)
    for (let id = 1; id <= 40; id++) unwrap(await store.commit([dropNote(id)]))
    // Without the purge the index still holds the terms: this is what it is for.
    expect(holds(store.db.export())).toBe(true)
    unwrap(await store.purge())
    expect(holds(store.db.export())).toBe(false)
    expect(readNotes(store.db)).toHaveLength(5)
  })

  it('leaves no file that was there before: image, journal and what was set aside', async () => {
    const { disk, store, witness } = await setupVault()
    await addNotes(store, 1, 5)
    const older = disk.image()
    await addNotes(store, 6, 6)
    await store.close({ compact: false })
    const restored = await openLater(older, passphrase('ada'), { witness })
    const again = unwrap(restored.opened).store
    unwrap(await again.acceptAsIs())
    unwrap(await again.commit([dropNote(3)]))
    const before = pairsOf(restored.disk.image())
    expect(Object.keys(before)).toHaveLength(4)
    unwrap(await again.purge())
    const after = pairsOf(restored.disk.image())
    expect(Object.keys(after)).toEqual(['/vault/image-3.bin', '/vault/journal-3.log'])
    for (const content of Object.values(after)) expect(Object.values(before)).not.toContain(content)
  })

  it('says when an older file could not be deleted, and can be called again', async () => {
    const { disk: first, store } = await setupVault()
    await addNotes(store, 1, 2)
    await store.close()
    let isStuck = true
    const disk = createMemoryDisk({
      image: first.image(),
      fault: (operation) => (isStuck && operation === 'remove' ? 'disk/permission-denied' : null),
    })
    const deps = createDeps(disk, { pid: 2 })
    const opened = unwrap(
      await openVaultStore(deps, { folder, secret: passphrase('ada') }, noteSchema),
    )
    unwrap(await opened.store.commit([putNote(3, 'three')]))
    expect(await opened.store.purge()).toEqual({
      ok: false,
      error: { code: 'vault/purge-incomplete', cause: 'disk/permission-denied' },
    })
    isStuck = false
    unwrap(await opened.store.purge())
    expect(Object.keys(pairsOf(disk.image()))).toHaveLength(2)
    expect(readNotes(opened.store.db)).toHaveLength(3)
  })
})

const pairsOf = (image: DiskImage): Record<string, string> =>
  Object.fromEntries(Object.entries(filesOf(image)).filter(([path]) => /image|journal/.test(path)))
