import type { Database } from 'sql.js'
import type { EntryLink, ParsedEntry } from '../../../shared/formats/entry'
import { orderEntries } from '../../../shared/formats/entry-order'
import type { Lockbox } from '../../../shared/formats/lockbox'
import { findForks } from './forks'
import { heldKeysOf } from './keyring'
import { type EntryBody, openEntry } from './seal-entry'
import { type StoredEntry, signedGapsOf, verifiedEntriesOf } from './stored-entries'

/** A verified entry with what this vault can read of it. */
export interface RawEntry {
  readonly link: EntryLink
  /** `null` for an entry of a newer version. */
  readonly parsed: ParsedEntry | null
  readonly lockbox: Lockbox | null
  /** `null` for a lockbox, and for what no key here opens. */
  readonly body: EntryBody | null
  readonly isForkVoid: boolean
}

/** What a space holds, before anyone judges who may enter what. */
export interface RawSpace {
  /** In causal order. */
  readonly entries: readonly RawEntry[]
  /** Devices of which two entries carry one number, with that number. */
  readonly forkedAt: ReadonlyMap<string, number>
}

/** Text supplied by the lower branch of a fork stands: characters cannot be entered twice to anybody's harm. */
const suppliesText = (body: EntryBody | null): boolean => body?.kind === 'text.updated'

/** Reads and opens every verified entry of a space. The costly part of showing a space, done once. */
export const readRawSpace = (db: Database, space: string): RawSpace => {
  const stored = verifiedEntriesOf(db, space)
  const keys = new Map(
    heldKeysOf(db, space).map(({ epoch, key }) => [`${epoch.number}/${epoch.keyId}`, key]),
  )
  const keyFor = (number: number, keyId: string) => keys.get(`${number}/${keyId}`) ?? null
  const byId = new Map<string, StoredEntry>(stored.map((entry) => [entry.link.id, entry]))
  const forks = findForks(
    stored.map(({ link }) => link),
    signedGapsOf(db, space),
  )
  const entries = orderEntries(stored.map(({ link }) => link)).map((link): RawEntry => {
    const parsed = byId.get(link.id)?.parsed ?? null
    const lockbox = parsed?.lockbox ?? null
    const opened = parsed && !lockbox ? openEntry(parsed, keyFor) : null
    const body = opened?.ok ? opened.value : null
    const fork = forks.get(link.device)
    const isAfterFork = fork !== undefined && link.seq >= fork.seq
    return {
      link,
      parsed,
      lockbox,
      body,
      isForkVoid: isAfterFork && !(fork.textBranch.has(link.id) && suppliesText(body)),
    }
  })
  return {
    entries,
    forkedAt: new Map([...forks].map(([device, { seq }]) => [device, seq])),
  }
}
