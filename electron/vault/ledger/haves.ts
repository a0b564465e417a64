import type { LogCount } from '../../../shared/formats/delivery'
import { z } from '../../../shared/util/schema'
import type { LedgerContext } from './ledger-context'
import type { HaveTable } from './ledger-port'
import { selectRows } from './select'
import type { SpaceView } from './spaces'
import { logCountsOf } from './stored-entries'

/**
 * What this vault has of a space's logs. A log counts up to its first entry of which a part is missing: whoever
 * reads this sends that part again.
 */
export const havesOf = (ctx: LedgerContext, view: SpaceView): LogCount[] => {
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
  return logCountsOf(ctx.db, space).map(({ device, count }) => ({
    device,
    count: Math.min(count, lacking.get(device) ?? count),
  }))
}

const HaveRow = z.object({
  device: z.string(),
  space: z.string(),
  log_device: z.string(),
  count: z.number(),
})

export const readKnownHaves = (ctx: LedgerContext): HaveTable => {
  const table = new Map<string, Map<string, Map<string, number>>>()
  for (const row of selectRows(
    ctx.db,
    'SELECT device, space, log_device, count FROM peer_have',
    [],
    HaveRow,
  )) {
    const spaces = table.get(row.device) ?? new Map<string, Map<string, number>>()
    const logs = spaces.get(row.space) ?? new Map<string, number>()
    logs.set(row.log_device, row.count)
    spaces.set(row.space, logs)
    table.set(row.device, spaces)
  }
  return table
}
