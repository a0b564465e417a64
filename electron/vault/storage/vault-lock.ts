import { err, ok, type Result } from '../../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { DiskError } from '../../platform/disk'
import { removeIfPresent } from '../../platform/write-file-atomic'
import { hash256 } from '../crypto/hash'
import type { StorageDeps } from './storage-deps'
import { lockFile, lockTakeoverFile } from './vault-files'

/**
 * One process at a time: `vault.lock` is created exclusively, holds who has it, and is touched every
 * few seconds. A lock is left behind when its process is dead (same machine) or has not touched it
 * for a minute; then it is replaced, so that a crash locks nobody out.
 */
export const heartbeatMs = 5_000
export const staleAfterMs = 60_000
/** A lock whose content was never finished belongs to a process that died while making it. */
export const tornAfterMs = 5_000

export interface VaultLock {
  /** False once another process took the folder over. Asks the disk only when a heartbeat was missed. */
  readonly isHeld: () => Promise<boolean>
  readonly release: () => Promise<void>
}

export type LockFailure = { readonly code: 'vault/in-use' } | DiskError

type LockDeps = Pick<StorageDeps, 'disk' | 'now' | 'random' | 'every' | 'host'>

const maxLockBytes = 256

const LockContent = z.strictObject({
  version: z.literal(1),
  pid: z.number().int(),
  /** Which machine, told apart without saying which. */
  host: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  token: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
})

export const hostTagOf = (machineId: string, vaultId: Uint8Array): Bytes =>
  hash256(concatBytes(utf8('conclave/lock-host/v1\0'), vaultId, utf8(machineId))).slice(0, 16)

export const acquireVaultLock = async (
  deps: LockDeps,
  folder: string,
  vaultId: Uint8Array,
): Promise<Result<VaultLock, LockFailure>> => {
  const path = `${folder}/${lockFile}`
  const token = deps.random(16)
  const content = encodeCbor({
    version: 1,
    pid: deps.host.pid,
    host: hostTagOf(deps.host.machineId, vaultId),
    token,
  })
  const first = await createLock(deps, path, content)
  const created =
    first.ok || first.error.code !== 'disk/exists'
      ? first
      : await takeOver(deps, folder, vaultId, content)
  return created.ok ? ok(keepLock(deps, path, token)) : created
}

/** For showing: is some living process in the folder? */
export const isVaultInUse = async (
  deps: Pick<LockDeps, 'disk' | 'now' | 'host'>,
  folder: string,
  vaultId: Uint8Array,
): Promise<boolean> => (await judgeLock(deps, `${folder}/${lockFile}`, vaultId)) === 'held'

const createLock = async (
  deps: LockDeps,
  path: string,
  content: Uint8Array,
): Promise<Result<void, DiskError>> => {
  const created = await deps.disk.create(path)
  if (!created.ok) return created
  const written = await created.value.write(content, 0)
  const closed = await created.value.close()
  const result = written.ok ? closed : written
  if (!result.ok) await deps.disk.remove(path)
  return result
}

const judgeLock = async (
  deps: Pick<LockDeps, 'disk' | 'now' | 'host'>,
  path: string,
  vaultId: Uint8Array,
): Promise<'free' | 'held' | 'left-behind'> => {
  const stat = await deps.disk.stat(path)
  if (!stat.ok) return stat.error.code === 'disk/missing' ? 'free' : 'held'
  const ageMs = Math.abs(deps.now() - stat.value.modifiedAtMs)
  const content = await readLock(deps, path)
  if (content === null) return ageMs > tornAfterMs ? 'left-behind' : 'held'
  const isHere = bytesEqual(content.host, hostTagOf(deps.host.machineId, vaultId))
  if (isHere && !deps.host.isProcessAlive(content.pid)) return 'left-behind'
  return ageMs > staleAfterMs ? 'left-behind' : 'held'
}

const readLock = async (deps: Pick<LockDeps, 'disk'>, path: string) => {
  const read = await deps.disk.readFile(path, maxLockBytes)
  const decoded = read.ok ? decodeCbor(read.value, maxLockBytes) : read
  const parsed = decoded.ok ? LockContent.safeParse(decoded.value) : null
  return parsed?.success ? parsed.data : null
}

/**
 * Replaces a lock that was left behind. A second, momentary file keeps two processes that both found
 * it from replacing each other's.
 */
const takeOver = async (
  deps: LockDeps,
  folder: string,
  vaultId: Uint8Array,
  content: Uint8Array,
): Promise<Result<void, LockFailure>> => {
  const path = `${folder}/${lockFile}`
  const takeover = `${folder}/${lockTakeoverFile}`
  if ((await judgeLock(deps, path, vaultId)) === 'held') return err({ code: 'vault/in-use' })
  const claimed = await claimTakeover(deps, takeover)
  if (!claimed.ok) return claimed
  // Asked again now that nobody else can be replacing it.
  const isStillLeft = (await judgeLock(deps, path, vaultId)) !== 'held'
  const removed = isStillLeft
    ? await removeIfPresent(deps.disk, path)
    : err({ code: 'vault/in-use' as const })
  const created: Result<void, LockFailure> = removed.ok
    ? await createLock(deps, path, content)
    : removed
  await deps.disk.remove(takeover)
  if (!created.ok && created.error.code === 'disk/exists') return err({ code: 'vault/in-use' })
  return created
}

const claimTakeover = async (deps: LockDeps, path: string): Promise<Result<void, LockFailure>> => {
  const stat = await deps.disk.stat(path)
  if (stat.ok && Math.abs(deps.now() - stat.value.modifiedAtMs) > tornAfterMs) {
    await deps.disk.remove(path)
  }
  const created = await deps.disk.create(path)
  if (created.ok) return created.value.close()
  return created.error.code === 'disk/exists' ? err({ code: 'vault/in-use' }) : created
}

const keepLock = (deps: LockDeps, path: string, token: Uint8Array): VaultLock => {
  let isReleased = false
  let isLost = false
  let beatAtMs = deps.now()
  let beating: Promise<void> = Promise.resolve()

  const beat = async (): Promise<void> => {
    const content = await readLock(deps, path)
    if (isReleased) return
    if (content === null || !bytesEqual(content.token, token)) {
      // A disk that does not answer is no proof that somebody else is there.
      const stat = await deps.disk.stat(path)
      if (content !== null || (!stat.ok && stat.error.code === 'disk/missing')) isLost = true
      return
    }
    const touched = await deps.disk.touch(path, deps.now())
    if (touched.ok) beatAtMs = deps.now()
  }
  const beatInTurn = (): Promise<void> => {
    beating = beating.then(beat)
    return beating
  }
  const stop = deps.every(heartbeatMs, () => void beatInTurn())

  return {
    isHeld: async () => {
      const isLate = deps.now() - beatAtMs > 3 * heartbeatMs || deps.now() < beatAtMs
      if (!isLost && isLate) await beatInTurn()
      return !isLost
    },
    release: async () => {
      stop()
      isReleased = true
      await beating
      const content = await readLock(deps, path)
      // Unreadable is not somebody else's: leaving it would keep the owner out for a minute.
      const isOurs = content === null ? !isLost : bytesEqual(content.token, token)
      if (isOurs) await deps.disk.remove(path)
    },
  }
}
