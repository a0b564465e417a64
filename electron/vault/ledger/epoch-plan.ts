import {
  missingLockboxes,
  recipientsFor,
  tipEpochs,
  writableEpochs,
} from '../../../shared/domain/access/epochs'
import { grantableOf } from '../../../shared/domain/access/readers'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { SpaceId } from '../../../shared/formats/ledger-ids'
import { heldKeysOf } from './keyring'
import { boxKeyOf, type LedgerContext } from './ledger-context'
import { type EpochKey, makeEpochKey, wrapPredecessor } from './lockbox'
import type { BoxDraft } from './log-writer'
import type { SpaceView } from './spaces'

/** The key that the next entry is sealed under, and the lockboxes that come before it. */
export interface EpochPlan {
  readonly epoch: EpochKey
  /** Empty where the epoch was there already. */
  readonly boxes: readonly BoxDraft[]
}

const boxFor = (
  ctx: LedgerContext,
  recipient: string,
  epoch: EpochKey,
  predecessor: BoxDraft['predecessor'],
): BoxDraft[] => {
  const boxKey = boxKeyOf(ctx, recipient)
  return boxKey ? [{ recipient, boxKey, epoch, predecessor }] : []
}

/** The first epoch of a space: for every live device of the member who makes it. */
export const planFirstEpoch = (ctx: LedgerContext): EpochPlan => {
  const epoch = makeEpochKey(0)
  const own = ctx.spaces
    .devices()
    .filter(({ memberId, isLive }) => memberId === ctx.device.memberId && isLive)
    .map(({ deviceId }) => deviceId)
  const recipients = new Set<string>([ctx.deviceId, ...own])
  return { epoch, boxes: [...recipients].flatMap((one) => boxFor(ctx, one, epoch, null)) }
}

/**
 * The epoch that may be written under, or a new one: a fresh key, a lockbox for each device of those who
 * read the space, and every older key that nothing wraps yet wrapped under it. Each lockbox carries one of these
 * older keys, in turn: all who hold the new key see all the lockboxes.
 */
export const planEpoch = (ctx: LedgerContext, view: SpaceView): Result<EpochPlan> => {
  const { input, voids, summary } = view
  const held = heldKeysOf(ctx.db, summary.space)
  const keyOf = (keyId: string) => held.find(({ epoch }) => epoch.keyId === keyId)
  for (const { keyId } of writableEpochs(input, voids)) {
    const epoch = keyOf(keyId)
    if (epoch) return ok({ epoch, boxes: [] })
  }
  if (held.length === 0) return err({ code: 'space/no-key' })
  const numbers = input.entries.flatMap(({ lockbox }) => (lockbox ? [lockbox.epochNumber] : []))
  const epoch = makeEpochKey(Math.max(...numbers, ...held.map((key) => key.epoch.number)) + 1)
  const tips = tipEpochs(input, voids).flatMap(({ keyId }) => keyOf(keyId) ?? [])
  const older = tips.length > 0 ? tips : held.slice(0, 1)
  const predecessors = older.map((key) => wrapPredecessor(summary.space as SpaceId, epoch, key))
  const recipients = [
    ...new Set([
      ctx.deviceId as string,
      ...recipientsFor(input, voids, ctx.deviceId).map(({ deviceId }) => deviceId),
    ]),
  ]
  const count = Math.max(recipients.length, predecessors.length)
  const boxes = Array.from({ length: count }, (_box, at) =>
    boxFor(
      ctx,
      recipients[at % recipients.length] as string,
      epoch,
      predecessors[at % predecessors.length] ?? null,
    ),
  ).flat()
  return ok({ epoch, boxes })
}

/** The key of an epoch again, with what its lockboxes said of its predecessors. */
const boxesOfTip = (
  ctx: LedgerContext,
  view: SpaceView,
  deviceId: string,
  epoch: EpochKey,
): BoxDraft[] => {
  const first = view.raw.entries.find(
    ({ lockbox }) => lockbox?.epoch.keyId === epoch.epoch.keyId && lockbox.predecessor !== null,
  )
  return boxFor(ctx, deviceId, epoch, first?.lockbox?.predecessor ?? null)
}

/** Lockboxes of every newest epoch for the live devices of members, as far as these lack them and this vault has the keys. */
export const planBoxes = (
  ctx: LedgerContext,
  view: SpaceView,
  memberIds: ReadonlySet<string>,
): readonly BoxDraft[] => {
  const { input, voids } = view
  const held = new Map(heldKeysOf(ctx.db, input.space).map((key) => [key.epoch.keyId, key]))
  const there = new Set(
    input.entries.flatMap(({ id, lockbox }) =>
      lockbox && !voids.has(id) ? [`${lockbox.recipient}/${lockbox.epochKeyId}`] : [],
    ),
  )
  const tips = tipEpochs(input, voids).flatMap(({ keyId }) => held.get(keyId as never) ?? [])
  return input.devices
    .filter(({ memberId, isLive }) => isLive && memberIds.has(memberId))
    .flatMap(({ deviceId }) =>
      tips
        .filter(({ epoch }) => !there.has(`${deviceId}/${epoch.keyId}`))
        .flatMap((epoch) => boxesOfTip(ctx, view, deviceId, epoch)),
    )
}

/**
 * Lockboxes that readers' devices lack, and in spaces that name their own readers those of whoever was
 * never given one. A case is granted member by member instead.
 */
export const planHealing = (ctx: LedgerContext, view: SpaceView): readonly BoxDraft[] => {
  const { input, voids, summary } = view
  const held = new Map(heldKeysOf(ctx.db, input.space).map((key) => [key.epoch.keyId, key]))
  const missing = missingLockboxes(input, voids)
    .filter(({ device }) => device.deviceId !== ctx.deviceId)
    .flatMap(({ device, epoch }) => {
      const key = held.get(epoch.keyId as never)
      return key ? boxesOfTip(ctx, view, device.deviceId, key) : []
    })
  const first = summary.kind === 'case' ? [] : planBoxes(ctx, view, grantableOf(input, voids))
  return [...missing, ...first]
}
