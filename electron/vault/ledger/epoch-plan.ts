import {
  boxNameOf,
  missingLockboxes,
  recipientsFor,
  standingBoxes,
  tipEpochs,
  writableEpochs,
} from '../../../shared/domain/access/epochs'
import { grantableOf } from '../../../shared/domain/access/readers'
import { err, ok, type Result } from '../../../shared/errors/result'
import { maxDeviceBoxes } from '../../../shared/formats/device-boxes'
import type { DeviceId, SpaceId } from '../../../shared/formats/ledger-ids'
import { maxPredecessors, type Predecessor } from '../../../shared/formats/lockbox'
import { wipe } from '../crypto/keys'
import { heldKeysOf } from './keyring'
import { boxKeyOf, type LedgerContext } from './ledger-context'
import {
  type EpochKey,
  makeEpochKey,
  type Recipient,
  unwrapPredecessor,
  wrapPredecessor,
} from './lockbox'
import type { LockboxDraft } from './log-writer'
import type { SpaceView } from './spaces'

/** The key that the next entry is sealed under, and the lockboxes that come before it. */
export interface EpochPlan {
  readonly epoch: EpochKey
  /** Empty where the epoch was there already. */
  readonly lockboxes: readonly LockboxDraft[]
}

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_chunk, at) =>
    items.slice(at * size, (at + 1) * size),
  )

/**
 * One lockbox for all these devices; more where they, or the epochs before, are more than one holds. All who hold
 * the key see all the lockboxes, whoever they are for.
 */
const draftLockboxes = (
  ctx: LedgerContext,
  epoch: EpochKey,
  predecessors: readonly Predecessor[],
  devices: Iterable<string>,
): LockboxDraft[] => {
  const recipients = [...new Set(devices)].flatMap((device): Recipient[] => {
    const boxKey = boxKeyOf(ctx, device)
    return boxKey ? [{ device: device as DeviceId, boxKey }] : []
  })
  if (recipients.length === 0) return []
  const boxes = chunksOf(recipients, maxDeviceBoxes)
  const older = chunksOf(predecessors, maxPredecessors)
  return Array.from({ length: Math.max(boxes.length, older.length) }, (_lockbox, at) => ({
    epoch,
    predecessors: older[at] ?? [],
    recipients: boxes[at] ?? recipients.slice(0, 1),
  }))
}

/** The first epoch of a space: for every live device of the member who makes it. */
export const planFirstEpoch = (ctx: LedgerContext, space: SpaceId): EpochPlan => {
  const epoch = makeEpochKey(space, 0)
  const own = ctx.spaces
    .devices()
    .filter(({ memberId, isLive }) => memberId === ctx.device.memberId && isLive)
    .map(({ deviceId }) => deviceId)
  return { epoch, lockboxes: draftLockboxes(ctx, epoch, [], [ctx.deviceId, ...own]) }
}

/**
 * The epoch that may be written under, or a new one: a fresh key, boxed to each device of those who read the
 * space, and every older key that nothing wraps yet wrapped under it.
 */
export const planEpoch = (ctx: LedgerContext, view: SpaceView): Result<EpochPlan> => {
  const { input, voids, summary } = view
  const space = summary.space as SpaceId
  const held = heldKeysOf(ctx.db, space)
  const keyOf = (keyId: string) => held.find(({ epoch }) => epoch.keyId === keyId)
  for (const { keyId } of writableEpochs(input, voids)) {
    const epoch = keyOf(keyId)
    if (epoch) return ok({ epoch, lockboxes: [] })
  }
  if (held.length === 0) return err({ code: 'space/no-key' })
  const numbers = [
    ...input.entries.flatMap(({ lockbox }) => lockbox?.epochNumber ?? []),
    ...held.map(({ epoch }) => epoch.number),
  ]
  const newest = numbers.reduce((a, b) => Math.max(a, b))
  const epoch = makeEpochKey(space, newest + 1)
  const tips = tipEpochs(input, voids).flatMap(({ keyId }) => keyOf(keyId) ?? [])
  const older = tips.length > 0 ? tips : held.slice(0, 1)
  const predecessors = older.map((key) => wrapPredecessor(space, epoch, key))
  const others = recipientsFor(input, voids, ctx.deviceId).map(({ deviceId }) => deviceId)
  const lockboxes = draftLockboxes(ctx, epoch, predecessors, [ctx.deviceId, ...others])
  return ok({ epoch, lockboxes })
}

/** What the lockboxes of an epoch say of the epochs before, as far as it is true. */
const predecessorsOf = ({ raw, input }: SpaceView, epoch: EpochKey): readonly Predecessor[] => {
  const known = new Map<string, Predecessor>()
  for (const { lockbox } of raw.entries) {
    if (lockbox?.epoch.keyId !== epoch.epoch.keyId) continue
    for (const predecessor of lockbox.predecessors) {
      if (known.has(predecessor.epoch.keyId)) continue
      const older = unwrapPredecessor(input.space as SpaceId, epoch, predecessor)
      if (!older) continue
      wipe(older.key)
      known.set(predecessor.epoch.keyId, predecessor)
    }
  }
  return [...known.values()]
}

/** A device, and an epoch of which it is to be given the key. */
interface Owed {
  readonly deviceId: string
  readonly keyId: string
}

/** Lockboxes of epochs that are there already, one for each: of those of which this vault has the keys. */
const draftOwed = (ctx: LedgerContext, view: SpaceView, owed: readonly Owed[]): LockboxDraft[] => {
  if (owed.length === 0) return []
  const devicesOf = new Map<string, string[]>()
  for (const { deviceId, keyId } of owed)
    devicesOf.set(keyId, [...(devicesOf.get(keyId) ?? []), deviceId])
  return heldKeysOf(ctx.db, view.input.space).flatMap((epoch) => {
    const devices = devicesOf.get(epoch.epoch.keyId)
    return devices ? draftLockboxes(ctx, epoch, predecessorsOf(view, epoch), devices) : []
  })
}

const owedTo = ({ input, voids }: SpaceView, memberIds: ReadonlySet<string>): Owed[] => {
  const there = standingBoxes(input, voids)
  const tips = tipEpochs(input, voids)
  return input.devices
    .filter(({ memberId, isLive }) => isLive && memberIds.has(memberId))
    .flatMap(({ deviceId }) =>
      tips
        .filter(({ keyId }) => !there.has(boxNameOf(deviceId, keyId)))
        .map(({ keyId }) => ({ deviceId, keyId })),
    )
}

/** Lockboxes of every newest epoch for the live devices of members, as far as these lack them. */
export const planLockboxes = (
  ctx: LedgerContext,
  view: SpaceView,
  memberIds: ReadonlySet<string>,
): readonly LockboxDraft[] => draftOwed(ctx, view, owedTo(view, memberIds))

/**
 * Lockboxes that readers' devices lack, and in spaces that name their own readers those of whoever was
 * never given one. A case is granted member by member instead.
 */
export const planHealing = (ctx: LedgerContext, view: SpaceView): readonly LockboxDraft[] => {
  const { input, voids, summary } = view
  const missing = missingLockboxes(input, voids)
    .filter(({ device }) => device.deviceId !== ctx.deviceId)
    .map(({ device, epoch }) => ({ deviceId: device.deviceId, keyId: epoch.keyId }))
  const first = summary.kind === 'case' ? [] : owedTo(view, grantableOf(input, voids))
  return draftOwed(ctx, view, [...missing, ...first])
}
