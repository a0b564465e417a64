import { epochsInOrder, isRotationOwed } from '../../../shared/domain/access/epochs'
import { grantableOf } from '../../../shared/domain/access/readers'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { DeviceId } from '../../../shared/formats/ledger-ids'
import { bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { committeeChecks } from '../committee/attestation'
import type { VaultStore } from '../storage/vault-store'
import { viewAccess } from './access-view'
import {
  asidesFor,
  collectFor,
  collectOnly,
  farewellFor,
  havesForMember,
  sharingOfSpaces,
} from './collect'
import { planHealing, planLockboxes } from './epoch-plan'
import { readHavesOf, readKnownHaves } from './haves'
import { introduces } from './introduces'
import { keysOfEpochs } from './keyring'
import { leaveOps, spacesToLeave, unjudgedSpaces } from './leave'
import type { LedgerContext } from './ledger-context'
import type { Ledger, LedgerListener, LocalDevice } from './ledger-port'
import { boxPartKey, isPartReader, readPart } from './part-keys'
import { receiveDelivery } from './receive'
import { selectRow, selectRows } from './select'
import { allSpaces, listGone, listSpaces } from './space-rows'
import { createSpaces } from './spaces'
import type { StoreOp } from './store-op'
import { hasForked } from './stored-entries'
import {
  type Composed,
  composeLockboxes,
  composeWrite,
  refusalIn,
  toOpenedOwn,
  toRaw,
  type WrittenHeads,
} from './write-space'

export interface LedgerDependencies {
  readonly store: VaultStore<StoreOp>
  readonly device: LocalDevice
  readonly committeeSpace: string
  readonly now: () => number
  /** The device that founded the committee, as this vault learnt it; see `CommitteeChecks`. */
  readonly foundingDevice?: string | null
  /** Goes into every commit that drops what must leave the disk. */
  readonly owePurge?: () => readonly StoreOp[]
}

const IdRow = z.object({ id: z.string() })
const RefusedRow = z.object({
  digest: z.string(),
  space: z.string(),
  code: z.string(),
  from_device: z.string(),
  at_ms: z.number(),
})

/** The ledger over an opened store. Callers take turns: two appends at once would give two entries one number. */
export const createLedger = (dependencies: LedgerDependencies): Ledger => {
  const { store, device, committeeSpace, now } = dependencies
  const { db } = store
  const spaces = createSpaces(
    db,
    committeeSpace,
    committeeChecks(dependencies.foundingDevice ?? null),
  )
  const ctx: LedgerContext = {
    store,
    db,
    device,
    deviceId: bytesToHex(device.signKeys.publicKey) as DeviceId,
    committeeSpace,
    spaces,
    now,
    owePurge: dependencies.owePurge ?? (() => []),
  }

  const listeners = new Set<LedgerListener>()
  const notify: LedgerListener = (which, how) => {
    for (const heard of listeners) heard(which, how)
  }

  /** One step: all of it or nothing. */
  const commitComposed = async (
    all: readonly Composed[],
    extra: readonly StoreOp[],
  ): Promise<Result<null>> => {
    const committed = await store.commit([...all.flatMap(({ ops }) => ops), ...extra])
    if (!committed.ok) return committed
    for (const { space, written } of all) spaces.grow(space, written.map(toRaw))
    notify(
      all.map(({ space }) => space),
      'own',
    )
    return ok(null)
  }

  const append: Ledger['append'] = async (writes, extra = []) => {
    const heads: WrittenHeads = new Map()
    const composed: Composed[] = []
    for (const write of writes) {
      if (heads.has(write.space)) throw new Error('one step writes to a space twice')
      const one = composeWrite(ctx, write, heads)
      if (!one.ok) return one
      composed.push(one.value)
    }
    const committed = await commitComposed(composed, extra)
    if (!committed.ok) return committed
    return ok(composed.flatMap(({ written }) => written.flatMap(toOpenedOwn(ctx))))
  }

  const grant: Ledger['grant'] = async (space, memberId) => {
    if (!spaces.summaryOf(space)) return err({ code: 'space/unknown' })
    const view = spaces.viewOf(space)
    const refusal = refusalIn(ctx, view)
    if (!refusal.ok) return refusal
    const isCleared =
      view.readers.has(memberId) || grantableOf(view.input, view.voids).has(memberId)
    if (!isCleared) return err({ code: 'lockbox/not-cleared' })
    const hasDevice = spaces.devices().some((one) => one.memberId === memberId && one.isLive)
    if (!hasDevice) return err({ code: 'lockbox/no-device' })
    const lockboxes = planLockboxes(ctx, view, new Set([memberId]))
    return lockboxes.length === 0
      ? ok(null)
      : commitComposed([composeLockboxes(ctx, view, lockboxes, new Map())], [])
  }

  const isAlone = (): boolean =>
    !spaces.devices().some(({ deviceId, isLive }) => isLive && deviceId !== ctx.deviceId)

  const heal: Ledger['heal'] = async (which) => {
    if (isAlone()) return ok(null)
    for (const space of which ?? allSpaces(db)) {
      if (!spaces.summaryOf(space)) continue
      const view = spaces.viewOf(space)
      if (!refusalIn(ctx, view).ok) continue
      const lockboxes = planHealing(ctx, view)
      if (lockboxes.length === 0) continue
      const healed = await commitComposed([composeLockboxes(ctx, view, lockboxes, new Map())], [])
      if (!healed.ok) return healed
    }
    return ok(null)
  }

  /** Asked for at every status; what forks is told by an arrival alone. */
  const frozen = new Map<string, boolean>()
  const isFrozen: Ledger['isFrozen'] = (deviceId) => {
    const known = frozen.get(deviceId) ?? hasForked(db, deviceId)
    frozen.set(deviceId, known)
    return known
  }

  const hasPart = (partId: string): boolean =>
    selectRow(db, 'SELECT id FROM part WHERE id = ?', [partId], IdRow) !== null

  return {
    committee: spaces.committee,
    spaceOf: spaces.summaryOf,
    spacesOf: (kind, wider) => listSpaces(db, kind, wider),
    entriesOf: (space) => (spaces.summaryOf(space) ? spaces.viewOf(space).opened : []),
    linksOf: (space) => (spaces.summaryOf(space) ? spaces.viewOf(space).input.entries : []),
    append,
    grant,
    heal,
    receive: async (delivery, fromDevice) => {
      frozen.clear()
      const received = await receiveDelivery(ctx, delivery, fromDevice, heal)
      if (received.ok) notify(received.value.spacesChanged, 'arrived')
      return received
    },
    toLeave: () => spacesToLeave(ctx, unjudgedSpaces(ctx)),
    leave: async (space, extra = []) => {
      const committed = await store.commit([...leaveOps(ctx, space), ...extra])
      if (!committed.ok) return committed
      spaces.forget(space)
      notify([space], 'gone')
      return ok(null)
    },
    erase: async (which, extra = []) => {
      const ops = which.map((space): StoreOp => ({ op: 'erase-space', space }))
      const committed = await store.commit([...ops, ...ctx.owePurge(), ...extra])
      if (!committed.ok) return committed
      for (const space of which) spaces.forget(space)
      notify(which, 'gone')
      return ok(null)
    },
    isFrozen,
    collect: (memberId, known) => collectFor(ctx, memberId, known),
    collectOnly: (memberId, known, only) => collectOnly(ctx, memberId, known, only),
    asidesFor: (memberId, deviceId) => asidesFor(ctx, memberId, deviceId),
    sharingOf: (which) => sharingOfSpaces(ctx, which),
    goneSpaces: () => new Set(listGone(db)),
    onChange: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    introduces: (delivery, deviceId) => introduces(ctx, delivery, deviceId),
    farewell: (memberId) => farewellFor(ctx, memberId),
    havesFor: (memberId) => havesForMember(ctx, memberId),
    knownHaves: () => readKnownHaves(ctx),
    epochKeys: (space) => {
      if (!spaces.summaryOf(space)) return []
      const { input, voids } = spaces.viewOf(space)
      return keysOfEpochs(db, space, epochsInOrder(input, voids))
    },
    rotate: async (space) => {
      if (!spaces.summaryOf(space)) return err({ code: 'space/unknown' })
      const { input, voids } = spaces.viewOf(space)
      if (!isRotationOwed(input, voids)) return ok(null)
      // Facts none: what comes before them is all.
      const composed = composeWrite(ctx, { space, facts: [] }, new Map())
      return composed.ok ? commitComposed([composed.value], []) : composed
    },
    havesOfDevice: (deviceId) => readHavesOf(ctx, deviceId).get(deviceId) ?? new Map(),
    access: (space) => (spaces.summaryOf(space) ? viewAccess(ctx, spaces.viewOf(space)) : null),
    refused: () =>
      selectRows(
        db,
        'SELECT digest, space, code, from_device, at_ms FROM refused ORDER BY number DESC',
        [],
        RefusedRow,
      ).map(({ digest, space, code, from_device, at_ms }) => ({
        digest,
        space,
        code,
        fromDevice: from_device,
        atMs: at_ms,
      })),
    readPart: (partId, box = null) => readPart(ctx, partId, box),
    isPartReader: (partId) => isPartReader(ctx, partId),
    boxPartKey: (partId, devices, box) => boxPartKey(ctx, partId, devices, box),
    hasPart,
  }
}
