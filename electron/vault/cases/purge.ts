import { ok, type Result } from '../../../shared/errors/result'
import type { StoreOp } from '../ledger/store-ops'
import type { UnlockedVault } from '../session/unlocked-vault'

const owedKey = 'purge-owed'

/** Goes into the commit that drops something, so that cleaning the disk of it is owed from then on. */
export const purgeOwed: StoreOp = { op: 'put-local', key: owedKey, value: new Uint8Array([1]) }

/**
 * Leaves nothing of what was dropped in image, journal or index, if that is owed. It is owed durably
 * until it is done, so that an erasure which a full disk or a crash interrupted is finished at the
 * next unlock.
 */
export const finishPurge = async (vault: UnlockedVault): Promise<Result<null>> => {
  const isOwed = vault.store.db.exec('SELECT 1 FROM local WHERE key = ?', [owedKey]).length > 0
  if (!isOwed) return ok(null)
  vault.emit({ kind: 'progress', task: 'erase', fraction: null })
  const purged = await vault.store.purge()
  vault.emit({ kind: 'progress', task: 'erase', fraction: 1 })
  if (!purged.ok) return purged
  const paid = await vault.store.commit([{ op: 'put-local', key: owedKey, value: null }])
  return paid.ok ? ok(null) : paid
}
