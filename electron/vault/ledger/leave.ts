import { isLeavingOf } from '../../../shared/domain/access/past'
import type { Leaving } from '../../../shared/domain/access/types'
import type { MemberId } from '../../../shared/domain/terms'
import type { Delivery, SpaceDelivery } from '../../../shared/formats/delivery'
import { textOf, utf8 } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { LedgerContext } from './ledger-context'
import { storedReaches } from './log-reach'
import { selectRow, selectRows } from './select'
import { allSpaces, sortNarrowFirst, stateOfSpace, widerOf, withNarrower } from './space-rows'
import type { SpaceView } from './spaces'
import type { StoreOp } from './store-op'
import { blob } from './stored-entries'

/** Whether a leaving ended something: not void, not undone. */
export const standsIn =
  ({ voids }: Pick<SpaceView, 'voids'>) =>
  (leaving: Leaving): boolean =>
    leaving.undone === undefined && !voids.has(leaving.entryId)

/** Whether this member or this device left a space. */
export const hasLeftHere = ({ deviceId, device }: LedgerContext, view: SpaceView): boolean =>
  view.input.leavings
    .filter(standsIn(view))
    .some((one) => isLeavingOf(one, deviceId, device.memberId))

/** Who left a case is told by its notice, which is short; the case need not be read for it. */
const mustLeave = (ctx: LedgerContext, space: string): boolean => {
  const summary = ctx.spaces.summaryOf(space)
  if (!summary) return false
  const { kind, wider } = summary
  if (kind !== 'case') return hasLeftHere(ctx, ctx.spaces.viewOf(space))
  if (wider === null || !ctx.spaces.summaryOf(wider)) return false
  return hasLeftCaseOf(ctx, ctx.spaces.viewOf(wider))
}

/** Whether this member or this device left the case of a notice. */
export const hasLeftCaseOf = (ctx: LedgerContext, notice: SpaceView): boolean =>
  hasLeftHere(ctx, {
    ...notice,
    input: { ...notice.input, leavings: notice.forCase.leavings },
  })

/**
 * Spaces of which entries became known since it was last asked, with the cases that they announce. What is written
 * here is derived: after a crash it is derived again.
 */
export const unjudgedSpaces = ({ db, committeeSpace }: LedgerContext): readonly string[] => {
  const changed = selectRows(db, 'SELECT id FROM unjudged_space ORDER BY id', [], IdRow)
  // What the committee says of this member ends everything; what it says of others, nothing here.
  const narrowing = changed.map(({ id }) => id).filter((id) => id !== committeeSpace)
  return [
    ...(narrowing.length < changed.length ? [committeeSpace] : []),
    ...withNarrower(db, narrowing),
  ]
}

/**
 * Those of these spaces that have to be left, the narrower before the wider; all there are for a member or
 * device that the committee let go.
 */
export const spacesToLeave = (ctx: LedgerContext, spaces: readonly string[]): readonly string[] => {
  const isGone = mustLeave(ctx, ctx.committeeSpace)
  const toLeave = (isGone ? allSpaces(ctx.db) : spaces).filter((space) => mustLeave(ctx, space))
  // The notice of a case that is still to be left is looked at again: the case itself did not change.
  const owed = new Set(toLeave.flatMap((space) => [space, widerOf(ctx.db, space)]))
  for (const space of spaces)
    if (!owed.has(space)) ctx.db.run('DELETE FROM unjudged_space WHERE id = ?', [space])
  return sortNarrowFirst(ctx.db, toLeave)
}

export const leaveOps = (ctx: LedgerContext, space: string): readonly StoreOp[] => {
  const readers = [...ctx.spaces.viewOf(space).readers].filter(
    (memberId) => memberId !== ctx.device.memberId,
  )
  return [
    { op: 'leave-space', space, device: ctx.deviceId },
    { op: 'put-local', key: readersKey(space), value: utf8(JSON.stringify(readers)) },
    ...ctx.owePurge(),
  ]
}

/** Who read on when a space was left: to them go the last sealed bytes. */
const readersKey = (space: string): string => `left-to/${space}`
const Readers = z.array(z.string())

const readsOn = (ctx: LedgerContext, space: string, memberId: MemberId): boolean => {
  const row = selectRow(
    ctx.db,
    'SELECT value FROM local WHERE key = ?',
    [readersKey(space)],
    z.object({ value: blob }),
  )
  if (!row || !Readers.parse(JSON.parse(textOf(row.value))).includes(memberId)) return false
  const wider = widerOf(ctx.db, space)
  if (wider === null || wider === ctx.committeeSpace || !ctx.spaces.summaryOf(wider)) return true
  const notice = ctx.spaces.viewOf(wider)
  return !notice.forCase.leavings.filter(standsIn(notice)).some((one) => one.memberId === memberId)
}

/**
 * What this device entered last in spaces that it left, still sealed, for a member who reads on: also
 * that ownership moved, or the leaving itself. Until one of them says that it arrived.
 */
export const lastBytesFor = (ctx: LedgerContext, memberId: MemberId): SpaceDelivery[] =>
  selectRows(ctx.db, 'SELECT id FROM space WHERE has_left = 1 ORDER BY id', [], IdRow)
    .filter(({ id }) => readsOn(ctx, id, memberId))
    .map(({ id }) => ({
      space: id,
      entries: selectRows(
        ctx.db,
        'SELECT bytes FROM entry WHERE space = ? AND status = 0 ORDER BY seq, id',
        [id],
        z.object({ bytes: blob }),
      ).map(({ bytes }) => bytes),
      parts: [],
    }))

const IdRow = z.object({ id: z.string() })

/**
 * The last sealed bytes of spaces that were left go when another member's device, which may read the space as
 * far as this vault can tell, says that it has all of this device's log and names these very entries: of a copied
 * folder's log a reader may have the other branch.
 */
export const receiptOps = (
  ctx: LedgerContext,
  receipts: Delivery['receipts'],
  fromDevice: string,
): readonly StoreOp[] => {
  const sender = ctx.spaces.devices().find(({ deviceId }) => deviceId === fromDevice)
  if (!sender?.isLive || sender.memberId === ctx.device.memberId) return []
  const kept = new Map(
    storedReaches(ctx.db, ctx.deviceId, 'left').map((reach) => [reach.space, reach]),
  )
  const ops = receipts.flatMap(({ space, device, count, last }): StoreOp[] => {
    if (device !== ctx.deviceId || stateOfSpace(ctx.db, space) !== 'left') return []
    const wider = widerOf(ctx.db, space)
    if (wider && wider !== ctx.committeeSpace && ctx.spaces.summaryOf(wider)) {
      const { forCase } = ctx.spaces.viewOf(wider)
      const mayRead = forCase.entitlements.some(({ memberId }) => memberId === sender.memberId)
      if (!mayRead) return []
    }
    const own = kept.get(space)
    const hasArrived = own !== undefined && own.count === count && own.last === last
    return hasArrived ? [{ op: 'drop-left', space }] : []
  })
  return ops.length === 0 ? [] : [...ops, ...ctx.owePurge()]
}
