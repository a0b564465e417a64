import { passphraseToBytes } from '../../../electron/vault/crypto/kdf'
import { createVaultStore } from '../../../electron/vault/storage/create-vault-store'
import type { VaultStore } from '../../../electron/vault/storage/vault-store'
import { unwrap } from '../../../shared/errors/result'
import { bytesEqual } from '../../../shared/util/bytes'
import { createMemoryDisk, type DiskImage } from './memory-disk'
import { type NoteOp, noteSchema, putNote } from './note-schema'
import {
  createDeps,
  createMemoryWitness,
  createSeededRandom,
  folder,
  startMs,
} from './storage-bench'

/** A new vault of Ada's on a disk in memory, open. */
export const setupVault = async (seed = 1) => {
  const witness = createMemoryWitness()
  const disk = createMemoryDisk({ now: () => startMs })
  const deps = createDeps(disk, { witness, random: createSeededRandom(seed) })
  const created = unwrap(
    await createVaultStore(
      deps,
      {
        folder,
        label: 'Committee of made-up people',
        passphrase: passphraseToBytes('ada'),
        intakePublicKey: new Uint8Array(32).fill(9),
      },
      noteSchema,
    ),
  )
  return { witness, disk, deps, store: created.opened.store, recoveryKey: created.recoveryKey }
}

export const addNotes = async (
  store: VaultStore<NoteOp>,
  from: number,
  to: number,
  textOf: (id: number) => string = (id) => `note ${id}`,
): Promise<void> => {
  for (let id = from; id <= to; id++) unwrap(await store.commit([putNote(id, textOf(id))]))
}

/** What the disk holds of a vault whose 14 notes are in a journal of exactly this many bytes. */
export const makeJournalOf = async (sizeBytes: number) => {
  const { disk, store, witness } = await setupVault()
  await addNotes(store, 1, 13)
  const sizeNow = () => disk.image().get(`${folder}/journal-1.log`)?.bytes.length as number
  const emptyNoteBytes = 44 + 72 + 31
  const room = sizeBytes - sizeNow() - emptyNoteBytes
  await addNotes(store, 14, 14, () => 'x'.repeat(room))
  const missing = sizeBytes - sizeNow()
  if (missing !== 0) throw new Error(`the journal is ${missing} bytes too short`)
  return { image: disk.image(), witness }
}

/** What the disk holds of a closed vault with a snapshot and an empty journal. */
export const makeSnapshot = async () => {
  const { disk, store, witness } = await setupVault()
  await addNotes(store, 1, 30)
  await store.close()
  return { image: disk.image(), witness }
}

export const imagePath = (generation: number): string => `${folder}/image-${generation}.bin`
export const journalPath = (generation: number): string => `${folder}/journal-${generation}.log`

/** True when the disk holds the same files with the same bytes, the lock aside. */
export const isUntouched = (before: DiskImage, after: DiskImage): boolean => {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].every((path) => {
    const [a, b] = [before.get(path)?.bytes, after.get(path)?.bytes]
    return a === b || path.endsWith('vault.lock') || (a && b && bytesEqual(a, b))
  })
}

/** The names and bytes of the vault's files, the lock aside, for looking at. */
export const filesOf = (image: DiskImage): Record<string, string> =>
  Object.fromEntries(
    [...image]
      .filter(([path, node]) => node.kind === 'file' && !path.endsWith('vault.lock'))
      .map(([path, node]) => [path, Buffer.from(node.bytes).toString('base64')]),
  )
