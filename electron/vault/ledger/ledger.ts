import {
  authorOf,
  type CommitteeState,
  emptyCommittee,
  evolveCommittee,
  type UnresolvedEntry,
} from '../../../shared/domain/committee/committee'
import type { OpenedEntry, PartDraft } from '../../../shared/domain/ledger/fact'
import type { EntryRef, PartRef } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { type EntryHeader, type ParsedEntry, parseEntry } from '../../../shared/formats/entry'
import { orderEntries } from '../../../shared/formats/entry-order'
import type { DeviceId, EntryId, PartId, SpaceId } from '../../../shared/formats/ledger-ids'
import { parsePart } from '../../../shared/formats/part'
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { verifyAttestation } from '../committee/attestation'
import { hash256 } from '../crypto/hash'
import type { VaultStore } from '../storage/vault-store'
import type { Ledger, LocalDevice, SpaceWrite } from './ledger-port'
import { type EpochKey, makeEpochKey, sealLockbox } from './lockbox'
import { makeLockboxEntry, openEntry, type SealedEntry, sealEntry } from './seal-entry'
import { openPart, type PartReaders, sealPart } from './seal-part'
import { selectRow, selectRows } from './select'
import type { StoreOp } from './store-ops'

interface Dependencies {
  readonly store: VaultStore<StoreOp>
  readonly device: LocalDevice
  readonly committeeSpace: string
  readonly now: () => number
}

const blob = z.custom<Bytes>((value) => value instanceof Uint8Array)
const SpaceRow = z.object({
  space: z.string(),
  kind: z.enum(['committee', 'notice', 'case', 'matter']),
  wider: z.string().nullable(),
})
const EpochRow = z.object({ number: z.number(), key_id: z.string(), key: blob })
const IdRow = z.object({ id: z.string() })
const LastRow = z.object({ id: z.string(), seq: z.number() })

/** The end of this device's log in a space while a command adds to it. */
interface LogEnd {
  seq: number
  previous: EntryId | null
  /** Heads that the next entry cites beside its predecessor. */
  heads: readonly EntryId[]
}

