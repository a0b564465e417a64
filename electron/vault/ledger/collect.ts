import type { MemberId } from '../../../shared/domain/terms'
import type { Delivery, SpaceDelivery } from '../../../shared/formats/delivery'
import { z } from '../../../shared/util/schema'
import { lastBytesFor, standsIn } from './leave'
import type { LedgerContext } from './ledger-context'
import type { CollectOnly, HaveTable } from './ledger-port'
import { hasReached, logIdsOf, sendFrom, storedReaches } from './log-reach'
import type { RawEntry } from './raw-space'
import { selectRow } from './select'
import { createSharingCache, type Sharing } from './sharing-cache'
import { allSpaces, sortNarrowFirst } from './space-rows'
import type { SpaceView } from './spaces'
import { blob } from './stored-entries'

/**
 * The one place that decides what is sent to whom (docs/access.md, "The filter"): spaces that the member reads,
 * being granted access there and not gone since. Of every other space nothing goes out: no id, no count,
 * no size, and what is sent does not depend on it.
 */
const spacesReadBy = (
  ctx: LedgerContext,
  memberId: MemberId,
  among: readonly string[] = allSpaces(ctx.db),
): readonly ReadSpace[] =>
  sharingOfSpaces(ctx, among).filter(({ readers }) => readers.includes(memberId))

/** Who reads these spaces and what is here of them, the wider first; those that are not here are left out. */
export const sharingOfSpaces = (
  ctx: LedgerContext,
  spaces: readonly string[],
): readonly ReadSpace[] => {
  const sharingOf = createSharingCache(ctx)
  return spaces
    .filter((space) => ctx.spaces.summaryOf(space) !== null)
    .map((space) => ({ space, ...sharingOf(space) }))
}

const wideFirst = (ctx: LedgerContext, spaces: readonly string[]): readonly string[] =>
  [...sortNarrowFirst(ctx.db, [...new Set(spaces)])].reverse()

export interface ReadSpace extends Sharing {
  readonly space: string
}

/** The member's devices that may be sent something; this one has everything already. */
const receivingDevices = (
  ctx: LedgerContext,
  memberId: MemberId,
  device?: string,
): readonly string[] =>
  ctx.spaces
    .devices()
    .filter((one) => one.memberId === memberId && one.isLive && one.deviceId !== ctx.deviceId)
    .map(({ deviceId }) => deviceId)
    .filter((deviceId) => device === undefined || deviceId === device)

/** Of these spaces, as far as the device's member reads them, what the device lacks. Says nothing else. */
export const collectOnly = (
  ctx: LedgerContext,
  memberId: MemberId,
  known: HaveTable,
  { device, spaces, logs }: CollectOnly,
): Delivery => {
  const devices = receivingDevices(ctx, memberId, device)
  const read = devices.length === 0 ? [] : spacesReadBy(ctx, memberId, wideFirst(ctx, [...spaces]))
  return { spaces: lackingOf(ctx, read, devices, known, logs), haves: [], receipts: [] }
}

/** What goes to a device beside the spaces that its member reads (docs/access.md, "The filter"). */
export const asidesFor = (ctx: LedgerContext, memberId: MemberId, device: string): Delivery => {
  const isLive = receivingDevices(ctx, memberId, device).length > 0
  const left = isLive ? lastBytesFor(ctx, memberId) : []
  return {
    spaces: left.filter(({ entries }) => entries.length > 0),
    haves: left.map(({ space }) => ({ space, logs: [] })),
    receipts: receiptsFor(
      ctx,
      memberId,
      (spaces) => idsOf(spacesReadBy(ctx, memberId, spaces)),
      device,
    ),
  }
}

const lackingOf = (
  ctx: LedgerContext,
  read: readonly ReadSpace[],
  devices: readonly string[],
  known: HaveTable,
  logs?: ReadonlySet<string>,
): readonly SpaceDelivery[] =>
  read
    .filter(({ space, reaches }) =>
      devices.some((device) => {
        const told = known.get(device)?.get(space)
        return reaches.some(
          (log) => logs?.has(log.device) !== false && !hasReached(told?.get(log.device), log),
        )
      }),
    )
    .map(({ space }) => collectSpace(ctx, ctx.spaces.viewOf(space), devices, known, logs))
    .filter(({ entries }) => entries.length > 0)

