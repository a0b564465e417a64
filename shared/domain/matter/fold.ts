import { type FactRules, foldFacts } from '../access/facts-by-kind'
import type { Linked } from '../access/past'
import type { OpenedEntry } from '../ledger/fact'
import { matterFacts, partCountOf } from './facts'
import { judgeMatter } from './rules'
import type { MatterState } from './state'

const rules: FactRules<typeof matterFacts> = {
  schemas: matterFacts,
  partCountOf,
  judge: judgeMatter,
}

/** The matter as its entries say: see {@link foldFacts}. Facts of an escrowed report are left for the fold of a case. */
export const foldMatter = (
  entries: readonly OpenedEntry[],
  links: readonly Linked[] = entries,
): MatterState => foldFacts(rules, entries, links)
