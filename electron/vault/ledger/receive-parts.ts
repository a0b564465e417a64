import type { Database } from 'sql.js'
import type { PartId, SpaceId } from '../../../shared/formats/ledger-ids'
import { type Part, parsePart, partIdOf } from '../../../shared/formats/part'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import type { LedgerContext } from './ledger-context'
import { openPart, type PartKeys } from './seal-part'
import { selectRow, selectRows } from './select'
import type { StoreOp } from './store-op'
import { blob, readStored, type StoredEntry } from './stored-entries'

interface PartContext {
  readonly keyFor: PartKeys['keyFor']
  /** Entries that the same step stores. */
  readonly news: readonly StoredEntry[]
  readonly held: readonly StoredEntry[]
}

export interface ReceivedParts {
  readonly ops: readonly StoreOp[]
  /** The codes of those not taken. */
  readonly refused: readonly string[]
}

/** This device, or the one before it that the part's key is boxed to. */
export const partKeysFor = (
  { device, deviceId }: Pick<LedgerContext, 'device' | 'deviceId'>,
  part: Part,
  keyFor: PartKeys['keyFor'],
): PartKeys => {
  const boxed =
    part.key.kind === 'devices' ? new Set<string>(part.key.boxes.map((box) => box.device)) : null
  const former = device.former.find((one) => boxed?.has(one.deviceId))
  const isForFormer = former !== undefined && !boxed?.has(deviceId)
  return isForFormer
    ? { device: former.deviceId as PartKeys['device'], boxKeys: former.boxKeys, keyFor }
    : { device: deviceId, boxKeys: device.boxKeys, keyFor }
}

/** `not-for-us`: this vault has no key that could tell. */
const tryOpening = (
  ctx: LedgerContext,
  space: string,
  part: Part,
  keyFor: PartKeys['keyFor'],
): 'opens' | 'does-not-open' | 'not-for-us' => {
  const keys = partKeysFor(ctx, part, keyFor)
  const isForUs =
    part.key.kind === 'epoch'
      ? keyFor(part.key.epoch.number, part.key.epoch.keyId) !== null
      : part.key.boxes.some(({ device }) => device === keys.device)
  if (!isForUs) return 'not-for-us'
  return openPart(space as SpaceId, part, keys).ok ? 'opens' : 'does-not-open'
}

const citedHere = (db: Database, space: string): ReadonlySet<string> =>
  new Set(
    selectRows(
      db,
      'SELECT bytes FROM entry WHERE space = ? AND status <> 2',
      [space],
      z.object({ bytes: blob }),
    ).flatMap(({ bytes }) => readStored(bytes).link.parts),
  )

const isErased = (db: Database, id: string): boolean =>
  selectRow(db, 'SELECT id FROM erased_part WHERE id = ?', [id], z.object({ id: z.string() })) !==
  null

const storedPart = (db: Database, id: string): Part | null => {
  const row = selectRow(
    db,
    'SELECT envelope FROM part WHERE id = ?',
    [id],
    z.object({ envelope: blob }),
  )
  const part = row && parsePart(row.envelope)
  return part?.ok ? part.value : null
}

/**
 * The parts of a space worth keeping: those that a verified or pending entry of it cites and that nobody
 * erased. Their ids name their content; the key beside it does not, so that one that does not open is
 * refused where this vault can tell, and gives way to one that opens.
 *
 * What only an entry that waits for its predecessor cites is let go without a word: it is asked for again.
 */
export const receiveParts = (
  ctx: LedgerContext,
  space: string,
  envelopes: readonly Uint8Array[],
  { keyFor, news, held }: PartContext,
): ReceivedParts => {
  const { db } = ctx
  const ops: StoreOp[] = []
  const refused: string[] = []
  const taken = new Set<string>()
  const ofNews = new Set<string>(news.flatMap(({ link }) => link.parts))
  const ofHeld = new Set<string>(held.flatMap(({ link }) => link.parts))
  let ofStored: ReadonlySet<string> | null = null
  const isCited = (id: string): boolean => {
    if (ofNews.has(id)) return true
    ofStored ??= citedHere(db, space)
    return ofStored.has(id)
  }
  for (const bytes of envelopes) {
    const parsed = parsePart(bytes)
    if (!parsed.ok) {
      refused.push(parsed.error.code)
      continue
    }
    const part = parsed.value
    const id = partIdOf(part.salt, part.ciphertext, hash256) as PartId
    if (isErased(db, id) || taken.has(id)) continue
    if (!isCited(id)) {
      if (!ofHeld.has(id)) refused.push('part/not-cited')
      continue
    }
    const opening = tryOpening(ctx, space, part, keyFor)
    if (opening === 'does-not-open') {
      refused.push('part/does-not-open')
      continue
    }
    const before = storedPart(db, id)
    const isBetter =
      before === null || (opening === 'opens' && tryOpening(ctx, space, before, keyFor) !== 'opens')
    if (!isBetter) continue
    taken.add(id)
    ops.push({ op: before ? 'replace-part' : 'put-part', partId: id, space, envelope: bytes })
  }
  return { ops, refused }
}
