import { beforeAll, describe, expect, it } from 'vitest'
import { openVaultStore } from '../../../../../electron/vault/storage/open-vault-store'
import type { Witness } from '../../../../../electron/vault/storage/witness'
import { unwrap } from '../../../../../shared/errors/result'
import {
  alterImage,
  bytesAt,
  createMemoryDisk,
  type DiskImage,
} from '../../../../support/disk/memory-disk'
import { noteSchema, putNote, readNotes } from '../../../../support/disk/note-schema'
import {
  addNotes,
  filesOf,
  imagePath,
  journalPath,
  setupVault,
} from '../../../../support/disk/sample-vault'
import {
  createDeps,
  folder,
  loadBench,
  openLater,
  passphrase,
} from '../../../../support/disk/storage-bench'

beforeAll(loadBench)

/** Three moments of one vault: 5 notes; 10 notes in the same journal; 12 notes after a snapshot. */
const makeHistory = async (seed = 1) => {
  const { disk, store, witness } = await setupVault(seed)
  await addNotes(store, 1, 5)
  const early = disk.image()
  await addNotes(store, 6, 10)
  const later = disk.image()
  unwrap(await store.compact())
  await addNotes(store, 11, 12)
  await store.close({ compact: false })
  return { early, later, last: disk.image(), witness }
}

const look = async (image: DiskImage, witness: Witness) => {
  const { disk, opened } = await openLater(image, passphrase('ada'), { witness })
  if (!opened.ok) {
    expect(filesOf(disk.image())).toEqual(filesOf(image))
    return { code: opened.error.code }
  }
  const { store, warnings } = opened.value
  const mode = store.mode()
  const seen = {
    reason: mode.kind === 'read-only' ? mode.reason : null,
    notes: readNotes(store.db).length,
    warnings,
  }
  await store.close()
  if (seen.reason !== null) expect(filesOf(disk.image())).toEqual(filesOf(image))
  return seen
}

describe('files that are not the newest or not ours (fault test 9)', () => {
  it('opens the newest pair without a word', async () => {
    const { last, witness } = await makeHistory()
    expect(await look(last, witness)).toEqual({ reason: null, notes: 12, warnings: [] })
  })

  it('refuses an older snapshot under the newer name', async () => {
    const { early, last, witness } = await makeHistory()
    const older = alterImage(last, { [imagePath(2)]: bytesAt(early, imagePath(1)) })
    expect(await look(older, witness)).toEqual({ code: 'vault/image-damaged' })
  })

  it('opens read-only with an older journal', async () => {
    const { early, later, witness } = await makeHistory()
    const older = alterImage(later, { [journalPath(1)]: bytesAt(early, journalPath(1)) })
    expect(await look(older, witness)).toEqual({
      reason: 'older-than-last-seen',
      notes: 5,
      warnings: ['older-than-last-seen'],
    })
  })

  it('opens read-only when the whole folder is older, and without a word on a laptop that never saw it', async () => {
    const { later, witness } = await makeHistory()
    expect(await look(later, witness)).toEqual({
      reason: 'older-than-last-seen',
      notes: 10,
      warnings: ['older-than-last-seen'],
    })
    const stranger = { get: async () => null, set: async () => undefined }
    expect(await look(later, stranger)).toEqual({ reason: null, notes: 10, warnings: [] })
  })

  it('shows the image alone, read-only, when journals were swapped', async () => {
    const { later, last, witness } = await makeHistory()
    const swapped = alterImage(last, { [journalPath(2)]: bytesAt(later, journalPath(1)) })
    expect(await look(swapped, witness)).toEqual({
      reason: 'journal-damaged',
      notes: 10,
      warnings: ['older-than-last-seen'],
    })
  })

  it('refuses the image and the journal of a foreign vault', async () => {
    const { last, witness } = await makeHistory(1)
    const foreign = (await makeHistory(2)).last
    const image = alterImage(last, { [imagePath(2)]: bytesAt(foreign, imagePath(2)) })
    const journal = alterImage(last, { [journalPath(2)]: bytesAt(foreign, journalPath(2)) })
    const both = alterImage(image, { [journalPath(2)]: bytesAt(foreign, journalPath(2)) })
    expect(await look(image, witness)).toEqual({ code: 'vault/image-damaged' })
    expect(await look(journal, witness)).toMatchObject({ reason: 'journal-damaged', notes: 10 })
    expect(await look(both, witness)).toEqual({ code: 'vault/image-damaged' })
  })

  it('says which file is missing, and shows what is left', async () => {
    const { last, witness } = await makeHistory()
    const without = (...paths: string[]) =>
      look(alterImage(last, Object.fromEntries(paths.map((path) => [path, null]))), witness)
    expect(await without(imagePath(2))).toEqual({ code: 'vault/image-missing' })
    expect(await without(imagePath(2), journalPath(2))).toEqual({ code: 'vault/image-missing' })
    expect(await without(journalPath(2))).toMatchObject({ reason: 'journal-missing', notes: 10 })
    const headers = [`${folder}/conclave.header`, `${folder}/conclave.header.bak`]
    expect(await without(...headers)).toEqual({ code: 'vault/not-a-vault' })
    expect(await without(headers[0] as string)).toMatchObject({ reason: null, notes: 12 })
    expect(await without(headers[1] as string)).toMatchObject({ reason: null, notes: 12 })
  })

  it('falls back to the pair before, read-only, when the newest image is damaged and the old was not deleted yet', async () => {
    const { later, last, witness } = await makeHistory()
    const both = alterImage(last, {
      [imagePath(1)]: bytesAt(later, imagePath(1)),
      [journalPath(1)]: bytesAt(later, journalPath(1)),
      [imagePath(2)]: new Uint8Array(300),
    })
    expect(await look(both, witness)).toMatchObject({ reason: 'image-damaged', notes: 10 })
  })

  it('notices another history of the same length', async () => {
    const { disk, store, witness } = await setupVault()
    await addNotes(store, 1, 3)
    const fork = disk.image()
    await addNotes(store, 4, 4)
    await store.close({ compact: false })
    const other = await openLater(fork, passphrase('ada'))
    const forked = unwrap(other.opened).store
    await addNotes(forked, 4, 4, () => 'written elsewhere')
    await forked.close({ compact: false })
    expect(await look(other.disk.image(), witness)).toMatchObject({
      reason: 'older-than-last-seen',
    })
  })
})