export const collectFor = (ctx: LedgerContext, memberId: MemberId, known: HaveTable): Delivery => {
  const devices = receivingDevices(ctx, memberId)
  const read = devices.length === 0 ? [] : spacesReadBy(ctx, memberId)
  const spaces = lackingOf(ctx, read, devices, known)
  const left = devices.length === 0 ? [] : lastBytesFor(ctx, memberId)
  return {
    spaces: [...spaces, ...left.filter(({ entries }) => entries.length > 0)],
    haves: [
      ...read.map(({ space, haves }) => ({ space, logs: haves })),
      // Of what was left nothing is here: whoever comes back is sent all of it.
      ...left.map(({ space }) => ({ space, logs: [] })),
    ],
    receipts: receiptsFor(ctx, memberId, () => idsOf(read)),
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
    receipts: receiptsFor(ctx, memberId, () => new Set()),
  }
}

export const havesForMember = (ctx: LedgerContext, memberId: MemberId): Delivery['haves'] =>
  spacesReadBy(ctx, memberId).map(({ space, haves }) => ({ space, logs: haves }))

/**
 * What some device lacks of one space. Lockboxes come first, so that whoever gets only the beginning of a large
 * delivery can tell what the space is; then the causal order. A log of which a device has other entries than this
 * vault goes to it from the beginning, whatever it told: it reads the space, and may be sent all of that.
 */
const collectSpace = (
  ctx: LedgerContext,
  { summary, raw }: SpaceView,
  devices: readonly string[],
  known: HaveTable,
  logs?: ReadonlySet<string>,
): SpaceDelivery => {
  const { space } = summary
  const firstLacking = new Map(
    [...logIdsOf(raw.entries.map(({ link }) => link))].map(([log, ids]) => [
      log,
      Math.min(...devices.map((device) => sendFrom(ids, known.get(device)?.get(space)?.get(log)))),
    ]),
  )
  const isLacking = ({ link }: RawEntry): boolean =>
    logs?.has(link.device) !== false && link.seq >= (firstLacking.get(link.device) as number)
  // Whoever holds a key of the committee can make entries for made-up devices: nobody passes them on.
  const admitted = new Set(ctx.spaces.devices().map(({ deviceId }) => deviceId))
  const lacking = raw.entries.filter((entry) => admitted.has(entry.link.device) && isLacking(entry))
  const lockboxes = lacking.filter(({ lockbox }) => lockbox !== null)
  const inOrder = [...lockboxes, ...lacking.filter(({ lockbox }) => lockbox === null)]
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
  return {
    space,
    entries: inOrder.map(({ link }) => link.bytes),
    parts,
    // With the entry that opens it.
    beginning: lockboxes.length + 1,
  }
}

/**
 * How far the member's own logs arrived in spaces that they read no more, so that they can destroy their last
 * sealed bytes. Tells them nothing but what they entered themselves. Names the entries: of a device that forked
 * another branch may have arrived than the one that is still to be destroyed.
 */
const receiptsFor = (
  ctx: LedgerContext,
  memberId: MemberId,
  readAmong: (spaces: readonly string[]) => ReadonlySet<string>,
  only?: string,
): Delivery['receipts'] =>
  ctx.spaces
    .devices()
    .filter((one) => one.memberId === memberId && one.deviceId !== ctx.deviceId)
    .filter(({ deviceId }) => only === undefined || deviceId === only)
    .flatMap(({ deviceId }) => {
      const whole = storedReaches(ctx.db, deviceId, 'here').filter(({ isWhole }) => isWhole)
      const read = readAmong(whole.map(({ space }) => space))
      return whole
        .filter(({ space }) => !read.has(space))
        .map(({ space, count, last }) => ({ space, device: deviceId, count, last }))
    })

const idsOf = (spaces: readonly ReadSpace[]): ReadonlySet<string> =>
  new Set(spaces.map(({ space }) => space))
