import { emptyFactSpace, type FactSpace } from '../access/facts-by-kind'
import type { PlacedFact } from '../access/placed-fact'
import { type MatterFactContent, type MatterFactKind, matterFacts } from './facts'

export type MatterFact<K extends MatterFactKind> = PlacedFact<MatterFactContent<K>>

/** A matter as folded from its entries. The report that an escrow holds is folded as a case beside it. */
export type MatterState = FactSpace<typeof matterFacts>

export const emptyMatter: MatterState = emptyFactSpace(matterFacts)
