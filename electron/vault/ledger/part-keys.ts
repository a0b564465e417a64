import { err, ok, type Result } from '../../../shared/errors/result'
import type { SpaceId } from '../../../shared/formats/ledger-ids'
import { type Part, parsePart } from '../../../shared/formats/part'
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { boxTo, openBox, wipe } from '../crypto/keys'
import { keyBytes } from '../crypto/seal'
import { keyFinder } from './keyring'
import type { LedgerContext } from './ledger-context'
import { partKeysFor } from './receive-parts'
import { openPartWith, unwrapPartKey } from './seal-part'
import { selectRow } from './select'
import { blob } from './stored-entries'

const PartRow = z.object({ space: z.string(), envelope: blob })

interface StoredPart {
  readonly space: SpaceId
  readonly part: Part
}

const storedPart = (ctx: LedgerContext, partId: string): Result<StoredPart> => {
  const row = selectRow(ctx.db, 'SELECT space, envelope FROM part WHERE id = ?', [partId], PartRow)
  if (!row) return err({ code: 'part/missing' })
  const part = parsePart(row.envelope)
  return part.ok ? ok({ space: row.space as SpaceId, part: part.value }) : part
}

/** By its envelope, or by a box that a holder made for this device since. */
const keyOf = (
  ctx: LedgerContext,
  { space, part }: StoredPart,
  box: string | null,
): Bytes | null => {
  const keys = partKeysFor(ctx, part, keyFinder(ctx.db, space))
  const key = unwrapPartKey(space, part, keys)
  if (key !== null || box === null) return key
  const boxed = hexToBytes(box)
  const opened = boxed && openBox(ctx.device.boxKeys, boxed)
  return opened?.length === keyBytes ? opened : null
}

/** @param box a sealed key for this device, beside those in the envelope */
export const readPart = (
  ctx: LedgerContext,
  partId: string,
  box: string | null,
): Result<unknown> => {
  const stored = storedPart(ctx, partId)
  if (!stored.ok) return stored
  const key = keyOf(ctx, stored.value, box)
  if (key === null) return err({ code: 'part/not-a-reader' })
  return openPartWith(stored.value.space, stored.value.part, key)
}

/** Whether the envelope has a key for this device. Opens nothing. */
export const isPartReader = (ctx: LedgerContext, partId: string): boolean => {
  const stored = storedPart(ctx, partId)
  if (!stored.ok) return false
  const key = keyOf(ctx, stored.value, null)
  wipe(key)
  return key !== null
}

/** The key of a part, sealed to other devices: to be entered as an answer to who asked. */
export const boxPartKey = (
  ctx: LedgerContext,
  partId: string,
  devices: readonly { readonly deviceId: string; readonly boxKey: string }[],
  box: string | null,
): Result<readonly { readonly deviceId: string; readonly box: string }[]> => {
  const stored = storedPart(ctx, partId)
  if (!stored.ok) return stored
  const key = keyOf(ctx, stored.value, box)
  if (key === null) return err({ code: 'part/not-a-reader' })
  const boxes = devices.flatMap(({ deviceId, boxKey }) => {
    const to = hexToBytes(boxKey)
    return to ? [{ deviceId, box: bytesToHex(boxTo(to, key)) }] : []
  })
  wipe(key)
  return ok(boxes)
}
