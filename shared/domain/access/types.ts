import type { EntryRef, MemberId } from '../terms'

/** So many of these entries, each at most once. */
export interface Quorum {
  readonly of: readonly EntryRef[]
  readonly needed: number
}

/**
 * An entry after which a member, or one device, may not read a space any more. Exactly one of
 * `memberId` and `deviceId` is set.
 */
export interface Leaving {
  readonly entryId: EntryRef
  /** The space in which it was entered, which may be wider than the one whose readers it changes. */
  readonly space: string
  readonly memberId: MemberId | null
  readonly deviceId: string | null
  /**
   * The words that made it, where it took several: who has not seen enough of them knows of none, and
   * acts rightly without it.
   */
  readonly takes?: Quorum
  /** What undid it, every quorum of it; absent while it stands. Who has seen that may let the member in again. */
  readonly undone?: readonly Quorum[]
}

/** One entry of a space as access sees it. Lockboxes have `lockbox` set and no kind. */
export interface SpaceEntry {
  readonly id: EntryRef
  readonly deviceId: string
  /** The member whose device signed it; `null` for a stranger's. */
  readonly by: MemberId | null
  readonly atMs: number
  readonly previous: EntryRef | null
  /** Of this space and of wider ones. */
  readonly heads: readonly EntryRef[]
  /** The epoch that seals the body; `null` for a lockbox. */
  readonly epochKeyId: string | null
  readonly lockbox: Lockbox | null
  readonly kind: string | null
  readonly content: unknown
  /** From the forked number of its log on. */
  readonly isForkVoid: boolean
}

/** What a lockbox says in the clear. */
export interface Lockbox {
  /** The devices that it holds a box for, each once. */
  readonly recipients: readonly string[]
  readonly epochKeyId: string
  readonly epochNumber: number
  /** The key ids of the epochs whose keys it wraps. */
  readonly predecessorKeyIds: readonly string[]
}

declare const boxRef: unique symbol
/** One box of a lockbox: who it is for is judged apart from the others in it. */
export type BoxRef = string & { readonly [boxRef]: true }

export const boxRefOf = (lockbox: EntryRef, recipient: string): BoxRef =>
  `${lockbox}/${recipient}` as BoxRef

/** What is judged. A lockbox of which some boxes stand stands, and its other boxes are named one by one. */
export type JudgedRef = EntryRef | BoxRef

/** A device that the committee admitted, live or not. */
export interface KnownDevice {
  readonly deviceId: string
  readonly memberId: MemberId
  /** Not revoked, and its member not gone. */
  readonly isLive: boolean
}

/** Why a member may be given a key of a space. A member may have several; one that holds is enough. */
export interface Entitlement {
  readonly memberId: MemberId
  /**
   * The entry of a wider space that the author of a lockbox must have seen (a "no conflict");
   * `null` where the space itself names its readers.
   */
  readonly seen: EntryRef | null
  /** Who has seen one of these (amendments) makes no first lockbox for the member on this ground. */
  readonly outdatedBy: readonly EntryRef[]
}

/** Everything that access to one space depends on. */
export interface AccessInput {
  readonly space: string
  /** Of this space, in causal order. */
  readonly entries: readonly SpaceEntry[]
  readonly devices: readonly KnownDevice[]
  readonly entitlements: readonly Entitlement[]
  /** Those that end the access to this space, entered in it or in a wider one. */
  readonly leavings: readonly Leaving[]
  /** What the entries of the wider spaces had seen; `null` where there is no wider space. */
  readonly wider: Past | null
}

/** Which of some marked entries other entries had seen. Marks of wider spaces keep their bits. */
export interface Past {
  readonly bits: ReadonlyMap<EntryRef, bigint>
  /** The marks before an entry and its own; none for an entry that is not known. */
  readonly upTo: (id: EntryRef) => bigint
  /** The marks strictly before an entry. */
  readonly before: (id: EntryRef) => bigint
}

/** A valid box of a lockbox: who was given a key, when and by whom. */
export interface Grant {
  readonly entryId: EntryRef
  readonly memberId: MemberId
  readonly deviceId: string
  readonly epochKeyId: string
  readonly epochNumber: number
  /** For people only. */
  readonly sinceMs: number
  readonly by: MemberId
}

/** Why an entry is kept and shown without effect. */
export type VoidCode =
  | 'entry/unknown-author'
  | 'entry/author-not-cleared'
  | 'entry/author-left'
  | 'entry/after-cut'
  | 'entry/sealed-to-one-who-left'
  | 'entry/forked'
  | 'lockbox/not-cleared'
  | 'lockbox/after-leaving'
