import { ok, type Result } from '../../../shared/errors/result'
import { type Delivery, maxLogsTold } from '../../../shared/formats/delivery'
import { type Adopted, adoptSpace } from './adopt-space'
import { refusedLimits } from './apply-op'
import { commitOps } from './commit-ops'
import { erasureOps } from './erasures'
import { type RefusedArrival, refusedOp } from './judge-arrivals'
import { hasLeftCaseOf, hasLeftHere, receiptOps, spacesToLeave } from './leave'
import type { LedgerContext } from './ledger-context'
import type { ReceiveReport, SpaceKind } from './ledger-port'
import { readArrivals, receiveSpace } from './receive-space'
import { kindsInOrder, stateOfSpace, withNarrower } from './space-rows'
import type { StoreOp } from './store-op'
import { type StoredEntry, spacesWaitingFor } from './stored-entries'

interface Arrival {
  readonly space: string
  readonly entries: readonly StoredEntry[]
  readonly parts: readonly Uint8Array[]
}

/** Takes in one delivery, the widest spaces first: they tell whose entries the narrower ones may hold. */
export const receiveDelivery = async (
  ctx: LedgerContext,
  delivery: Delivery,
  fromDevice: string,
  heal: (spaces: readonly string[]) => Promise<Result<null>>,
): Promise<Result<ReceiveReport>> => {
  const tally = createTally()
  const atMs = ctx.now()
  /** No more than are kept: to store junk only to drop it again would take hours. */
  let keptRefused = 0
  const refuse = (space: string, arrivals: readonly RefusedArrival[]): StoreOp[] => {
    for (const { code } of arrivals) tally.refused(code, 1)
    const kept = arrivals.slice(0, refusedLimits.count - keptRefused)
    keptRefused += kept.length
    return kept.map((one) => refusedOp(space, one, fromDevice, atMs))
  }

  const waitingFor = new Map<SpaceKind, Arrival[]>(kindsInOrder.map((kind) => [kind, []]))
  const adopted = new Map<string, Adopted>()
  const refusals: StoreOp[] = []
  for (const { space, entries, parts } of mergeSpaces(delivery)) {
    const { read, refused } = readArrivals(space, entries)
    const state = stateOfSpace(ctx.db, space)
    if (state === 'erased') {
      tally.refused('space/erased', entries.length)
      continue
    }
    let summary = ctx.spaces.summaryOf(space)
    if (!summary) {
      const found = adoptSpace(ctx, space, read)
      if (!found.ok) {
        tally.refused(found.error.code, entries.length)
        continue
      }
      adopted.set(space, found.value)
      summary = found.value.summary
    }
    refusals.push(...refuse(space, refused))
    waitingFor.get(summary.kind)?.push({ space, entries: read, parts })
  }
  const refusedFirst = await commitOps(ctx, refusals)
  if (!refusedFirst.ok) return refusedFirst

  for (const kind of kindsInOrder) {
    const known = new Set(ctx.spaces.devices().map(({ deviceId }) => deviceId))
    const ops: StoreOp[] = []
    for (const arrival of waitingFor.get(kind) ?? []) {
      const { space, entries, parts } = arrival
      const found = adopted.get(space)
      if (found && isClosedToUs(ctx, found)) {
        tally.refused('bundle/unknown-space', entries.length)
        continue
      }
      const received = receiveSpace(ctx, space, entries, parts, found?.keys ?? [], [])
      tally.add(space, received, found !== undefined)
      ops.push(...(found?.ops ?? []), ...received.ops, ...refuse(space, received.refused))
    }
    const committed = await commitOps(ctx, ops)
    if (!committed.ok) return committed
    for (const { space } of waitingFor.get(kind) ?? []) ctx.spaces.forget(space)
    if (kind !== 'committee') continue
    const woken = ctx.spaces
      .devices()
      .map(({ deviceId }) => deviceId)
      .filter((deviceId) => !known.has(deviceId))
    const judged = await judgeWoken(ctx, woken, tally, refuse)
    if (!judged.ok) return judged
  }

  const changed = tally.changed()
  const erasing = erasureOps(ctx, changed)
  const told = [
    ...haveOps(ctx, delivery.haves, fromDevice),
    ...receiptOps(ctx, delivery.receipts, fromDevice),
  ]
  const hasErased = erasing.length > 0 || told.some(({ op }) => op === 'drop-left')
  const committed = await commitOps(ctx, [...erasing, ...told])
  if (!committed.ok) return committed
  const concerned = withNarrower(ctx.db, changed)
  const toLeave = spacesToLeave(ctx, concerned)
  const healed = await heal(concerned.filter((space) => !toLeave.includes(space)))
  return healed.ok ? ok({ ...tally.report(), toLeave, hasErased }) : healed
}

