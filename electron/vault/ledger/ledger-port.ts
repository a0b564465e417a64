import type { Linked } from '../../../shared/domain/access/past'
import type { Grant, Leaving } from '../../../shared/domain/access/types'
import type { CommitteeState } from '../../../shared/domain/committee/state'
import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { MemberId, PartRef } from '../../../shared/domain/terms'
import type { Result } from '../../../shared/errors/result'
import type { Delivery, LogReach } from '../../../shared/formats/delivery'
import type { KeyPair } from '../crypto/keys'
import type { EpochKey } from './lockbox'
import type { StoreOp } from './store-op'

export type SpaceKind = 'committee' | 'notice' | 'case' | 'matter'

/** This laptop's device, with its secrets; wiped when the vault locks. */
export interface LocalDevice {
  readonly memberId: MemberId
  readonly signKeys: KeyPair
  readonly boxKeys: KeyPair
  readonly incarnation: number
  /** Devices of this member that this folder was before it was restored: parts are still boxed to them. */
  readonly former: readonly { readonly deviceId: string; readonly boxKeys: KeyPair }[]
}

/** Facts to enter in one space. A space that does not exist yet is made, with its first epoch key. */
export interface SpaceWrite {
  readonly space: string
  readonly create?: { readonly kind: SpaceKind; readonly wider: string | null }
  readonly facts: readonly FactDraft[]
}

export interface SpaceSummary {
  readonly space: string
  readonly kind: SpaceKind
  readonly wider: string | null
}

/** What an arrival came to. Counts are of entries, but for `refused`, which counts parts too. */
export interface ReceiveReport {
  readonly newEntries: number
  readonly duplicates: number
  /** In their place, and not covered by a signature of their author yet. */
  readonly pending: number
  /** Held until something before them arrives. */
  readonly waiting: number
  /** Why, and how many; entries are kept for inspection unless their space is not here. */
  readonly refused: readonly { readonly code: string; readonly count: number }[]
  readonly spacesChanged: readonly string[]
  /** Among `spacesChanged`: those that this vault did not have. */
  readonly newSpaces: readonly string[]
  /** Spaces that this member or device may not read any more: call `leave` for each, now. */
  readonly toLeave: readonly string[]
  /** Something was erased: pay the purge that is owed. */
  readonly hasErased: boolean
}

/** How far a log goes; see `LogReach`. */
export type Reached = Pick<LogReach, 'count' | 'last'>

/** How far a device is known to have each log: by device, then space, then log. */
export type HaveTable = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Reached>>>

/** A part of what may be sent to a member: to one device of theirs, of some spaces. */
export interface CollectOnly {
  readonly device: string
  readonly spaces: Iterable<string>
  /** Of these devices' logs alone; of all where it is left out. */
  readonly logs?: ReadonlySet<string>
}

/**
 * `own`: this device entered something, lockboxes too. `arrived`: what others entered came in. `gone`: the spaces
 * were left or erased here.
 */
export type LedgerListener = (spaces: readonly string[], how: 'own' | 'arrived' | 'gone') => void

/** Who reads a space, and how far its logs are here. */
export interface SpaceSharing {
  readonly space: string
  readonly readers: readonly string[]
  /** What is told of them: up to the first entry of which a part is missing. */
  readonly haves: readonly LogReach[]
  /** Everything that can be sent, whether or not its parts are here. */
  readonly reaches: readonly LogReach[]
}

/** Who has access to a space, and what is owed to it. */
export interface SpaceAccess {
  readonly readers: readonly MemberId[]
  /** May be granted access and were not. */
  readonly grantable: readonly MemberId[]
  /** Every valid lockbox, in causal order. */
  readonly grants: readonly Grant[]
  /** Those that ended the access of someone, void and undone ones left out. */
  readonly leavings: readonly Leaving[]
  /** A new epoch comes before the next write. */
  readonly isRotationOwed: boolean
  /** No device of another member is known to have a key and every entry. */
  readonly isOnlyCopy: boolean
  /** Members with a laptop that is known to have a key and every entry; this one's among them. */
  readonly complete: readonly MemberId[]
  /** Stands still until the program is updated. */
  readonly needsUpdate: boolean
  /** This device forked here and writes nothing more. */
  readonly isFrozen: boolean
  /** Devices that entered two things under one number. */
  readonly forkedDevices: readonly string[]
  /** Lockboxes for this device that do not open. */
  readonly brokenLockboxes: readonly { readonly entryId: string; readonly code: string }[]
}

/** An entry that was refused, for inspection. */
export interface RefusedRow {
  /** Hash of its bytes. */
  readonly digest: string
  readonly space: string
  readonly code: string
  readonly fromDevice: string
  readonly atMs: number
}

