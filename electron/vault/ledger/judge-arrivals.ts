import type { Database } from 'sql.js'
import type { EntryLink } from '../../../shared/formats/entry'
import type { DeviceId, SpaceId } from '../../../shared/formats/ledger-ids'
import { bytesEqual, bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import { selectRow } from './select'
import type { StoreOp } from './store-op'
import type { EntryStatus } from './store-tables'
import { type StoredEntry, storedLog, waitingOf } from './stored-entries'
import { judgeBatch } from './verify-log'

/** Entries of one log that nobody can judge yet: more are refused, so that junk does not fill the disk. */
export const maxWaiting = 5_000

export interface RefusedArrival {
  readonly code: string
  readonly bytes: Uint8Array
}

/** What one log's arrivals come to. */
export interface JudgedArrivals {
  readonly ops: readonly StoreOp[]
  /** Verified by this arrival, those that waited here included. */
  readonly verified: readonly StoredEntry[]
  /** In their place, not covered by a signature yet. */
  readonly pending: readonly StoredEntry[]
  /** Held until something before them arrives, or until the committee knows their device. */
  readonly held: readonly StoredEntry[]
  readonly added: number
  readonly duplicates: number
  readonly refused: readonly RefusedArrival[]
}

interface Candidate {
  readonly entry: StoredEntry
  /** As it stands in the database; `null` when it is not there. */
  readonly before: EntryStatus | null
  after: EntryStatus | null
  /** The bytes to keep: signed ones, when such a copy was not refused. `null` while every copy was. */
  copy: EntryLink | null
}

const citesOf = ({ previous, heads }: EntryLink): string[] =>
  previous === null ? [...heads] : [previous, ...heads]

export const refusedOp = (
  space: string,
  { code, bytes }: RefusedArrival,
  fromDevice: string,
  atMs: number,
): StoreOp => ({
  op: 'put-refused',
  digest: bytesToHex(hash256(bytes)),
  space,
  code,
  fromDevice,
  atMs,
  bytes,
})

/**
 * Judges what arrived of one log together with what waits in it. The answer depends on the entries of
 * arrival and log, not on their order or number.
 *
 * @param isKnownDevice `false`: the entries are held until the committee knows their device
 */
export const judgeArrivals = (
  db: Database,
  space: SpaceId,
  device: DeviceId,
  arrived: readonly StoredEntry[],
  isKnownDevice: boolean,
): JudgedArrivals => {
  const candidates = new Map<string, Candidate>()
  const copies = new Map<string, Uint8Array[]>()
  const queue: EntryLink[] = []
  const refused: RefusedArrival[] = []
  let duplicates = 0
  for (const { status, ...entry } of waitingOf(db, space, device)) {
    const { link } = entry
    candidates.set(link.id, { entry, before: status, after: status, copy: link })
    copies.set(link.id, [link.bytes])
    if (status === 'gap') queue.push(link)
  }
  for (const entry of arrived) {
    const { link } = entry
    const seen = copies.get(link.id) ?? []
    if (seen.some((bytes) => bytesEqual(bytes, link.bytes))) duplicates++
    else {
      copies.set(link.id, [...seen, link.bytes])
      queue.push(link)
      if (!candidates.has(link.id))
        candidates.set(link.id, { entry, before: null, after: null, copy: null })
    }
  }
  const keepCopy = (candidate: Candidate, link: EntryLink): void => {
    if (candidate.copy === null || (candidate.copy.signature === null && link.signature !== null))
      candidate.copy = link
  }
  if (!isKnownDevice) {
    for (const link of queue) {
      const candidate = candidates.get(link.id) as Candidate
      if (candidate.before === null && isStored(db, link.id)) duplicates++
      else {
        candidate.after = 'gap'
        keepCopy(candidate, link)
      }
    }
  } else {
    for (const { entry, verdict } of judgeBatch(storedLog(db, space, device), queue)) {
      const candidate = candidates.get(entry.id) as Candidate
      if (verdict.kind === 'refused') {
        refused.push({ code: verdict.code, bytes: entry.bytes })
        if (candidate.before === 'gap' && candidate.copy === entry) candidate.after = null
      } else if (verdict.kind === 'duplicate') {
        duplicates++
      } else {
        if (candidate.after !== 'verified')
          candidate.after = verdict.kind === 'pending' ? 'pending' : 'gap'
        keepCopy(candidate, entry)
        if (verdict.kind === 'accepted' || verdict.kind === 'fork')
          for (const id of verdict.nowVerified) {
            const covered = candidates.get(id)
            if (covered) covered.after = 'verified'
          }
      }
    }
  }
  const all = [...candidates.values()].sort((a, b) => a.entry.link.seq - b.entry.link.seq)
  const waiting = all.filter(({ after }) => after === 'gap' || after === 'pending')
  for (const candidate of waiting.slice(maxWaiting)) {
    if (candidate.before !== null) continue
    candidate.after = null
    refused.push({ code: 'entry/too-many-waiting', bytes: candidate.entry.link.bytes })
  }
  const now = (status: EntryStatus) => all.filter(({ after }) => after === status)
  return {
    ops: all.flatMap((candidate) => changeOf(space, device, candidate)),
    verified: now('verified').map(({ entry }) => entry),
    pending: now('pending').map(({ entry }) => entry),
    held: now('gap').map(({ entry }) => entry),
    added: all.filter(({ before, after }) => before === null && after !== null).length,
    duplicates,
    refused,
  }
}

const changeOf = (space: string, device: string, candidate: Candidate): readonly StoreOp[] => {
  const { entry, before, after, copy } = candidate
  const { link } = entry
  if (after === null) return before === null ? [] : [{ op: 'drop-entry', entryId: link.id }]
  const hasNewCopy = copy !== null && copy !== link
  if (before !== null) {
    if (before === after && !hasNewCopy) return []
    const signed = hasNewCopy ? copy.bytes : null
    return [{ op: 'judge-entry', entryId: link.id, cites: citesOf(link), status: after, signed }]
  }
  return [
    {
      op: 'put-entry',
      space,
      device,
      seq: link.seq,
      entryId: link.id,
      cites: citesOf(link),
      status: after,
      isLockbox: entry.parsed?.bodyMode === 'lockbox',
      bytes: (copy ?? link).bytes,
    },
  ]
}

const isStored = (db: Database, entryId: string): boolean =>
  selectRow(db, 'SELECT id FROM entry WHERE id = ?', [entryId], z.object({ id: z.string() })) !==
  null
