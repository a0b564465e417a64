import type { MemberId } from '../../../shared/domain/terms'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { z } from '../../../shared/util/schema'
import type { StoreOp } from '../ledger/store-op'
import { readLocalBytes } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'

/** When this laptop last made something for a member, and when it last heard from them. For people only. */
export interface Peer {
  readonly madeAtMs: number | null
  readonly heardAtMs: number | null
}

const maxPeerBytes = 1_000
const Row = z.tuple([z.number().nullable(), z.number().nullable()])

const keyOf = (memberId: MemberId): string => `peer-${memberId}`

export const readPeer = (vault: UnlockedVault, memberId: MemberId): Peer => {
  const bytes = readLocalBytes(vault.store.db, keyOf(memberId))
  const decoded = bytes && decodeCbor(bytes, maxPeerBytes)
  const parsed = decoded?.ok ? Row.safeParse(decoded.value) : null
  return parsed?.success
    ? { madeAtMs: parsed.data[0], heardAtMs: parsed.data[1] }
    : { madeAtMs: null, heardAtMs: null }
}

export const keepPeer = (
  vault: UnlockedVault,
  memberId: MemberId,
  changes: Partial<Peer>,
): StoreOp => {
  const { madeAtMs, heardAtMs } = { ...readPeer(vault, memberId), ...changes }
  return { op: 'put-local', key: keyOf(memberId), value: encodeCbor([madeAtMs, heardAtMs]) }
}
