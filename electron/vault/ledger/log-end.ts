import type { Database } from 'sql.js'
import { maxHeads } from '../../../shared/formats/entry'
import type { EntryId } from '../../../shared/formats/ledger-ids'
import { z } from '../../../shared/util/schema'
import type { LedgerContext } from './ledger-context'
import type { LogEnd } from './log-writer'
import { selectRow, selectRows } from './select'
import type { Head } from './spaces'

const LastRow = z.object({ id: z.string(), seq: z.number() })
const HeadRow = z.object({ id: z.string(), device: z.string() })

/** Also where the entries are gone because this member left the space and came back. */
const lastOf = (db: Database, space: string, device: string) => {
  const here = selectRow(
    db,
    'SELECT id, seq FROM entry WHERE space = ? AND device = ? AND status = 0 ORDER BY seq DESC, id LIMIT 1',
    [space, device],
    LastRow,
  )
  const left = selectRow(
    db,
    'SELECT id, seq FROM log_end WHERE space = ? AND device = ?',
    [space, device],
    LastRow,
  )
  return here && left ? (left.seq > here.seq ? left : here) : (here ?? left)
}

const headsOf = (db: Database, space: string): Head[] =>
  selectRows(
    db,
    'SELECT head.id AS id, entry.device AS device FROM head JOIN entry ON entry.id = head.id WHERE head.space = ? ORDER BY head.id',
    [space],
    HeadRow,
  )

interface RankedHead extends Head {
  readonly rank: number
}

/**
 * How many heads of the same member come before each: who forks a log, on however many devices, crowds out
 * nobody else's.
 */
const rankByMember = (
  { spaces }: Pick<LedgerContext, 'spaces'>,
  heads: readonly Head[],
): RankedHead[] => {
  const memberOf = new Map(spaces.devices().map(({ deviceId, memberId }) => [deviceId, memberId]))
  const counts = new Map<string, number>()
  return heads.map((head) => {
    const author = memberOf.get(head.device) ?? head.device
    const rank = counts.get(author) ?? 0
    counts.set(author, rank + 1)
    return { ...head, rank }
  })
}

/** Wider heads are cited once: what they had seen is then in this space's past for ever. */
const uncited = (db: Database, space: string, heads: readonly RankedHead[]): RankedHead[] =>
  heads.filter(
    ({ id }) =>
      selectRow(
        db,
        'SELECT id FROM cited WHERE space = ? AND id = ?',
        [space, id],
        z.object({ id: z.string() }),
      ) === null,
  )

/**
 * Where this device goes on in a space, and what its next entry cites: the heads of the space and of the wider ones.
 *
 * @param written heads of spaces that the same step adds to
 */
export const logEndOf = (
  ctx: LedgerContext,
  space: string,
  wider: string | null,
  written: ReadonlyMap<string, EntryId>,
): LogEnd => {
  const { db, deviceId, committeeSpace, spaces } = ctx
  const last = lastOf(db, space, deviceId)
  const headsNow = (one: string): readonly RankedHead[] => {
    const newest = written.get(one)
    if (newest) return [{ id: newest, device: deviceId, rank: 0 }]
    return rankByMember(ctx, one === committeeSpace ? spaces.committeeHeads() : headsOf(db, one))
  }
  const ofWider = [wider, committeeSpace].flatMap((one, index, all) =>
    one === null || one === space || all.indexOf(one) !== index
      ? []
      : uncited(db, space, headsNow(one)),
  )
  // Of equal rank, what its author must be seen to know comes first: a leaving is entered in a wider space.
  const heads = [...ofWider, ...headsNow(space)].sort((a, b) => a.rank - b.rank)
  return {
    seq: last ? last.seq + 1 : 0,
    previous: (last?.id ?? null) as EntryId | null,
    heads: [...new Set(heads.map(({ id }) => id))].slice(0, maxHeads) as EntryId[],
  }
}
