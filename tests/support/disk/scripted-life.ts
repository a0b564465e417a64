import { expect } from 'vitest'
import { passphraseToBytes } from '../../../electron/vault/crypto/kdf'
import { createVaultStore } from '../../../electron/vault/storage/create-vault-store'
import type { StorageDeps } from '../../../electron/vault/storage/storage-deps'
import type { VaultSecret } from '../../../electron/vault/storage/vault-store'
import type { Witness } from '../../../electron/vault/storage/witness'
import type { DiskImage } from './memory-disk'
import { noteSchema, putNote, readNotes } from './note-schema'
import { createMemoryWitness, folder, openLater, passphrase } from './storage-bench'

/** In every note, and so never to be found on a disk. */
export const canary = 'canary-Lw7q'
export const textOfNote = (id: number): string => `${canary} note ${id}`
export const editCount = 50

/** What the outside was told so far. */
export interface LifeLog {
  isCreated: boolean
  edits: number
  /** Which passphrases may open: both while a change is under way. */
  passphrases: readonly ('ada' | 'ada-2')[]
  isLocked: boolean
}

export const createLifeLog = (): LifeLog => ({
  isCreated: false,
  edits: 0,
  passphrases: ['ada'],
  isLocked: false,
})

/**
 * Create, 40 edits, snapshot, 10 edits, passphrase change, lock. Goes on after failures as an app
 * does, and stops where nothing more can be written. `log` is up to date at every operation.
 */
export const playLife = async (deps: StorageDeps, log: LifeLog): Promise<void> => {
  const created = await createVaultStore(
    deps,
    {
      folder,
      label: 'Committee of made-up people',
      passphrase: passphraseToBytes('ada'),
      intakePublicKey: new Uint8Array(32).fill(9),
    },
    noteSchema,
  )
  if (!created.ok) return
  log.isCreated = true
  const { store } = created.value.opened
  for (let id = 1; id <= editCount; id++) {
    if (id === 41) await store.compact()
    const committed = await store.commit([putNote(id, textOfNote(id))])
    if (!committed.ok) {
      expect(committed.error.code).toBe('vault/read-only')
      expect(store.mode().kind).toBe('read-only')
      expect(readNotes(store.db)).toHaveLength(log.edits)
      break
    }
    log.edits = id
  }
  log.passphrases = ['ada', 'ada-2']
  const changed = await store.changePassphrase(passphrase('ada'), {
    passphrase: passphraseToBytes('ada-2'),
  })
  if (changed.ok) log.passphrases = ['ada-2']
  await store.close()
  log.isLocked = true
}

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
  expect(await again.store.commit([putNote(next, textOfNote(next))])).toEqual({ ok: true })
  await again.store.close({ compact: false })
}

export const secretOf = (log: LifeLog): VaultSecret => passphrase(log.passphrases[0] as string)
