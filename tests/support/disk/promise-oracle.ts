import { expect } from 'vitest'
import type { Witness } from '../../../electron/vault/storage/witness'
import type { DiskImage } from './memory-disk'
import { jotNote, readNotes } from './note-schema'
import { canary, type LifeLog, textOfNote } from './scripted-life'
import { createMemoryWitness, openLater, passphrase } from './storage-bench'

const expectNoPlaintext = (image: DiskImage): void => {
  for (const [path, { bytes }] of image) {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(canary)) {
      expect.fail(`plaintext in ${path}`)
    }
  }
}

const openWithEither = async (image: DiskImage, log: LifeLog, witness: Witness) => {
  let result = await openLater(image, passphrase(log.passphrases[0] as string), { witness })
  const second = log.passphrases[1]
  if (!result.opened.ok && result.opened.error.code === 'vault/wrong-passphrase' && second) {
    result = await openLater(image, passphrase(second), { witness })
  }
  return result
}

/**
 * The promise, over what a disk holds after something went wrong: every acknowledged edit is there,
 * plus at most the one that was under way; the vault can be written; opening again shows the same;
 * nothing can be read without the passphrase.
 */
export const expectPromiseKept = async (
  image: DiskImage,
  log: LifeLog,
  witness: Witness = createMemoryWitness(),
): Promise<void> => {
  expectNoPlaintext(image)
  const first = await openWithEither(image, log, witness)
  if (!first.opened.ok) {
    if (log.isCreated) expect.fail(`does not open: ${first.opened.error.code}`)
    expect(['vault/not-a-vault', 'vault/incomplete']).toContain(first.opened.error.code)
    return
  }
  const { store } = first.opened.value
  expect(store.mode()).toEqual({ kind: 'read-write' })
  const notes = readNotes(store.db)
  const expected = Array.from({ length: notes.length }, (_, i) => [i + 1, textOfNote(i + 1)])
  expect(notes).toEqual(expected)
  expect(notes.length).toBeGreaterThanOrEqual(log.edits)
  expect(notes.length).toBeLessThanOrEqual(log.edits + 1)
  await store.close({ compact: false })
  expectNoPlaintext(first.disk.image())

  const second = await openWithEither(first.disk.image(), log, witness)
  if (!second.opened.ok) expect.fail(`does not open again: ${second.opened.error.code}`)
  const again = second.opened.value
  // An unfinished write stays until the next one takes its place.
  expect(again.warnings.filter((warning) => warning !== 'torn-tail-dropped')).toEqual([])
  expect(readNotes(again.store.db)).toEqual(notes)
  const next = notes.length + 1
  expect(await again.store.commit([jotNote(next, textOfNote(next))])).toEqual({ ok: true })
  await again.store.close({ compact: false })
}
