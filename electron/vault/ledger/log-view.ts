import type { EntryLink } from '../../../shared/formats/entry'
import type { DeviceId, EntryId, SpaceId } from '../../../shared/formats/ledger-ids'

/** An entry that a log holds. */
export interface KnownEntry {
  readonly id: EntryId
  readonly seq: number
  readonly previous: EntryId | null
  /** A valid signature at or after it in its log covers it. */
  readonly isVerified: boolean
}

/**
 * What a vault knows of one log: a tree of entries, each under its predecessor. An honest log is one
 * branch; two verified entries with one number are a fork.
 */
export interface LogView {
  readonly space: SpaceId
  readonly device: DeviceId
  /** Among the entries of this log only. */
  readonly find: (id: EntryId) => KnownEntry | null
  /** More than one where the log forks. */
  readonly verifiedAt: (seq: number) => readonly EntryId[]
}

export const emptyLog = (space: SpaceId, device: DeviceId): LogView => ({
  space,
  device,
  find: () => null,
  verifiedAt: () => [],
})

export interface LogOverlay extends LogView {
  readonly addPending: (entry: EntryLink) => void
  /** Marks a run as covered; `entry` is its last and may be new. */
  readonly addVerified: (entry: EntryLink, run: readonly EntryId[]) => void
}

/** Changes on top of a log, held in memory; the log below stays as it is. */
export const overlayLog = (base: LogView): LogOverlay => {
  const known = new Map<EntryId, KnownEntry>()
  const verified = new Map<number, EntryId[]>()

  const find = (id: EntryId): KnownEntry | null => known.get(id) ?? base.find(id)
  const verifiedAt = (seq: number): readonly EntryId[] => [
    ...base.verifiedAt(seq),
    ...(verified.get(seq) ?? []),
  ]
  const addPending = ({ id, seq, previous }: EntryLink): void => {
    known.set(id, { id, seq, previous, isVerified: false })
  }

  return {
    space: base.space,
    device: base.device,
    find,
    verifiedAt,
    addPending,
    addVerified: (entry, run) => {
      if (find(entry.id) === null) addPending(entry)
      for (const id of run) {
        const member = find(id) as KnownEntry
        known.set(id, { ...member, isVerified: true })
        verified.set(member.seq, [...(verified.get(member.seq) ?? []), id])
      }
    },
  }
}
