import { type LogReach, maxLogsTold } from '../../../shared/formats/delivery'
import { z } from '../../../shared/util/schema'
import type { LedgerContext } from './ledger-context'
import type { HaveTable, Reached } from './ledger-port'
import { type LogIds, reachesOf } from './log-reach'
import { selectRows } from './select'
import type { SpaceView } from './spaces'

/**
 * What this vault tells of a space's logs. A log counts up to its first entry of which a part is missing: whoever
 * reads this sends that part again.
 */
export const havesOf = (
  ctx: LedgerContext,
  view: SpaceView,
  logs: ReadonlyMap<string, LogIds>,
): LogReach[] => {
  const { space } = view.summary
  const here = new Set(
    selectRows(
      ctx.db,
      'SELECT id FROM part WHERE space = ? UNION ALL SELECT id FROM erased_part WHERE space = ?',
      [space, space],
      z.object({ id: z.string() }),
    ).map(({ id }) => id),
  )
  const lacking = new Map<string, number>()
  for (const { link } of view.raw.entries) {
    if (link.parts.every((id) => here.has(id))) continue
    lacking.set(link.device, Math.min(link.seq, lacking.get(link.device) ?? link.seq))
  }
  const haves = reachesOf(logs, (device) => lacking.get(device) ?? Number.POSITIVE_INFINITY)
  return haves.slice(0, maxLogsTold)
}

const HaveRow = z.object({
  device: z.string(),
  space: z.string(),
  log_device: z.string(),
  count: z.number(),
  last: z.string(),
})

/** @param of one space; all of them where it is left out, which grows with every case there ever was */
export const readKnownHaves = (ctx: LedgerContext, of?: string): HaveTable =>
  of === undefined ? readHaves(ctx, '', []) : readHaves(ctx, 'WHERE space = ?', [of])

/** What one device said that it has. */
export const readHavesOf = (ctx: LedgerContext, device: string): HaveTable =>
  readHaves(ctx, 'WHERE device = ?', [device])

const readHaves = (ctx: LedgerContext, where: string, values: readonly string[]): HaveTable => {
  const table = new Map<string, Map<string, Map<string, Reached>>>()
  for (const { device, space, log_device, count, last } of selectRows(
    ctx.db,
    `SELECT device, space, log_device, count, last FROM peer_have ${where}`,
    [...values],
    HaveRow,
  )) {
    const spaces = table.get(device) ?? new Map<string, Map<string, Reached>>()
    const logs = spaces.get(space) ?? new Map<string, Reached>()
    logs.set(log_device, { count, last })
    spaces.set(space, logs)
    table.set(device, spaces)
  }
  return table
}
