import { isSeen, type PlacedFact } from '../access/placed-fact'
import type { RejectedEntry } from '../ledger/fact'
import { type MatterFactContent, type MatterFactKind, matterFacts } from './facts'

export type MatterFact<K extends MatterFactKind> = PlacedFact<MatterFactContent<K>>

/** The facts of each kind that stand, in causal order. */
export type LiveMatterFacts = {
  readonly [K in MatterFactKind]: readonly MatterFact<K>[]
}

/** A matter as folded from its entries. The report that an escrow holds is folded as a case beside it. */
export interface MatterState {
  /** Empty while nothing was entered. */
  readonly space: string
  readonly facts: LiveMatterFacts
  readonly rejected: readonly RejectedEntry[]
}

const kinds = Object.keys(matterFacts) as readonly MatterFactKind[]

export const emptyMatter: MatterState = {
  space: '',
  facts: Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as LiveMatterFacts,
  rejected: [],
}

/** The matter as an author had seen it. */
export const matterAsSeen = (state: MatterState, before: bigint): MatterState => ({
  ...state,
  facts: Object.fromEntries(
    kinds.map((kind) => [
      kind,
      (state.facts[kind] as readonly { bit: bigint }[]).filter((fact) => isSeen(before, fact)),
    ]),
  ) as unknown as LiveMatterFacts,
})
