import { noTies, Ties } from '../../../shared/domain/matching/ties'
import { err, ok, type Result } from '../../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'

const tiesKey = 'ties'

/** Twenty times what a long list needs, and little enough for one journal record. */
const maxTiesBytes = 1_000_000

export type TiesUnreadable = { readonly code: 'ties/unreadable' }
export type TiesTooLarge = { readonly code: 'ties/too-large'; readonly limitBytes: number }

/**
 * The member's private ties (blind conflict round). They are a setting of this laptop: encrypted with
 * the vault, in no entry and in no bundle. A list that cannot be read is a failure, never an empty
 * one, which would propose "no conflict".
 */
export const getTies = (vault: UnlockedVault): Result<Ties, TiesUnreadable> => {
  const bytes = readLocalBytes(vault.store.db, tiesKey)
  if (bytes === null) return ok(noTies)
  const decoded = decodeCbor(bytes, maxTiesBytes)
  const parsed = decoded.ok ? Ties.safeParse(decoded.value) : null
  return parsed?.success ? ok(parsed.data) : err({ code: 'ties/unreadable' })
}

/** Replaces the whole list; durable when it answers. An empty list leaves no row. */
export const setTies = async (vault: UnlockedVault, ties: Ties): Promise<Result<null>> => {
  const isEmpty = ties.people.length + ties.employers.length === 0
  const value = isEmpty ? null : encodeCbor(ties)
  if (value !== null && value.length > maxTiesBytes)
    return err<TiesTooLarge>({ code: 'ties/too-large', limitBytes: maxTiesBytes })
  const committed = await vault.store.commit([{ op: 'put-local', key: tiesKey, value }])
  return committed.ok ? ok(null) : committed
}
