import { isLeavingOf } from '../../../shared/domain/access/past'
import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { EntryRef, PartRef } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { DeviceId, EntryId, SpaceId } from '../../../shared/formats/ledger-ids'
import { type Bytes, hexToBytes } from '../../../shared/util/bytes'
import { type EpochPlan, planEpoch, planFirstEpoch } from './epoch-plan'
import { putKey } from './keyring'
import type { LedgerContext } from './ledger-context'
import type { SpaceWrite } from './ledger-port'
import type { EpochKey } from './lockbox'
import { logEndOf } from './log-end'
import { createLogWriter, type LockboxDraft, type LogWriter, type WrittenEntry } from './log-writer'
import type { RawEntry } from './raw-space'
import type { PartReaders } from './seal-part'
import type { SpaceView } from './spaces'
import type { StoreOp } from './store-op'

/** What a step adds to one space. */
export interface Composed {
  readonly space: string
  readonly ops: readonly StoreOp[]
  readonly written: readonly WrittenEntry[]
}

/** The heads that a step makes, for the spaces that it writes to later. */
export type WrittenHeads = Map<string, EntryId>

/** Why this vault writes nothing in a space now. */
export const refusalIn = ({ deviceId, device }: LedgerContext, view: SpaceView): Result<null> => {
  const { input, voids, raw, needsUpdate } = view
  if (needsUpdate) return err({ code: 'space/update-needed' })
  if (raw.forkedAt.has(deviceId)) return err({ code: 'device/frozen' })
  const hasLeft = input.leavings.some(
    (one) =>
      one.undone === undefined &&
      !voids.has(one.entryId) &&
      isLeavingOf(one, deviceId, device.memberId),
  )
  if (hasLeft) return err({ code: 'space/left' })
  // A key that came ahead of the entries around it opens what it opens, and is not written under: what
  // is missing may say that somebody left.
  return view.readers.has(device.memberId) ? ok(null) : err({ code: 'space/no-key' })
}

/** The reporter's identity is boxed to devices of its holders, not to every reader of the case. */
const readersIn =
  ({ spaces, device, deviceId }: LedgerContext, epoch: EpochKey) =>
  (draft: FactDraft['parts'][number]): PartReaders => {
    if (draft.kind !== 'identity') return { kind: 'epoch', epoch: epoch.epoch, key: epoch.key }
    const live = new Set(
      spaces
        .devices()
        .filter(({ memberId, isLive }) => memberId === device.memberId && isLive)
        .map((known) => known.deviceId),
    )
    const mine = spaces
      .committee()
      .devices.filter(
        (known) => live.has(known.deviceId) && known.deviceId !== (deviceId as string),
      )
      .map((known) => ({
        device: known.deviceId as string as DeviceId,
        boxKey: hexToBytes(known.boxKey) as Bytes,
      }))
    return {
      kind: 'devices',
      devices: [...mine, { device: deviceId, boxKey: device.boxKeys.publicKey }],
    }
  }

const finish = (
  space: string,
  before: readonly StoreOp[],
  writer: LogWriter,
  heads: WrittenHeads,
): Composed => {
  const last = writer.written.at(-1)
  if (last) heads.set(space, last.parsed.id)
  return { space, ops: [...before, ...writer.ops], written: writer.written }
}

/** One space's facts as changes to commit, with a new epoch before them when one is owed. */
export const composeWrite = (
  ctx: LedgerContext,
  write: SpaceWrite,
  heads: WrittenHeads,
): Result<Composed> => {
  const { space } = write
  const known = ctx.spaces.summaryOf(space)
  const ops: StoreOp[] = []
  let plan: EpochPlan
  if (known) {
    const view = ctx.spaces.viewOf(space)
    const refusal = refusalIn(ctx, view)
    if (!refusal.ok) return refusal
    const planned = planEpoch(ctx, view)
    if (!planned.ok) return planned
    plan = planned.value
  } else {
    if (!write.create) return err({ code: 'space/unknown' })
    ops.push({ op: 'put-space', space, ...write.create })
    plan = planFirstEpoch(ctx, space as SpaceId)
  }
  if (plan.lockboxes.length > 0) ops.push(putKey(space, plan.epoch))
  const end = logEndOf(ctx, space, known ? known.wider : (write.create?.wider ?? null), heads)
  const writer = createLogWriter(ctx.device, ctx.deviceId, space as SpaceId, end, ctx.now())
  for (const lockbox of plan.lockboxes) writer.addLockbox(lockbox)
  const added = writer.addFacts(write.facts, plan.epoch, readersIn(ctx, plan.epoch))
  return added.ok ? ok(finish(space, ops, writer, heads)) : added
}

/** Lockboxes alone. */
export const composeLockboxes = (
  ctx: LedgerContext,
  view: SpaceView,
  lockboxes: readonly LockboxDraft[],
  heads: WrittenHeads,
): Composed => {
  const { space, wider } = view.summary
  const end = logEndOf(ctx, space, wider, heads)
  const writer = createLogWriter(ctx.device, ctx.deviceId, space as SpaceId, end, ctx.now())
  for (const lockbox of lockboxes) writer.addLockbox(lockbox)
  return finish(space, [], writer, heads)
}

/** What was written, as the cache of spaces takes it. */
export const toRaw = ({ parsed, body }: WrittenEntry): RawEntry => ({
  link: parsed,
  parsed,
  lockbox: parsed.lockbox,
  body,
  isForkVoid: false,
})

export const toOpenedOwn =
  ({ device }: LedgerContext) =>
  ({ parsed, body }: WrittenEntry): OpenedEntry[] =>
    body === null
      ? []
      : [
          {
            id: parsed.id as string as EntryRef,
            space: parsed.space,
            by: device.memberId,
            deviceId: parsed.device,
            atMs: parsed.timeMs,
            kind: body.kind,
            content: body.content,
            parts: parsed.parts as readonly string[] as readonly PartRef[],
            previous: parsed.previous as string | null as EntryRef | null,
            heads: parsed.heads as readonly string[] as readonly EntryRef[],
            void: null,
          },
        ]
