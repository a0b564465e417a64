import type { Database } from 'sql.js'
import { err, ok, type Result } from '../../../shared/errors/result'
import {
  type HeaderBody,
  type HeaderFacts,
  type KdfParams,
  maxLabelChars,
} from '../../../shared/formats/header'
import type { Bytes } from '../../../shared/util/bytes'
import type { DiskError } from '../../platform/disk'
import { removeIfPresent } from '../../platform/write-file-atomic'
import { checkKdfParams, kdfDefault } from '../crypto/kdf-params'
import { wipe } from '../crypto/keys'
import { type CreateFailure, diskErrorToReason } from './failures'
import { startJournal, type WrittenImage, writeVerifiedImage } from './generation-writer'
import {
  deriveVaultKeys,
  sealHeader,
  sealSlot,
  type VaultKeys,
  wipeVaultKeys,
  writeHeader,
} from './header-file'
import { createLiveStore } from './live-store'
import { hashMachine } from './machine'
import { recoveryKeyBytes } from './recovery-key'
import { createDatabase } from './sqlite'
import type { StorageDeps } from './storage-deps'
import { creationMarkerFile, headerFile, inboxFolder } from './vault-files'
import { acquireVaultLock, type VaultLock } from './vault-lock'
import type { OpenedVault, StoreSchema } from './vault-store'

export interface CreateRequest {
  /** Must not exist, or be empty, or hold a creation that was interrupted. Its parent must exist. */
  readonly folder: string
  /** Shown on the lock screen, unencrypted. */
  readonly label: string
  /** From `passphraseToBytes`; the caller wipes it. */
  readonly passphrase: Uint8Array
  readonly intakePublicKey: Uint8Array
  /** From `calibrateKdf`; {@link kdfDefault} when absent. */
  readonly kdf?: KdfParams
}

export interface CreatedVault<Op> {
  readonly opened: OpenedVault<Op>
  /** 16 bytes, shown once and then wiped by the caller. */
  readonly recoveryKey: Bytes
}

/**
 * Makes an empty vault and opens it. The header is written last: until then the folder counts as
 * unfinished, and after `ok` everything in it is durable.
 */
export const createVaultStore = async <Op>(
  deps: StorageDeps,
  request: CreateRequest,
  schema: StoreSchema<Op>,
): Promise<Result<CreatedVault<Op>, CreateFailure>> => {
  const kdf = request.kdf ?? kdfDefault
  const problem = checkKdfParams(kdf)
  if (problem !== null) return err({ code: 'vault/kdf-refused', problem })
  const prepared = await prepareFolder(deps, request.folder)
  if (!prepared.ok) return prepared
  const vaultId = deps.random(16)
  const lock = await acquireVaultLock(deps, request.folder, vaultId)
  if (!lock.ok) {
    return lock.error.code === 'vault/in-use' ? err(lock.error) : writeFailed(lock.error)
  }
  let created: Result<CreatedVault<Op>, CreateFailure> | null = null
  try {
    created = await fillFolder(deps, request, kdf, vaultId, schema, lock.value)
    return created
  } finally {
    if (!created?.ok) await lock.value.release()
  }
}

const writeFailed = (error: DiskError): Result<never, CreateFailure> =>
  err({ code: 'storage/write-failed', reason: diskErrorToReason(error) })

/** Leaves the folder empty but for the marker that says that nobody relies on it yet. */
const prepareFolder = async (
  { disk }: StorageDeps,
  folder: string,
): Promise<Result<void, CreateFailure>> => {
  const exists = err({ code: 'vault/folder-exists' as const })
  const made = await disk.makeFolder(folder)
  if (!made.ok && made.error.code !== 'disk/exists') return writeFailed(made.error)
  const names = await disk.list(folder)
  // Something that is no folder, or that may not be looked into.
  if (!names.ok) return exists
  if (names.value.length > 0) {
    const isUnfinished =
      names.value.includes(creationMarkerFile) && !names.value.includes(headerFile)
    if (!isUnfinished) return exists
    for (const name of names.value) {
      if (name === creationMarkerFile) continue
      const removed = await removeIfPresent(disk, `${folder}/${name}`)
      if (!removed.ok) return exists
    }
    return ok(undefined)
  }
  const marker = await disk.create(`${folder}/${creationMarkerFile}`)
  const closed = marker.ok ? await marker.value.close() : marker
  return closed.ok ? closed : writeFailed(closed.error)
}

