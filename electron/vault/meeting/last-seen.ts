import type { MemberId } from '../../../shared/domain/terms'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { uint } from '../../../shared/formats/wire'
import type { StoreOp } from '../ledger/store-op'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'

/** When a channel to a laptop of a member last stood. Known to this vault alone, by its own clock; for people only. */
const keyOf = (memberId: string): string => `met-${memberId}`

const maxRowBytes = 16

export const readMetAtMs = ({ store }: UnlockedVault, memberId: MemberId): number | null => {
  const bytes = readLocalBytes(store.db, keyOf(memberId))
  const decoded = bytes && decodeCbor(bytes, maxRowBytes)
  const parsed = decoded?.ok ? uint.safeParse(decoded.value) : null
  return parsed?.success ? parsed.data : null
}

/** In a turn. What cannot be written is written at the next meeting. */
export const keepMet = async (
  vault: UnlockedVault,
  memberIds: Iterable<string>,
  atMs: number,
): Promise<void> => {
  const ops = [...new Set(memberIds)].map(
    (memberId): StoreOp => ({ op: 'put-local', key: keyOf(memberId), value: encodeCbor(atMs) }),
  )
  if (ops.length > 0) await vault.store.commit(ops)
}
