import { ok, type Result } from '../../../shared/errors/result'
import { randomBytes } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-ops'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'

const owedKey = 'purge-owed'

/**
 * Goes into the commit that drops something, so that cleaning the disk of it is owed from then on.
 * Each debt has a random token: paying an earlier one never pays a later one.
 */
export const owePurge = (): StoreOp => ({ op: 'put-local', key: owedKey, value: randomBytes(16) })

/** One purge of a store at a time. */
const running = new WeakMap<object, Promise<Result<null>>>()

/**
 * Leaves nothing of what was dropped in image, journal or index, if that is owed. It is owed durably
 * until it is done, so that an erasure which a full disk or a crash interrupted is finished at the
 * next unlock. Who comes while a purge is running waits for it, and then looks whether more is owed.
 */
export const finishPurge = async (vault: UnlockedVault): Promise<Result<null>> => {
  for (;;) {
    const before = running.get(vault.store)
    if (before) {
      const finished = await before
      if (!finished.ok) return finished
      continue
    }
    const token = readLocalBytes(vault.store.db, owedKey)
    if (token === null) return ok(null)
    const mine = purgeNow(vault, token)
    running.set(vault.store, mine)
    try {
      const finished = await mine
      if (!finished.ok) return finished
    } finally {
      running.delete(vault.store)
    }
  }
}

/** The same without waiting. What a lock or a failure interrupts stays owed. */
export const finishPurgeLater = (vault: UnlockedVault): void => {
  finishPurge(vault).catch(() => undefined)
}

const purgeNow = async (vault: UnlockedVault, token: Uint8Array): Promise<Result<null>> => {
  vault.emit({ kind: 'progress', task: 'erase', fraction: null })
  const purged = await vault.store.purge()
  vault.emit({ kind: 'progress', task: 'erase', fraction: 1 })
  if (!purged.ok) return purged
  const paid = await vault.store.commit([{ op: 'clear-local-if', key: owedKey, value: token }])
  return paid.ok ? ok(null) : paid
}