const fillFolder = async <Op>(
  deps: StorageDeps,
  request: CreateRequest,
  kdf: KdfParams,
  vaultId: Bytes,
  schema: StoreSchema<Op>,
  lock: VaultLock,
): Promise<Result<CreatedVault<Op>, CreateFailure>> => {
  const { disk } = deps
  const { folder } = request
  const header = await makeHeader(deps, request, kdf, vaultId)
  if (!header.ok) return header
  const { body, keys, recoveryKey } = header.value
  const db = createDatabase(deps.sqlite, schema)
  const place = { folder, vaultId, generation: 1, wrapKey: keys.wrapKey }
  const fail = (failure: Result<never, CreateFailure>) => {
    wipeVaultKeys(keys)
    wipe(recoveryKey)
    db.close()
    return failure
  }

  const inbox = await disk.makeFolder(`${folder}/${inboxFolder}`)
  if (!inbox.ok) return fail(writeFailed(inbox.error))
  const image = await writeFirstImage(deps, place, db, schema.version)
  if (!image.ok) return fail(image)
  const journal = await startJournal(deps, place, image.value.imageHash, 0)
  if (!journal.ok) return fail(writeFailed(journal.error))
  const written = await writeHeader(disk, folder, body)
  const unmarked = written.ok ? await disk.remove(`${folder}/${creationMarkerFile}`) : written
  const settled = unmarked.ok ? await disk.syncFolder(folder) : unmarked
  if (!settled.ok) {
    await journal.value.file.close()
    return fail(writeFailed(settled.error))
  }

  const store = createLiveStore(deps, schema, {
    folder,
    keys,
    db,
    header: body,
    generation: 1,
    highestGeneration: 1,
    imageFileBytes: image.value.fileBytes,
    journal: journal.value,
    isTailTorn: false,
    sequence: 0,
    headHash: new Uint8Array(32),
    readOnly: null,
    lock,
    owesCopies: false,
  })
  await store.tellWitness()
  const opened = { store, warnings: [], machineMatches: true, migratedFrom: null }
  return ok({ opened, recoveryKey })
}

const writeFirstImage = async (
  deps: StorageDeps,
  place: Parameters<typeof writeVerifiedImage>[1],
  db: Database,
  schemaVersion: number,
): Promise<Result<WrittenImage, CreateFailure>> => {
  const meta = { sequence: 0, headHash: new Uint8Array(32), writtenAtMs: deps.now(), schemaVersion }
  const image = await writeVerifiedImage(deps, place, meta, db.export())
  if (image.ok) return image
  return image.error.code === 'image/not-verified'
    ? err({ code: 'storage/write-failed', reason: 'disk-error' })
    : writeFailed(image.error as DiskError)
}

interface NewHeader {
  readonly body: HeaderBody
  readonly keys: VaultKeys
  readonly recoveryKey: Bytes
}

const makeHeader = async (
  deps: StorageDeps,
  request: CreateRequest,
  kdf: KdfParams,
  vaultId: Bytes,
): Promise<Result<NewHeader, CreateFailure>> => {
  const machineSalt = deps.random(16)
  const facts: HeaderFacts = {
    vaultId,
    label: request.label.slice(0, maxLabelChars),
    createdAtMs: deps.now(),
    revision: 1,
    kdf,
    kdfSalt: deps.random(16),
    intakePublicKey: request.intakePublicKey,
    machineSalt,
    machineHash: hashMachine(machineSalt, deps.host.machineId),
  }
  const vaultKey = deps.random(32)
  const recoveryKey = deps.random(recoveryKeyBytes)
  try {
    const { passphrase } = request
    const first = await sealSlot(deps, facts, { kind: 'passphrase', passphrase }, vaultKey)
    const second = await sealSlot(deps, facts, { kind: 'recovery', recoveryKey }, vaultKey)
    if (!first.ok || !second.ok) return err({ code: 'vault/kdf-failed' })
    const keys = deriveVaultKeys(vaultKey, vaultId)
    const slots = { passphrase: first.value, recovery: second.value }
    return ok({ body: sealHeader(keys, facts, slots), keys, recoveryKey })
  } finally {
    wipe(vaultKey)
  }
}
