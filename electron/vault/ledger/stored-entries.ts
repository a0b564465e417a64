import type { Database } from 'sql.js'
import {
  type EntryLink,
  type ParsedEntry,
  parseEntry,
  parseLink,
} from '../../../shared/formats/entry'
import type { DeviceId, EntryId, SpaceId } from '../../../shared/formats/ledger-ids'
import type { Lockbox } from '../../../shared/formats/lockbox'
import type { Bytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import type { KnownEntry, LogView } from './log-view'
import { selectRow, selectRows } from './select'
import { entryStatus } from './store-tables'

export const blob = z.custom<Bytes>((value) => value instanceof Uint8Array)
const BytesRow = z.object({ bytes: blob })
const IdRow = z.object({ id: z.string() })

/** An entry of this version, or of a newer one: then `parsed` is `null`. */
export interface StoredEntry {
  readonly link: EntryLink
  readonly parsed: ParsedEntry | null
}

/** Throws on what no vault stores: the store has authenticated these bytes. */
export const readStored = (bytes: Uint8Array): StoredEntry => {
  const parsed = parseEntry(bytes, hash256)
  if (parsed.ok) return { link: parsed.value, parsed: parsed.value }
  const link = parseLink(bytes, hash256)
  if (!link.ok) throw new Error(`a stored entry: ${link.error.code}`)
  return { link: link.value, parsed: null }
}

/** Every verified entry of a space, in order of arrival. */
export const verifiedEntriesOf = (db: Database, space: string): StoredEntry[] =>
  selectRows(
    db,
    'SELECT bytes FROM entry WHERE space = ? AND status = 0 ORDER BY arrival',
    [space],
    BytesRow,
  ).map(({ bytes }) => readStored(bytes))

/** Signed entries whose predecessor has not arrived: they may prove a fork at its number. */
export const signedGapsOf = (db: Database, space: string): EntryLink[] =>
  selectRows(
    db,
    'SELECT bytes FROM entry WHERE space = ? AND status = 2 ORDER BY arrival',
    [space],
    BytesRow,
  )
    .map(({ bytes }) => readStored(bytes).link)
    .filter(({ signature }) => signature !== null)

/** Entries of one log that are not verified yet. */
export const waitingOf = (
  db: Database,
  space: string,
  device: string,
): (StoredEntry & { readonly status: 'pending' | 'gap' })[] =>
  selectRows(
    db,
    'SELECT bytes, status FROM entry WHERE space = ? AND device = ? AND status <> 0 ORDER BY arrival',
    [space, device],
    z.object({ bytes: blob, status: z.number() }),
  ).map(({ bytes, status }) => ({
    ...readStored(bytes),
    status: status === entryStatus.pending ? 'pending' : 'gap',
  }))

/** Logs of a device that hold entries nobody could judge yet. */
export const spacesWaitingFor = (db: Database, device: string): string[] =>
  selectRows(
    db,
    'SELECT DISTINCT space AS id FROM entry WHERE device = ? AND status <> 0 ORDER BY space',
    [device],
    IdRow,
  ).map(({ id }) => id)

export interface StoredLockbox {
  readonly entry: ParsedEntry
  readonly lockbox: Lockbox
}

/** The lockboxes among a space's verified entries. */
export const lockboxesOf = (db: Database, space: string): StoredLockbox[] =>
  selectRows(
    db,
    'SELECT bytes FROM entry WHERE space = ? AND is_lockbox = 1 AND status = 0 ORDER BY arrival',
    [space],
    BytesRow,
  ).flatMap(({ bytes }) => toLockboxes(readStored(bytes).parsed))

/** The lockbox of an entry, with the entry; none of any other. */
export const toLockboxes = (entry: ParsedEntry | null): readonly StoredLockbox[] =>
  entry?.lockbox ? [{ entry, lockbox: entry.lockbox }] : []

const StatusRow = z.object({ seq: z.number(), status: z.number(), bytes: blob })

/** One log as the database holds it. Entries that wait for a predecessor are not in it yet. */
export const storedLog = (db: Database, space: SpaceId, device: DeviceId): LogView => ({
  space,
  device,
  find: (id): KnownEntry | null => {
    const row = selectRow(
      db,
      'SELECT seq, status, bytes FROM entry WHERE id = ? AND space = ? AND device = ?',
      [id, space, device],
      StatusRow,
    )
    if (!row || row.status === entryStatus.gap) return null
    const { previous } = readStored(row.bytes).link
    return { id, seq: row.seq, previous, isVerified: row.status === entryStatus.verified }
  },
  verifiedAt: (seq) =>
    selectRows(
      db,
      'SELECT id FROM entry WHERE space = ? AND device = ? AND seq = ? AND status = 0 ORDER BY id',
      [space, device, seq],
      IdRow,
    ).map(({ id }) => id as EntryId),
})

/** Whether two verified entries of a device carry one number in some space. */
export const hasForked = (db: Database, device: string): boolean =>
  selectRow(
    db,
    'SELECT min(id) AS id FROM entry WHERE device = ? AND status = 0 GROUP BY space, seq HAVING count(*) > 1 LIMIT 1',
    [device],
    IdRow,
  ) !== null