/** The ledger over an opened store. Callers take turns: two appends at once would give two entries one number. */
export const createLedger = ({ store, device, committeeSpace, now }: Dependencies): Ledger => {
  const { db } = store
  const deviceId = bytesToHex(device.signKeys.publicKey) as DeviceId

  const spaceOf: Ledger['spaceOf'] = (space) =>
    selectRow(
      db,
      'SELECT id AS space, kind, wider FROM space WHERE id = ? AND erased = 0',
      [space],
      SpaceRow,
    )

  const keyFor =
    (space: string) =>
    (number: number, keyId: string): Bytes | null =>
      selectRow(
        db,
        'SELECT number, key_id, key FROM epoch_key WHERE space = ? AND number = ? AND key_id = ?',
        [space, number, keyId],
        EpochRow,
      )?.key ?? null

  const newestEpoch = (space: string): EpochKey | null => {
    const row = selectRow(
      db,
      'SELECT number, key_id, key FROM epoch_key WHERE space = ? ORDER BY number DESC, key_id LIMIT 1',
      [space],
      EpochRow,
    )
    return row && { epoch: { number: row.number, keyId: row.key_id as never }, key: row.key }
  }

  /** Opens a stored entry. `null` for a lockbox, which holds no fact, and for what no key here opens. */
  const openStored = (entry: ParsedEntry): UnresolvedEntry | null => {
    if (entry.bodyMode === 'lockbox') return null
    const body = openEntry(entry, keyFor(entry.space))
    if (!body.ok) return null
    return {
      id: entry.id as string as EntryRef,
      space: entry.space,
      deviceId: entry.device,
      atMs: entry.timeMs,
      kind: body.value.kind,
      content: body.value.content,
      parts: entry.parts as readonly string[] as readonly PartRef[],
    }
  }

  const readSpace = (space: string): readonly UnresolvedEntry[] => {
    const rows = selectRows(
      db,
      'SELECT bytes FROM entry WHERE space = ? ORDER BY arrival',
      [space],
      z.object({ bytes: blob }),
    )
    const entries = rows.map(({ bytes }) => {
      const parsed = parseEntry(bytes, hash256)
      if (!parsed.ok) throw new Error(`a stored entry: ${parsed.error.code}`)
      return parsed.value
    })
    return orderEntries(entries)
      .map(openStored)
      .filter((entry) => entry !== null)
  }

  let committee: CommitteeState = readSpace(committeeSpace).reduce(
    (state, entry) => evolveCommittee(state, entry, verifyAttestation),
    emptyCommittee,
  )

  const resolve = (entry: UnresolvedEntry): OpenedEntry | null => {
    const by = authorOf(committee, entry.deviceId)
    return by === null ? null : { ...entry, by }
  }

  const logEndOf = (space: string, wider: string | null): LogEnd => {
    const last = selectRow(
      db,
      'SELECT id, seq FROM entry WHERE space = ? AND device = ? ORDER BY seq DESC LIMIT 1',
      [space, deviceId],
      LastRow,
    )
    const own = selectRows(db, 'SELECT id FROM head WHERE space = ?', [space], IdRow)
    // Wider heads are cited once: what they had seen is then in this space's past for ever.
    const ofWider = wider
      ? selectRows(
          db,
          'SELECT id FROM head WHERE space = ? AND id NOT IN (SELECT id FROM cited_wider WHERE space = ?)',
          [wider, space],
          IdRow,
        )
      : []
    return {
      seq: last ? last.seq + 1 : 0,
      previous: (last?.id ?? null) as EntryId | null,
      heads: [...own, ...ofWider]
        .map(({ id }) => id as EntryId)
        .filter((id) => id !== last?.id)
        .sort()
        .slice(0, 64),
    }
  }

  const readersOf = (draft: PartDraft, epoch: EpochKey): PartReaders => {
    if (draft.kind !== 'identity') return { kind: 'epoch', epoch: epoch.epoch, key: epoch.key }
    // The reporter's identity is boxed to devices of its holders, not to every reader of the case.
    const mine = committee.devices.filter(
      (known) => known.memberId === device.memberId && known.revokedBy === null,
    )
    const devices = mine.map((known) => ({
      device: known.deviceId as string as DeviceId,
      boxKey: hexToBytes(known.boxKey) as Bytes,
    }))
    const self = { device: deviceId, boxKey: device.boxKeys.publicKey }
    return {
      kind: 'devices',
      devices: devices.some((known) => known.device === deviceId) ? devices : [...devices, self],
    }
  }

  /** The changes that one space's facts are, and the entries as the fold will see them. */
  const compose = (write: SpaceWrite): Result<{ ops: StoreOp[]; opened: UnresolvedEntry[] }> => {
    const space = write.space as SpaceId
    const known = spaceOf(space)
    if (!known && !write.create) return err({ code: 'space/unknown' })
    const wider = known ? known.wider : (write.create?.wider ?? null)
    const ops: StoreOp[] = []
    const opened: UnresolvedEntry[] = []
    const end = logEndOf(space, wider)
    const timeMs = now()

    const headerOf = (epoch: EntryHeader['epoch'], parts: readonly PartId[]): EntryHeader => ({
      critical: true,
      space,
      device: deviceId,
      incarnation: device.incarnation,
      seq: end.seq,
      previous: end.previous,
      heads: end.heads,
      epoch,
      timeMs,
      parts,
    })
    const push = (entry: SealedEntry): void => {
      ops.push({
        op: 'put-entry',
        space,
        device: deviceId,
        seq: end.seq,
        entryId: entry.id,
        cites: [...(end.previous === null ? [] : [end.previous]), ...end.heads],
        bytes: entry.bytes,
      })
      end.seq++
      end.previous = entry.id
      end.heads = []
    }

    let epoch = newestEpoch(space)
    if (!epoch) {
      epoch = makeEpochKey(0)
      if (!known && write.create) ops.push({ op: 'put-space', space, ...write.create })
      ops.push({ op: 'put-epoch-key', space, number: 0, keyId: epoch.epoch.keyId, key: epoch.key })
      const lockbox = sealLockbox(space, deviceId, device.boxKeys.publicKey, epoch, null)
      push(makeLockboxEntry(headerOf(null, []), lockbox, device.signKeys.secretKey))
    }
    for (const [index, fact] of write.facts.entries()) {
      const parts: PartId[] = []
      for (const draft of fact.parts) {
        const part = sealPart(space, draft.kind, draft.value, readersOf(draft, epoch))
        if (!part.ok) return part
        ops.push({ op: 'put-part', partId: part.value.id, space, envelope: part.value.bytes })
        parts.push(part.value.id)
      }
      // One signature covers the run: the last entry's.
      const isLast = index === write.facts.length - 1
      const signingKey = isLast ? device.signKeys.secretKey : null
      const sealed = sealEntry(headerOf(epoch.epoch, parts), fact, epoch.key, signingKey)
      if (!sealed.ok) return sealed
      push(sealed.value)
      opened.push({
        id: sealed.value.id as string as EntryRef,
        space,
        deviceId,
        atMs: timeMs,
        kind: fact.kind,
        content: fact.content,
        parts: parts as readonly string[] as readonly PartRef[],
      })
    }
    return ok({ ops, opened })
  }

  const append: Ledger['append'] = async (writes, extra = []) => {
    const ops: StoreOp[] = []
    const opened: UnresolvedEntry[] = []
    for (const write of writes) {
      const composed = compose(write)
      if (!composed.ok) return composed
      ops.push(...composed.value.ops)
      opened.push(...composed.value.opened)
    }
    const committed = await store.commit([...ops, ...extra])
    if (!committed.ok) return committed
    for (const entry of opened) {
      if (entry.space === committeeSpace)
        committee = evolveCommittee(committee, entry, verifyAttestation)
    }
    return ok(opened.map(resolve).filter((entry) => entry !== null))
  }

  const envelopeOf = (partId: PartRef) =>
    selectRow(
      db,
      'SELECT space, envelope FROM part WHERE id = ?',
      [partId],
      z.object({ space: z.string(), envelope: blob }),
    )

  return {
    committee: () => committee,
    spaceOf,
    entriesOf: (space) =>
      readSpace(space)
        .map(resolve)
        .filter((entry) => entry !== null),
    append,
    readPart: (partId) => {
      const row = envelopeOf(partId)
      if (!row) return err({ code: 'part/missing' })
      const part = parsePart(row.envelope)
      if (!part.ok) return part
      const { key } = part.value
      const boxed =
        key.kind === 'devices' ? new Set<string>(key.boxes.map((box) => box.device)) : null
      const former = device.former.find((one) => boxed?.has(one.deviceId))
      const reader =
        boxed?.has(deviceId) || !former ? { deviceId, boxKeys: device.boxKeys } : former
      return openPart(row.space as SpaceId, part.value, {
        device: reader.deviceId as DeviceId,
        boxKeys: reader.boxKeys,
        keyFor: keyFor(row.space),
      })
    },
    hasPart: (partId) => envelopeOf(partId) !== null,
  }
}
