import { passphraseToBytes } from '../../../electron/vault/crypto/kdf'
import { createVaultStore } from '../../../electron/vault/storage/create-vault-store'
import type { StorageDeps } from '../../../electron/vault/storage/storage-deps'
import { jotNote, noteSchema, readNotes } from './note-schema'
import { folder, passphrase } from './storage-bench'

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
    const committed = await store.commit([jotNote(id, textOfNote(id))])
    if (!committed.ok) {
      const isTold = committed.error.code === 'vault/read-only' && store.mode().kind === 'read-only'
      // What was not acknowledged is not shown either.
      if (!isTold || readNotes(store.db).length !== log.edits)
        throw new Error('a refusal half done')
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
