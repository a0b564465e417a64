import type { FactDraft } from '../../../shared/domain/ledger/fact'
import { ok, type Result } from '../../../shared/errors/result'
import {
  type EntryHeader,
  maxHeads,
  type ParsedEntry,
  parseEntry,
} from '../../../shared/formats/entry'
import type { DeviceId, EntryId, PartId, SpaceId } from '../../../shared/formats/ledger-ids'
import type { Predecessor } from '../../../shared/formats/lockbox'
import { hash256 } from '../crypto/hash'
import { isCriticalKind } from './known-kinds'
import type { LocalDevice } from './ledger-port'
import { type EpochKey, type Recipient, sealLockbox } from './lockbox'
import { type EntryBody, makeLockboxEntry, type SealedEntry, sealEntry } from './seal-entry'
import { type PartReaders, sealPart } from './seal-part'
import type { StoreOp } from './store-op'

/** Where this device's log in a space ends, and what the next entry cites beside its predecessor. */
export interface LogEnd {
  readonly seq: number
  readonly previous: EntryId | null
  readonly heads: readonly EntryId[]
}

export interface WrittenEntry {
  readonly parsed: ParsedEntry
  /** `null` for a lockbox. */
  readonly body: EntryBody | null
}

/** A key for devices, in one entry. */
export interface LockboxDraft {
  readonly epoch: EpochKey
  readonly predecessors: readonly Predecessor[]
  /** At most `maxDeviceBoxes`, each once. */
  readonly recipients: readonly Recipient[]
}

/** Adds to this device's log in one space. Nothing is stored: `ops` are the changes to commit. */
export interface LogWriter {
  readonly ops: readonly StoreOp[]
  readonly written: readonly WrittenEntry[]
  readonly addLockbox: (lockbox: LockboxDraft) => void
  /** One signature covers the facts: the last one's. */
  readonly addFacts: (
    facts: readonly FactDraft[],
    epoch: EpochKey,
    readersOf: (part: FactDraft['parts'][number]) => PartReaders,
  ) => Result<null>
}

export const createLogWriter = (
  device: LocalDevice,
  deviceId: DeviceId,
  space: SpaceId,
  end: LogEnd,
  timeMs: number,
): LogWriter => {
  const ops: StoreOp[] = []
  const written: WrittenEntry[] = []
  let { seq, previous } = end
  let heads = end.heads
    .filter((id) => id !== previous)
    .slice(0, maxHeads)
    .sort()

  const headerOf = (
    epoch: EntryHeader['epoch'],
    parts: readonly PartId[],
    critical: boolean,
  ): EntryHeader => ({
    critical,
    space,
    device: deviceId,
    incarnation: device.incarnation,
    seq,
    previous,
    heads,
    epoch,
    timeMs,
    parts,
  })
  const push = (entry: SealedEntry, body: EntryBody | null): void => {
    const parsed = parseEntry(entry.bytes, hash256)
    if (!parsed.ok) throw new Error(`an entry of our own: ${parsed.error.code}`)
    ops.push({
      op: 'put-entry',
      space,
      device: deviceId,
      seq,
      entryId: entry.id,
      cites: [...(previous === null ? [] : [previous]), ...heads],
      status: 'verified',
      isLockbox: body === null,
      bytes: entry.bytes,
    })
    written.push({ parsed: parsed.value, body })
    seq++
    previous = entry.id
    heads = []
  }

  return {
    ops,
    written,
    addLockbox: ({ epoch, predecessors, recipients }) => {
      const lockbox = sealLockbox(epoch, predecessors, recipients)
      push(makeLockboxEntry(headerOf(null, [], true), lockbox, device.signKeys.secretKey), null)
    },
    addFacts: (facts, epoch, readersOf) => {
      for (const [index, fact] of facts.entries()) {
        const parts: PartId[] = []
        for (const draft of fact.parts) {
          const part = sealPart(space, draft.kind, draft.value, readersOf(draft))
          if (!part.ok) return part
          ops.push({ op: 'put-part', partId: part.value.id, space, envelope: part.value.bytes })
          parts.push(part.value.id)
        }
        const isLast = index === facts.length - 1
        const signingKey = isLast ? device.signKeys.secretKey : null
        const header = headerOf(epoch.epoch, parts, isCriticalKind(fact.kind))
        const sealed = sealEntry(header, fact, epoch.key, signingKey)
        if (!sealed.ok) return sealed
        push(sealed.value, { kind: fact.kind, content: fact.content })
      }
      return ok(null)
    },
  }
}
