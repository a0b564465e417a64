import { err, ok, type Result } from '../../../shared/errors/result'
import { type ParsedEntry, signedMessageOf } from '../../../shared/formats/entry'
import { orderEntries } from '../../../shared/formats/entry-order'
import { idToBytes } from '../../../shared/formats/ledger-ids'
import { z } from '../../../shared/util/schema'
import { verify } from '../crypto/keys'
import { openLockboxes, putKey } from './keyring'
import type { LedgerContext } from './ledger-context'
import type { SpaceSummary } from './ledger-port'
import type { EpochKey } from './lockbox'
import { openEntry } from './seal-entry'
import type { StoreOp } from './store-op'
import { type StoredEntry, toLockboxes } from './stored-entries'

/** A space that this vault did not have, as a delivery shows it. */
export interface Adopted {
  readonly summary: SpaceSummary
  readonly ops: readonly StoreOp[]
  readonly keys: readonly EpochKey[]
}

const CaseOpening = z.object({
  noticeSpace: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
})

/** What the fact that begins a space says of its kind, and which wider space it cites. */
const kindBegunBy = (
  ctx: LedgerContext,
  space: string,
  kind: string,
  content: unknown,
): SpaceSummary | null => {
  switch (kind) {
    case 'committee.founded':
      return space === ctx.committeeSpace ? { space, kind: 'committee', wider: null } : null
    case 'notice.opened':
      return { space, kind: 'notice', wider: ctx.committeeSpace }
    case 'matter.opened':
      return { space, kind: 'matter', wider: ctx.committeeSpace }
    case 'case.opened': {
      const opening = CaseOpening.safeParse(content)
      if (!opening.success) return null
      return opening.data.noticeSpace === null
        ? { space, kind: 'matter', wider: ctx.committeeSpace }
        : { space, kind: 'case', wider: opening.data.noticeSpace }
    }
    default:
      return null
  }
}

const isSigned = ({ id, device, signature }: ParsedEntry): boolean =>
  signature !== null && verify(idToBytes(device), signedMessageOf(id), signature)

/**
 * A space is taken in only with a key: a signed lockbox for a device of this member that opens, and a first
 * fact that says what it is. Whoever was never granted one keeps nothing of it.
 */
export const adoptSpace = (
  ctx: LedgerContext,
  space: string,
  entries: readonly StoredEntry[],
): Result<Adopted> => {
  const parsed = entries.flatMap((entry) => (entry.parsed ? [entry.parsed] : []))
  const lockboxes = parsed
    .filter((entry) => entry.lockbox !== null && isSigned(entry))
    .flatMap(toLockboxes)
  const { keys } = openLockboxes(ctx.device, ctx.deviceId, space, [], lockboxes)
  if (keys.length === 0) return err({ code: 'bundle/unknown-space' })
  const found = summaryFrom(ctx, space, parsed, keys)
  if (!found) return err({ code: 'bundle/unknown-space' })
  return ok({
    summary: found,
    keys,
    ops: [{ op: 'put-space', ...found }, ...keys.map((key) => putKey(space, key))],
  })
}

const summaryFrom = (
  ctx: LedgerContext,
  space: string,
  parsed: readonly ParsedEntry[],
  keys: readonly EpochKey[],
): SpaceSummary | null => {
  const keyFor = (number: number, keyId: string) =>
    keys.find(({ epoch }) => epoch.number === number && epoch.keyId === keyId)?.key ?? null
  for (const entry of orderEntries(parsed)) {
    const body = entry.bodyMode === 'sealed' ? openEntry(entry, keyFor) : null
    if (!body?.ok) continue
    const summary = kindBegunBy(ctx, space, body.value.kind, body.value.content)
    if (summary) return summary
  }
  return null
}
