import type { LiveFact, RejectedEntry } from '../ledger/fact'
import type { CaseId, EntryRef, MemberId, PartRef } from '../terms'
import { type CaseFactContent, type CaseFactKind, caseFacts } from './facts'

/** The facts of each kind that stand, in causal order. */
export type LiveCaseFacts = {
  readonly [K in CaseFactKind]: readonly LiveFact<CaseFactContent<K>>[]
}

/**
 * A case as folded from its entries. Plain data, so that it can be kept as a checkpoint.
 *
 * It holds the facts rather than their outcome: what a later fact took back simply stands no more,
 * and the selectors read the outcome off what is left.
 */
export interface CaseState {
  readonly caseId: CaseId
  readonly facts: LiveCaseFacts
  /** Every accepted entry, for history and undo. */
  readonly entries: Readonly<
    Record<EntryRef, { readonly kind: CaseFactKind; readonly by: MemberId }>
  >
  /** Entry taken back -> the entry that took it back. */
  readonly takenBack: Readonly<Record<EntryRef, EntryRef>>
  /** Erased part -> the entry that erased it. */
  readonly erased: Readonly<Record<PartRef, EntryRef>>
  readonly rejected: readonly RejectedEntry[]
  readonly updatedAtMs: number
}

export const emptyCase = (caseId: CaseId): CaseState => ({
  caseId,
  facts: Object.fromEntries(
    Object.keys(caseFacts).map((kind) => [kind, []]),
  ) as unknown as LiveCaseFacts,
  entries: {},
  takenBack: {},
  erased: {},
  rejected: [],
  updatedAtMs: 0,
})
