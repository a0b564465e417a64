import { beforeAll, describe, expect, it } from 'vitest'
import { openVaultStore } from '../../../../../electron/vault/storage/open-vault-store'
import type { StoreSchema } from '../../../../../electron/vault/storage/vault-store'
import { unwrap } from '../../../../../shared/errors/result'
import { createMemoryDisk, type DiskImage } from '../../../../support/disk/memory-disk'
import {
  type NoteOp,
  noteSchema,
  noteSchema2,
  putNote,
  readNotes,
} from '../../../../support/disk/note-schema'
import { addNotes, filesOf, setupVault } from '../../../../support/disk/sample-vault'
import { createDeps, folder, loadBench, passphrase } from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

const openWith = (
  image: DiskImage,
  schema: StoreSchema<NoteOp>,
  record?: (image: DiskImage) => void,
) => {
  const disk = createMemoryDisk({
    image,
    ...(record && {
      record: ({ before, halfway, after }) => [before, halfway, after].forEach(record),
    }),
  })
  const deps = createDeps(disk, { pid: 2 })
  return openVaultStore(deps, { folder, secret: passphrase('ada') }, schema).then((opened) => ({
    disk,
    opened,
  }))
}

const makeOldVault = async (): Promise<DiskImage> => {
  const { disk, store } = await setupVault()
  await addNotes(store, 1, 3)
  unwrap(await store.compact())
  await addNotes(store, 4, 5)
  await store.close({ compact: false })
  return disk.image()
}

describe('a vault of an older version', () => {
  it('is brought up, journal included, and the old files are kept', async () => {
    const image = await makeOldVault()
    const { disk, opened } = await openWith(image, noteSchema2)
    const { store, migratedFrom } = unwrap(opened)
    expect(migratedFrom).toBe(1)
    expect(readNotes(store.db)).toHaveLength(5)
    expect(store.db.exec('SELECT sum(pinned) FROM note')[0]?.values).toEqual([[0]])
    await store.close()
    const [before, after] = [filesOf(image), filesOf(disk.image())]
    expect(after['/vault/kept/3-image-2.bin']).toBe(before['/vault/image-2.bin'])
    expect(after['/vault/kept/3-journal-2.log']).toBe(before['/vault/journal-2.log'])
    const again = await openWith(disk.image(), noteSchema2)
    expect(unwrap(again.opened).migratedFrom).toBe(null)
  })

  it('is refused by the older program afterwards', async () => {
    const { disk, opened } = await openWith(await makeOldVault(), noteSchema2)
    const { store } = unwrap(opened)
    unwrap(await store.commit([putNote(6, 'six')]))
    await store.close()
    const old = await openWith(disk.image(), noteSchema)
    expect(old.opened).toEqual({
      ok: false,
      error: { code: 'vault/newer-format', file: 'tables', version: 2 },
    })
  })

  it('keeps the promise when the process crashes at any operation of the change', async () => {
    const moments: DiskImage[] = []
    const image = await makeOldVault()
    const { opened } = await openWith(image, noteSchema2, (moment) => moments.push(moment))
    await unwrap(opened).store.close()
    expect(moments.length).toBeGreaterThan(100)
    for (const moment of moments) {
      const { disk, opened: again } = await openWith(moment, noteSchema2)
      const { store } = unwrap(again)
      expect(store.mode()).toEqual({ kind: 'read-write' })
      expect(readNotes(store.db)).toHaveLength(5)
      await store.close()
      expect(
        filesOf(disk.image())['/vault/kept/3-journal-2.log'] ??
          filesOf(disk.image())['/vault/kept/4-journal-2.log'],
      ).toBe(filesOf(image)['/vault/journal-2.log'])
    }
  })

  it('that holds operations this program does not know opens read-only up to them', async () => {
    const image = await makeOldVault()
    const forgetful: StoreSchema<NoteOp> = {
      ...noteSchema,
      decodeOp: (value, version) => {
        const op = noteSchema.decodeOp(value, version)
        return op.ok && op.value.id === 5 ? { ok: false, error: { code: 'test/unknown-op' } } : op
      },
    }
    const { opened } = await openWith(image, forgetful)
    const { store } = unwrap(opened)
    expect(store.mode()).toEqual({ kind: 'read-only', reason: 'defect' })
    expect(readNotes(store.db)).toHaveLength(4)
    expect(await store.acceptAsIs()).toMatchObject({ error: { code: 'vault/nothing-to-accept' } })
  })
})
