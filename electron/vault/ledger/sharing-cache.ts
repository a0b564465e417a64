import { bytesToHex, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { hash256 } from '../crypto/hash'
import { havesOf } from './haves'
import type { LedgerContext } from './ledger-context'
import { logIdsOf, reachesOf } from './log-reach'
import { selectRow } from './select'
import { widerOf } from './space-rows'

const Reaches = z.array(z.object({ device: z.string(), count: z.number(), last: z.string() }))
const Sharing = z.object({
  readers: z.array(z.string()),
  /** What is told of this vault's logs; see `havesOf`. */
  haves: Reaches,
  /** Every verified entry from number 0, whether or not its parts are here. */
  reaches: Reaches,
})

/** What sending asks of every space, whether or not it then sends anything of it. */
export type Sharing = z.infer<typeof Sharing>

const StampRow = z.object({ stamp: z.string() })
const CacheRow = z.object({ stamp: z.string(), sharing: z.string() })

/** Changes with every entry of a space, every promotion of one, every part, and when something that it cites arrives. */
const stampOf = ({ db }: LedgerContext, space: string): string =>
  selectRow(
    db,
    `SELECT (SELECT coalesce(max(arrival), 0) || '/' || count(*) || '/' || coalesce(sum(status), 0) FROM entry WHERE space = ?)
       || '/' || (SELECT count(*) FROM part WHERE space = ?) || '/' || (SELECT count(*) FROM erased_part WHERE space = ?)
       || '/' || (SELECT count(*) FROM epoch_key WHERE space = ?)
       || '/' || (SELECT count(*) FROM cited WHERE space = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = cited.id AND status = 0)) AS stamp`,
    [space, space, space, space, space],
    StampRow,
  )?.stamp ?? ''

/** Changes with the members, devices and leavings that the committee knows, not with everything that it enters. */
const committeeStamp = ({ db, spaces, committeeSpace }: LedgerContext): string => {
  const { leavings } = spaces.committee()
  const missing = selectRow(
    db,
    'SELECT CAST(count(*) AS TEXT) AS stamp FROM cited WHERE space = ?',
    [committeeSpace],
    StampRow,
  )
  return bytesToHex(hash256(utf8(JSON.stringify([spaces.devices(), leavings, missing?.stamp]))))
}

/**
 * Who reads each space and what is here of it, from the database where nothing changed: a closed case is not
 * opened and judged anew whenever something is sent. The rows are derived, and written outside any commit.
 */
export const createSharingCache = (ctx: LedgerContext): ((space: string) => Sharing) => {
  const ofCommittee = committeeStamp(ctx)
  const admitted = new Set(ctx.spaces.devices().map(({ deviceId }) => deviceId))
  return (space) => {
    const wider = widerOf(ctx.db, space)
    const ofWider = wider === null || wider === ctx.committeeSpace ? '' : stampOf(ctx, wider)
    const stamp = `${ofCommittee}|${ofWider}|${stampOf(ctx, space)}`
    const row = selectRow(
      ctx.db,
      'SELECT stamp, sharing FROM sharing_cache WHERE space = ?',
      [space],
      CacheRow,
    )
    if (row?.stamp === stamp) return Sharing.parse(JSON.parse(row.sharing))
    const view = ctx.spaces.viewOf(space)
    const links = view.raw.entries.map(({ link }) => link)
    // Of others nothing is passed on, so that nobody need be told how far they are here.
    const logs = logIdsOf(links.filter(({ device }) => admitted.has(device)))
    const sharing: Sharing = {
      readers: [...view.readers],
      haves: havesOf(ctx, view, logs),
      reaches: reachesOf(logs),
    }
    ctx.db.run('INSERT OR REPLACE INTO sharing_cache(space, stamp, sharing) VALUES (?, ?, ?)', [
      space,
      stamp,
      JSON.stringify(sharing),
    ])
    return sharing
  }
}