/** The signed, sealed logs of every space that this vault reads. Callers take turns. */
export interface Ledger {
  /** The committee as folded so far. */
  readonly committee: () => CommitteeState
  /** `null` also for a space that was left or erased. */
  readonly spaceOf: (space: string) => SpaceSummary | null
  /** Every space of a kind, or of those that a wider one announces, by id. */
  readonly spacesOf: (kind: SpaceKind, wider?: string) => readonly string[]
  /** Every verified entry of a space, opened, in causal order; void ones say why. */
  readonly entriesOf: (space: string) => readonly OpenedEntry[]
  /** Every verified entry of a space in causal order, lockboxes and what no key here opens too: who had seen what. */
  readonly linksOf: (space: string) => readonly Linked[]
  /**
   * Seals, signs and commits, all or nothing: when this answers `ok`, the facts are on the disk. A new
   * epoch that is owed comes first, in the same step.
   *
   * Refuses with `space/unknown`, `space/left`, `space/no-key`, `space/update-needed`, `device/frozen`.
   *
   * @param writes one for each space, the wider before the narrower
   * @param extra changes that must become durable in the same step
   * @returns the new entries, opened
   */
  readonly append: (
    writes: readonly SpaceWrite[],
    extra?: readonly StoreOp[],
  ) => Promise<Result<readonly OpenedEntry[]>>
  /**
   * Gives a member's live devices the keys of a space. `lockbox/not-cleared` for who may not read it,
   * `lockbox/no-device` for who has no live device; otherwise refuses as `append` does. Given already: nothing changes.
   */
  readonly grant: (space: string, memberId: MemberId) => Promise<Result<null>>
  /**
   * Makes lockboxes that readers' devices lack, wherever this vault has the keys. Call it after unlocking and after
   * whatever changed members, devices or audiences; `receive` does so itself in the spaces that it changed.
   *
   * @param spaces all when absent
   */
  readonly heal: (spaces?: readonly string[]) => Promise<Result<null>>
  /**
   * Takes in what another device sent. One bad entry loses nothing else; the result is the same in any order, twice and
   * in parts. Fails only where nothing can be stored.
   *
   * @param fromDevice authenticated by the transport
   */
  readonly receive: (delivery: Delivery, fromDevice: string) => Promise<Result<ReceiveReport>>
  /**
   * Spaces that this member or this device may not read any more and that are still here, the narrower first. Looks
   * only at what changed since it was last asked, a crash notwithstanding.
   */
  readonly toLeave: () => readonly string[]
  /**
   * Drops a space's keys and everything readable. The sealed bytes of this device's own entries stay until a
   * remaining reader says that they arrived. Purge the store afterwards.
   */
  readonly leave: (space: string, extra?: readonly StoreOp[]) => Promise<Result<null>>
  /** Forgets spaces for good, whoever may read them: they do not come back. Purge the store afterwards. */
  readonly erase: (spaces: readonly string[], extra?: readonly StoreOp[]) => Promise<Result<null>>
  /** Whether a device entered two things under one number in some space: there it writes nothing more. */
  readonly isFrozen: (deviceId: string) => boolean
  /**
   * What may be sent to a member: of the spaces that they read, what their live devices are not known to have. Equal
   * vaults give equal bytes. For one who reads nothing: receipts of their own logs and nothing else.
   */
  readonly collect: (memberId: MemberId, known: HaveTable) => Delivery
  /** As `collect`, for one device and of some spaces: costs what these spaces cost, and says nothing else. */
  readonly collectOnly: (memberId: MemberId, known: HaveTable, only: CollectOnly) => Delivery
  /** What goes to a device beside the spaces that its member reads: receipts, and the last bytes of what was left here. */
  readonly asidesFor: (memberId: MemberId, deviceId: string) => Delivery
  /** Of those that are here; nothing leaves this vault by that. */
  readonly sharingOf: (spaces: readonly string[]) => readonly SpaceSharing[]
  /** Spaces that were here and were left or erased: what others say of them concerns this vault no more. */
  readonly goneSpaces: () => ReadonlySet<string>
  /**
   * Tells of spaces as soon as a change of them is on the disk. `heard` does nothing but note that: it is called
   * within the step that made the change.
   *
   * @returns what ends it
   */
  readonly onChange: (heard: LedgerListener) => () => void
  /** Whether a delivery of a device that is not known yet brings what lets it into the committee. */
  readonly introduces: (delivery: Delivery, deviceId: string) => boolean
  /** For a member who was removed or resigned: that it is so, so that their vault lets go; nothing entered since. */
  readonly farewell: (memberId: MemberId) => Delivery
  /** What this vault has of the spaces that a member reads. */
  readonly havesFor: (memberId: MemberId) => Delivery['haves']
  /** What other devices said that they have. */
  readonly knownHaves: () => HaveTable
  /** What one device said that it has: by space, then log. */
  readonly havesOfDevice: (deviceId: string) => ReadonlyMap<string, ReadonlyMap<string, Reached>>
  /**
   * Keys of the epochs of a space that stand, as far as they are here, best first: all vaults with the same entries
   * have the same order. None for a space that is not here. The caller wipes them.
   */
  readonly epochKeys: (space: string) => readonly EpochKey[]
  /** Makes the new epoch that a space is owed, where one is; otherwise refuses as `append` does. */
  readonly rotate: (space: string) => Promise<Result<null>>
  /** `null` for a space that is not here. */
  readonly access: (space: string) => SpaceAccess | null
  /** Newest first, at most 500. */
  readonly refused: () => readonly RefusedRow[]
  /**
   * The plaintext of a part; `part/missing` when it is not here (erased, or not arrived).
   *
   * @param box the part's key, sealed to this device by a holder
   */
  readonly readPart: (partId: PartRef, box?: string | null) => Result<unknown>
  /** Whether this device holds a key of a part; nothing is opened. */
  readonly isPartReader: (partId: PartRef) => boolean
  /** A part's key, sealed to other devices. `part/not-a-reader` for who holds none. */
  readonly boxPartKey: (
    partId: PartRef,
    devices: readonly { readonly deviceId: string; readonly boxKey: string }[],
    box: string | null,
  ) => Result<readonly { readonly deviceId: string; readonly box: string }[]>
  readonly hasPart: (partId: PartRef) => boolean
}