describe('a copy of the folder that went its own way', () => {
  it('lends no journal to the other, even under the same name', async () => {
    const { disk, store, witness } = await setupVault()
    await addNotes(store, 1, 3)
    const fork = disk.image()
    unwrap(await store.compact())
    await addNotes(store, 4, 4)
    await store.close({ compact: false })
    const other = await openLater(fork, passphrase('ada'))
    const forked = unwrap(other.opened).store
    unwrap(await forked.compact())
    await addNotes(forked, 4, 5, () => 'written elsewhere')
    await forked.close({ compact: false })
    const lent = bytesAt(other.disk.image(), journalPath(2))
    const mixed = alterImage(disk.image(), { [journalPath(2)]: lent })
    expect(await look(mixed, witness)).toMatchObject({ reason: 'journal-damaged', notes: 3 })
  })
})

describe('accepting what is left', () => {
  it('makes an older folder writable, and keeps copies of its files', async () => {
    const { later, witness } = await makeHistory()
    const { disk, opened } = await openLater(later, passphrase('ada'), { witness })
    const { store } = unwrap(opened)
    expect(await store.commit([putNote(99, 'too early')])).toMatchObject({
      error: { code: 'vault/read-only', reason: 'older-than-last-seen' },
    })
    unwrap(await store.acceptAsIs())
    expect(store.mode().kind).toBe('read-write')
    await addNotes(store, 11, 11)
    await store.close({ compact: false })
    expect(Object.keys(filesOf(disk.image())).sort()).toEqual([
      '/vault/conclave.header',
      '/vault/conclave.header.bak',
      '/vault/image-2.bin',
      '/vault/journal-2.log',
      '/vault/kept/2-image-1.bin',
      '/vault/kept/2-journal-1.log',
    ])
    expect(await look(disk.image(), witness)).toEqual({ reason: null, notes: 11, warnings: [] })
  })

  it('keeps the promise when the process crashes at any operation of it', async () => {
    const { later, witness } = await makeHistory()
    const damaged = bytesAt(later, journalPath(1)).slice()
    damaged[damaged.length - 1] = (damaged.at(-1) as number) ^ 1
    const before = alterImage(later, { [journalPath(1)]: damaged })
    const moments: DiskImage[] = []
    const disk = createMemoryDisk({
      image: before,
      record: (step) => moments.push(step.before, step.halfway, step.after),
    })
    const opened = unwrap(
      await openVaultStore(
        createDeps(disk, { witness, pid: 3 }),
        { folder, secret: passphrase('ada') },
        noteSchema,
      ),
    )
    unwrap(await opened.store.acceptAsIs())
    await opened.store.close()
    for (const moment of moments) {
      const { opened: again } = await openLater(moment, passphrase('ada'))
      const { store } = unwrap(again)
      const mode = store.mode()
      expect(readNotes(store.db)).toHaveLength(9)
      if (mode.kind === 'read-only') expect(mode.reason).toBe('journal-damaged')
      else expect(moment.has('/vault/kept/2-journal-1.log')).toBe(true)
      await store.close({ compact: false })
    }
  })

  it('has nothing to accept in a whole vault, and does not cover a failing disk', async () => {
    const { store } = await setupVault()
    expect(await store.acceptAsIs()).toEqual({
      ok: false,
      error: { code: 'vault/nothing-to-accept' },
    })
  })
})
