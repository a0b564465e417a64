import type { CommitteeState } from '../../../shared/domain/committee/committee'
import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { MemberId, PartRef } from '../../../shared/domain/terms'
import type { Result } from '../../../shared/errors/result'
import type { KeyPair } from '../crypto/keys'
import type { StoreOp } from './store-ops'

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

/** The signed, sealed logs of every space that this vault reads. */
export interface Ledger {
  /** The committee as folded so far. */
  readonly committee: () => CommitteeState
  readonly spaceOf: (space: string) => SpaceSummary | null
  /** Every entry of a space, opened, in causal order. */
  readonly entriesOf: (space: string) => readonly OpenedEntry[]
  /**
   * Seals, signs and commits, all or nothing: when this answers `ok`, the facts are on the disk.
   *
   * @param extra changes that must become durable in the same step
   * @returns the new entries, opened
   */
  readonly append: (
    writes: readonly SpaceWrite[],
    extra?: readonly StoreOp[],
  ) => Promise<Result<readonly OpenedEntry[]>>
  /** The plaintext of a part; `part/missing` when it is not here (erased, or not arrived). */
  readonly readPart: (partId: PartRef) => Result<unknown>
  readonly hasPart: (partId: PartRef) => boolean
}