const mergeSpaces = (delivery: Delivery): Delivery['spaces'] => {
  const merged = new Map<string, { entries: Uint8Array[]; parts: Uint8Array[] }>()
  for (const { space, entries, parts } of delivery.spaces) {
    const one = merged.get(space) ?? { entries: [], parts: [] }
    // One by one: a hostile delivery holds more than a call takes arguments.
    for (const entry of entries) one.entries.push(entry)
    for (const part of parts) one.parts.push(part)
    merged.set(space, one)
  }
  return [...merged].map(([space, content]) => ({ space, ...content }))
}

/**
 * A case whose notice says that this member left it does not come back with an old lockbox, and nothing
 * does when the committee let the member or this device go.
 */
const isClosedToUs = (ctx: LedgerContext, { summary }: Adopted): boolean => {
  const { kind, wider } = summary
  const isThere = ctx.spaces.summaryOf(ctx.committeeSpace) !== null
  if (kind !== 'committee' && isThere && hasLeftHere(ctx, ctx.spaces.viewOf(ctx.committeeSpace)))
    return true
  if (kind !== 'case' || wider === null || !ctx.spaces.summaryOf(wider)) return false
  return hasLeftCaseOf(ctx, ctx.spaces.viewOf(wider))
}

const judgeWoken = async (
  ctx: LedgerContext,
  woken: readonly string[],
  tally: Tally,
  refuse: (space: string, arrivals: readonly RefusedArrival[]) => StoreOp[],
): Promise<Result<null>> => {
  const bySpace = new Map<string, string[]>()
  for (const device of woken)
    for (const space of spacesWaitingFor(ctx.db, device))
      bySpace.set(space, [...(bySpace.get(space) ?? []), device])
  const ops: StoreOp[] = []
  for (const [space, devices] of bySpace) {
    if (!ctx.spaces.summaryOf(space)) continue
    const received = receiveSpace(ctx, space, [], [], [], devices)
    tally.add(space, { ...received, waiting: 0, pending: 0 }, false)
    ops.push(...received.ops, ...refuse(space, received.refused))
  }
  const committed = await commitOps(ctx, ops)
  for (const space of bySpace.keys()) ctx.spaces.forget(space)
  return committed
}

/** What a known device says it has, of spaces that are here. */
const haveOps = (
  ctx: LedgerContext,
  haves: Delivery['haves'],
  fromDevice: string,
): readonly StoreOp[] =>
  ctx.spaces.devices().some(({ deviceId }) => deviceId === fromDevice)
    ? haves
        .filter(({ space }) => stateOfSpace(ctx.db, space) === 'here')
        .map(({ space, logs }) => ({
          op: 'put-peer-have',
          device: fromDevice,
          space,
          logs: logs
            .slice(0, maxLogsTold)
            .map(({ device, count, last }) => ({ device, count, last })),
        }))
    : []

interface Tally {
  readonly refused: (code: string, count: number) => void
  readonly add: (space: string, received: ReturnType<typeof receiveSpace>, isNew: boolean) => void
  readonly changed: () => readonly string[]
  readonly report: () => Omit<ReceiveReport, 'toLeave' | 'hasErased'>
}

const createTally = (): Tally => {
  const refused = new Map<string, number>()
  const changed = new Set<string>()
  const newSpaces: string[] = []
  const sums = { newEntries: 0, duplicates: 0, pending: 0, waiting: 0 }
  const count = (code: string, by: number): void => {
    refused.set(code, (refused.get(code) ?? 0) + by)
  }
  return {
    refused: count,
    add: (space, received, isNew) => {
      for (const code of received.refusedParts) count(code, 1)
      sums.newEntries += received.added
      sums.duplicates += received.duplicates
      sums.pending += received.pending
      sums.waiting += received.waiting
      if (received.ops.length > 0 || isNew) changed.add(space)
      if (isNew) newSpaces.push(space)
    },
    changed: () => [...changed].sort(),
    report: () => ({
      ...sums,
      refused: [...refused]
        .map(([code, count]) => ({ code, count }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
      spacesChanged: [...changed].sort(),
      newSpaces: [...newSpaces].sort(),
    }),
  }
}
