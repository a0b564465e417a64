import { err, ok, type Result } from '../../../shared/errors/result'
import type { HeaderBody } from '../../../shared/formats/header'
import { type Bytes, bytesEqual } from '../../../shared/util/bytes'
import type { DiskFile } from '../../platform/disk'
import { wipe } from '../crypto/keys'
import { diskErrorToReason, type OpenFailure, type ReadOnlyReason } from './failures'
import { removeLeftovers, removeOtherGenerations } from './generations'
import {
  deriveVaultKeys,
  type FoundHeader,
  findHeader,
  openSlot,
  wipeVaultKeys,
  writeHeader,
} from './header-file'
import { createLiveStore } from './live-store'
import { type LoadedVault, loadVault } from './load-vault'
import { hashMachine } from './machine'
import type { StorageDeps } from './storage-deps'
import { creationMarkerFile, journalFile } from './vault-files'
import { acquireVaultLock, type VaultLock } from './vault-lock'
import type { OpenedVault, OpenWarning, StoreSchema, VaultSecret } from './vault-store'
import type { WitnessRecord } from './witness'

export interface OpenRequest {
  readonly folder: string
  /** The caller wipes it. */
  readonly secret: VaultSecret
}

/** Clocks of laptops drift and are corrected; more than this is worth a word. */
const clockToleranceMs = 3_600_000

/**
 * Unlocks a folder. The answer is one of three: a store that can be written, a store that can be read
 * and says why not more, or a code. No file is changed before everything needed has verified.
 */
export const openVaultStore = async <Op>(
  deps: StorageDeps,
  request: OpenRequest,
  schema: StoreSchema<Op>,
): Promise<Result<OpenedVault<Op>, OpenFailure>> => {
  const found = await findHeader(deps.disk, request.folder)
  if (!found.ok)
    return found.error.code === 'vault/not-a-vault' ? explainAbsence(deps, request) : found
  const lock = await acquireVaultLock(deps, request.folder, found.value.body.vaultId)
  if (!lock.ok && lock.error.code === 'vault/in-use') return err(lock.error)
  // A disk that takes no lock takes no commit either, and is no reason to hide what is on it.
  const held = lock.ok ? lock.value : null
  const lockProblem =
    lock.ok || lock.error.code === 'vault/in-use' ? null : diskErrorToReason(lock.error)
  let opened: Result<OpenedVault<Op>, OpenFailure> | null = null
  try {
    opened = await unlockAndLoad(deps, request, schema, found.value, held, lockProblem)
    return opened
  } finally {
    if (!opened?.ok) await held?.release()
  }
}

const explainAbsence = async (
  { disk }: StorageDeps,
  { folder }: OpenRequest,
): Promise<Result<never, OpenFailure>> => {
  const marker = await disk.stat(`${folder}/${creationMarkerFile}`)
  return err({ code: marker.ok ? 'vault/incomplete' : 'vault/not-a-vault' })
}

interface Unlocked {
  readonly body: HeaderBody
  readonly vaultKey: Bytes
  readonly isRecovered: boolean
}

/** Opens the slot; a header that opens but was tampered with gives way to its second copy. */
const unlock = async (
  deps: StorageDeps,
  found: FoundHeader,
  secret: VaultSecret,
): Promise<Result<Unlocked, OpenFailure>> => {
  const first = await openSlot(deps, found.body, secret)
  if (first.ok) {
    return ok({ body: found.body, vaultKey: first.value, isRecovered: found.from === 'backup' })
  }
  if (first.error.code !== 'vault/header-damaged' || found.backup === null) return first
  const second = await openSlot(deps, found.backup, secret)
  return second.ok ? ok({ body: found.backup, vaultKey: second.value, isRecovered: true }) : first
}

const unlockAndLoad = async <Op>(
  deps: StorageDeps,
  { folder, secret }: OpenRequest,
  schema: StoreSchema<Op>,
  found: FoundHeader,
  lock: VaultLock | null,
  lockProblem: ReadOnlyReason | null,
): Promise<Result<OpenedVault<Op>, OpenFailure>> => {
  const unlocked = await unlock(deps, found, secret)
  if (!unlocked.ok) return unlocked
  const { body, vaultKey, isRecovered } = unlocked.value
  const keys = deriveVaultKeys(vaultKey, body.vaultId)
  wipe(vaultKey)
  const loading = await loadVault(deps, { folder, vaultId: body.vaultId, keys }, schema)
  if (!loading.ok) {
    wipeVaultKeys(keys)
    return loading
  }
  const loaded = loading.value
  const seen = await deps.witness.get(body.vaultId as Bytes).catch(() => null)
  const isOlder = seen !== null && isOlderThan(seen, loaded, body)
  const journal = await openForWriting(deps, folder, loaded)
  const readOnly =
    loaded.damage ?? (isOlder ? 'older-than-last-seen' : null) ?? lockProblem ?? journal.problem

  const store = createLiveStore(deps, schema, {
    ...loaded,
    folder,
    keys,
    header: body,
    journal: journal.file && loaded.journal ? { head: loaded.journal, file: journal.file } : null,
    readOnly,
    lock,
    owesCopies: loaded.migratedFrom !== null,
  })
  if (readOnly === null) {
    if (isRecovered || !found.copiesAgree) await writeHeader(deps.disk, folder, body)
    await removeLeftovers(deps.disk, folder)
    await removeOtherGenerations(deps.disk, folder, loaded.generation)
    if (loaded.migratedFrom !== null) await store.compact()
    await store.tellWitness()
  }

  const warnings: OpenWarning[] = []
  if (isOlder) warnings.push('older-than-last-seen')
  if (deps.now() < loaded.lastSeenAtMs - clockToleranceMs) warnings.push('clock-set-back')
  if (isRecovered) warnings.push('header-recovered')
  if (loaded.isTailTorn) warnings.push('torn-tail-dropped')
  return ok({
    store,
    warnings,
    machineMatches: bytesEqual(
      body.machineHash,
      hashMachine(body.machineSalt, deps.host.machineId),
    ),
    migratedFrom: loaded.migratedFrom,
  })
}

/** True when this laptop saw more commits, other commits at the same place, or a later header. */
const isOlderThan = (seen: WitnessRecord, loaded: LoadedVault, body: HeaderBody): boolean => {
  if (loaded.sequence < seen.sequence || body.revision < seen.headerRevision) return true
  const hash = loaded.sequence === seen.sequence ? loaded.headHash : loaded.hashAt(seen.sequence)
  return hash !== null && !bytesEqual(hash, seen.headHash)
}

const openForWriting = async (
  { disk }: StorageDeps,
  folder: string,
  loaded: LoadedVault,
): Promise<{ readonly file: DiskFile | null; readonly problem: ReadOnlyReason | null }> => {
  if (loaded.journal === null || loaded.damage !== null) return { file: null, problem: null }
  const file = await disk.open(`${folder}/${journalFile(loaded.generation)}`)
  return file.ok
    ? { file: file.value, problem: null }
    : { file: null, problem: diskErrorToReason(file.error) }
}
