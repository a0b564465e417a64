import type { MemberId } from '../../../shared/domain/terms'
import type { Delivery, SpaceDelivery } from '../../../shared/formats/delivery'
import { z } from '../../../shared/util/schema'
import { lastBytesFor, standsIn } from './leave'
import type { LedgerContext } from './ledger-context'
import type { HaveTable } from './ledger-port'
import type { RawEntry } from './raw-space'
import { selectRow, selectRows } from './select'
import { createSharingCache, type Sharing } from './sharing-cache'
import { allSpaces } from './space-rows'
import type { SpaceView } from './spaces'
import { blob } from './stored-entries'

/**
 * The one place that decides what is sent to whom (docs/access.md, "The filter"): spaces that the member reads,
 * being granted access there and not gone since. Of every other space nothing goes out: no id, no count,
 * no size, and what is sent does not depend on it.
 */
const spacesReadBy = (ctx: LedgerContext, memberId: MemberId): readonly ReadSpace[] => {
  const sharingOf = createSharingCache(ctx)
  return allSpaces(ctx.db)
    .map((space) => ({ space, ...sharingOf(space) }))
    .filter(({ readers }) => readers.includes(memberId))
}

interface ReadSpace extends Sharing {
  readonly space: string
}

/** The member's devices that may be sent something; this one has everything already. */
const receivingDevices = (ctx: LedgerContext, memberId: MemberId): readonly string[] =>
  ctx.spaces
    .devices()
    .filter((one) => one.memberId === memberId && one.isLive && one.deviceId !== ctx.deviceId)
    .map(({ deviceId }) => deviceId)

export const collectFor = (ctx: LedgerContext, memberId: MemberId, known: HaveTable): Delivery => {
  const devices = receivingDevices(ctx, memberId)
  const read = devices.length === 0 ? [] : spacesReadBy(ctx, memberId)
  const spaces = read
    .filter(({ space, counts, isForked }) =>
      isForked
        ? true
        : devices.some((device) => {
            const logs = known.get(device)?.get(space)
            return counts.some((log) => (logs?.get(log.device) ?? 0) < log.count)
          }),
    )
    .map(({ space }) => collectSpace(ctx, ctx.spaces.viewOf(space), devices, known))
    .filter(({ entries }) => entries.length > 0)
  const left = devices.length === 0 ? [] : lastBytesFor(ctx, memberId)
  return {
    spaces: [...spaces, ...left.filter(({ entries }) => entries.length > 0)],
    haves: [
      ...read.map(({ space, haves }) => ({ space, logs: haves })),
      // Of what was left nothing is here: whoever comes back is sent all of it.
      ...left.map(({ space }) => ({ space, logs: [] })),
    ],
    receipts: receiptsFor(ctx, memberId, new Set(read.map(({ space }) => space))),
  }
}

/**
 * For a member who was removed or resigned: that it is so, with what led there and they could read
 * anyway. Nothing that was entered after it, and nothing of any other space.
 */
export const farewellFor = (ctx: LedgerContext, memberId: MemberId): Delivery => {
  const view = ctx.spaces.viewOf(ctx.committeeSpace)
  const linkOf = new Map(view.raw.entries.map(({ link }) => [link.id as string, link]))
  const wanted = view.input.leavings
    .filter(standsIn(view))
    .filter((one) => one.memberId === memberId && one.space === ctx.committeeSpace)
    .map(({ entryId }) => entryId as string)
  const told = new Set<string>()
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    const link = linkOf.get(id)
    if (!link || told.has(id)) continue
    told.add(id)
    wanted.push(...link.heads, ...(link.previous === null ? [] : [link.previous]))
  }
  const entries = view.raw.entries
    .filter(({ link }) => told.has(link.id))
    .map(({ link }) => link.bytes)
  return {
    spaces: entries.length === 0 ? [] : [{ space: ctx.committeeSpace, entries, parts: [] }],
    haves: [],
    receipts: receiptsFor(ctx, memberId, new Set()),
  }
}

export const havesForMember = (ctx: LedgerContext, memberId: MemberId): Delivery['haves'] =>
  spacesReadBy(ctx, memberId).map(({ space, haves }) => ({ space, logs: haves }))

/**
 * What some device lacks of one space. Lockboxes come first, so that whoever gets only the beginning of a large
 * delivery can tell what the space is; then the causal order. From the number on at which a log forks, both
 * branches go to everyone: a count does not tell which of them a device has.
 */
const collectSpace = (
  ctx: LedgerContext,
  { summary, raw }: SpaceView,
  devices: readonly string[],
  known: HaveTable,
): SpaceDelivery => {
  const { space } = summary
  const haveOf = (device: string, log: string): number =>
    known.get(device)?.get(space)?.get(log) ?? 0
  const isLacking = ({ link }: RawEntry): boolean => {
    const forkedAt = raw.forkedAt.get(link.device)
    if (forkedAt !== undefined && link.seq >= forkedAt) return true
    return devices.some((device) => link.seq >= haveOf(device, link.device))
  }
  // Whoever holds a key of the committee can make entries for made-up devices: nobody passes them on.
  const admitted = new Set(ctx.spaces.devices().map(({ deviceId }) => deviceId))
  const lacking = raw.entries.filter((entry) => admitted.has(entry.link.device) && isLacking(entry))
  const inOrder = [
    ...lacking.filter(({ lockbox }) => lockbox !== null),
    ...lacking.filter(({ lockbox }) => lockbox === null),
  ]
  const partIds = new Set(lacking.flatMap(({ link }) => link.parts))
  const parts = [...partIds].flatMap((id) => {
    const row = selectRow(
      ctx.db,
      'SELECT envelope FROM part WHERE id = ? AND space = ?',
      [id, space],
      z.object({ envelope: blob }),
    )
    return row ? [row.envelope] : []
  })
  return { space, entries: inOrder.map(({ link }) => link.bytes), parts }
}

const CountRow = z.object({ space: z.string(), entries: z.number(), last: z.number() })

/**
 * How far the member's own logs arrived in spaces that they read no more, so that they can destroy their last
 * sealed bytes. Tells them nothing but what they entered themselves.
 */
const receiptsFor = (
  ctx: LedgerContext,
  memberId: MemberId,
  read: ReadonlySet<string>,
): Delivery['receipts'] =>
  ctx.spaces
    .devices()
    .filter((one) => one.memberId === memberId && one.deviceId !== ctx.deviceId)
    .flatMap(({ deviceId }) =>
      selectRows(
        ctx.db,
        `SELECT entry.space AS space, count(DISTINCT seq) AS entries, max(seq) AS last FROM entry JOIN space ON space.id = entry.space
           WHERE device = ? AND status = 0 AND has_left = 0 GROUP BY entry.space ORDER BY entry.space`,
        [deviceId],
        CountRow,
      )
        .filter(({ space, entries, last }) => !read.has(space) && entries === last + 1)
        .map(({ space, entries }) => ({ space, device: deviceId, count: entries })),
    )
