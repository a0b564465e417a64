import type { Database } from 'sql.js'
import type { LogReach } from '../../../shared/formats/delivery'
import type { EntryLink } from '../../../shared/formats/entry'
import { bytesToHex, hexToBytes, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import type { Reached } from './ledger-port'
import { selectRows } from './select'

/**
 * The ids of one log by number, from 0 and as far as nothing before them is missing: ascending, several where the
 * log forks.
 */
export type LogIds = readonly (readonly string[])[]

type Link = Pick<EntryLink, 'id' | 'device' | 'seq' | 'previous'>

/** The logs of a space by device. Depends on the set of entries alone, not on their order. */
export const logIdsOf = (verified: readonly Link[]): ReadonlyMap<string, LogIds> => {
  const here = new Set<string>(verified.map(({ id }) => id))
  const logs = new Map<string, Map<number, string[]>>()
  const brokenAt = new Map<string, number>()
  for (const { id, device, seq, previous } of verified) {
    const numbers = logs.get(device) ?? new Map<number, string[]>()
    logs.set(device, numbers)
    const known = numbers.get(seq)
    if (known) known.push(id)
    else numbers.set(seq, [id])
    if (previous !== null && !here.has(previous))
      brokenAt.set(device, Math.min(seq, brokenAt.get(device) ?? seq))
  }
  return new Map(
    [...logs].map(([device, numbers]) => {
      const ids: string[][] = []
      const end = brokenAt.get(device) ?? Number.POSITIVE_INFINITY
      for (let seq = 0; seq < end; seq++) {
        const known = numbers.get(seq)
        if (!known) break
        ids.push(known.sort())
      }
      return [device, ids]
    }),
  )
}

/** See `LogReach.last`. */
const nameIds = (ids: LogIds): string => {
  const isForked = ids.some((ofNumber) => ofNumber.length > 1)
  if (!isForked) return ids.at(-1)?.[0] ?? ''
  const all = hexToBytes(ids.flat().join(''))
  if (!all) throw new Error('an entry id that is not hex')
  return bytesToHex(hash256(utf8('conclave/forked-log/v1\0'), all))
}

/** What names the entries with the first `count` numbers of a log; `null` when these are not all here, or none. */
export const lastOf = (ids: LogIds, count: number): string | null =>
  count < 1 || count > ids.length ? null : nameIds(ids.slice(0, count))

/** How far logs are here, by device; those of which nothing counts are left out. */
export const reachesOf = (
  logs: ReadonlyMap<string, LogIds>,
  limitOf: (device: string) => number = () => Number.POSITIVE_INFINITY,
): LogReach[] =>
  [...logs]
    .flatMap(([device, ids]) => {
      const count = Math.min(ids.length, limitOf(device))
      const last = lastOf(ids, count)
      return last === null ? [] : [{ device, count, last }]
    })
    .sort((a, b) => (a.device < b.device ? -1 : 1))

/** Whether who told of a log, if they told of it, has all of it that is here. */
export const hasReached = (told: Reached | undefined, { count, last }: Reached): boolean =>
  told !== undefined && (told.count > count || (told.count === count && told.last === last))

/**
 * The number from which on a log is sent to who told how far they have it. Who has other entries under the same
 * numbers is sent all of it: both then hold both branches, and the fork is proof. Who has more than is here is
 * sent nothing: they compare what this vault tells them.
 */
export const sendFrom = (ids: LogIds, told: Reached | undefined): number => {
  if (told === undefined) return 0
  return told.count > ids.length || lastOf(ids, told.count) === told.last ? told.count : 0
}

const EndRow = z.object({
  space: z.string(),
  entries: z.number(),
  numbers: z.number(),
  seq: z.number(),
  id: z.string(),
})

const storedIds = (db: Database, space: string, device: string): LogIds => {
  const rows = selectRows(
    db,
    'SELECT seq, id FROM entry WHERE space = ? AND device = ? AND status = 0 ORDER BY seq, id',
    [space, device],
    z.object({ seq: z.number(), id: z.string() }),
  )
  const numbers = new Map<number, string[]>()
  for (const { seq, id } of rows) numbers.set(seq, [...(numbers.get(seq) ?? []), id])
  return [...numbers.values()]
}

/**
 * How far the logs of one device are here, in spaces that this member reads or in those they left; by space,
 * without opening any. `isWhole` where no number is missing.
 */
export const storedReaches = (
  db: Database,
  device: string,
  spaces: 'here' | 'left',
): readonly (Reached & { readonly space: string; readonly isWhole: boolean })[] =>
  // Beside max(), SQLite takes `id` from the row that has it.
  selectRows(
    db,
    `SELECT entry.space AS space, count(*) AS entries, count(DISTINCT seq) AS numbers, max(seq) AS seq, entry.id AS id
       FROM entry JOIN space ON space.id = entry.space
       WHERE device = ? AND status = 0 AND has_left = ? GROUP BY entry.space ORDER BY entry.space`,
    [device, spaces === 'left' ? 1 : 0],
    EndRow,
  ).map(({ space, entries, numbers, seq, id }) => ({
    space,
    count: seq + 1,
    last: entries === numbers ? id : nameIds(storedIds(db, space, device)),
    isWhole: numbers === seq + 1,
  }))
