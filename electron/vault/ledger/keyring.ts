import type { Database } from 'sql.js'
import type { EpochName } from '../../../shared/domain/access/epochs'
import type { DeviceId, KeyId, SpaceId } from '../../../shared/formats/ledger-ids'
import type { Bytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { LocalDevice } from './ledger-port'
import { type EpochKey, openLockbox, unwrapPredecessor } from './lockbox'
import { selectRow, selectRows } from './select'
import type { StoreOp } from './store-op'
import { blob, type StoredLockbox } from './stored-entries'

const EpochRow = z.object({ number: z.number(), key_id: z.string(), key: blob })

const toEpochKey = (row: z.infer<typeof EpochRow>): EpochKey => ({
  epoch: { number: row.number, keyId: row.key_id as KeyId },
  key: row.key,
})

/** The epoch keys of a space that this vault holds, newest number first. */
export const heldKeysOf = (db: Database, space: string): EpochKey[] =>
  selectRows(
    db,
    'SELECT number, key_id, key FROM epoch_key WHERE space = ? ORDER BY number DESC, key_id',
    [space],
    EpochRow,
  ).map(toEpochKey)

/** The keys of these epochs that this vault holds, in their order. The caller wipes them. */
export const keysOfEpochs = (
  db: Database,
  space: string,
  epochs: readonly EpochName[],
): readonly EpochKey[] => {
  const find = keyFinder(db, space)
  return epochs.flatMap(({ number, keyId }) => {
    const key = find(number, keyId)
    return key ? [{ epoch: { number, keyId: keyId as KeyId }, key }] : []
  })
}

export const keyFinder =
  (db: Database, space: string) =>
  (number: number, keyId: string): Bytes | null =>
    selectRow(
      db,
      'SELECT number, key_id, key FROM epoch_key WHERE space = ? AND number = ? AND key_id = ?',
      [space, number, keyId],
      EpochRow,
    )?.key ?? null

export const putKey = (space: string, { epoch, key }: EpochKey): StoreOp => ({
  op: 'put-epoch-key',
  space,
  number: epoch.number,
  keyId: epoch.keyId,
  key,
})

const nameOf = ({ number, keyId }: EpochKey['epoch']): string => `${number}/${keyId}`

export interface LockboxProblem {
  readonly entryId: string
  readonly code: 'lockbox/does-not-open' | 'lockbox/misaddressed'
}

/**
 * The keys that a space's lockboxes give this device beyond those it holds: from boxes addressed to it, and
 * from every predecessor that a key in hand unwraps, whoever its lockbox is for. A box that is ours and
 * does not open is told, never ignored.
 */
export const openLockboxes = (
  device: LocalDevice,
  deviceId: string,
  space: string,
  held: readonly EpochKey[],
  lockboxes: readonly StoredLockbox[],
): { readonly keys: readonly EpochKey[]; readonly problems: readonly LockboxProblem[] } => {
  const known = new Map(held.map((key) => [nameOf(key.epoch), key]))
  const problems: LockboxProblem[] = []
  const found: EpochKey[] = []
  const add = (key: EpochKey): void => {
    known.set(nameOf(key.epoch), key)
    found.push(key)
  }
  const readers = [{ deviceId, boxKeys: device.boxKeys }, ...device.former]
  for (const { entry, lockbox } of lockboxes) {
    for (const { deviceId: reader, boxKeys } of readers) {
      if (known.has(nameOf(lockbox.epoch))) break
      const opened = openLockbox(space as SpaceId, reader as DeviceId, boxKeys, lockbox)
      if (!opened.ok) problems.push({ entryId: entry.id, code: opened.error.code })
      else if (opened.value !== null) add(opened.value)
    }
  }
  // Newest first: each step gives the key that the next one down needs. Cycles end, as a key is added once.
  for (let added = true; added; ) {
    added = false
    for (const { lockbox } of lockboxes) {
      const newer = known.get(nameOf(lockbox.epoch))
      if (!newer) continue
      for (const predecessor of lockbox.predecessors) {
        if (known.has(nameOf(predecessor.epoch))) continue
        const older = unwrapPredecessor(space as SpaceId, newer, predecessor)
        if (!older) continue
        add(older)
        added = true
      }
    }
  }
  return { keys: found, problems }
}
