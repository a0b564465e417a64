import { type FactRules, foldFacts } from '../access/facts-by-kind'
import type { Linked } from '../access/past'
import type { OpenedEntry } from '../ledger/fact'
import { noticeFacts } from './facts'
import { judgeNotice } from './rules'
import type { NoticeState } from './state'

const rules: FactRules<typeof noticeFacts> = {
  schemas: noticeFacts,
  partCountOf: () => 0,
  judge: judgeNotice,
}

/** The notice as its entries say: see {@link foldFacts}. */
export const foldNotice = (
  entries: readonly OpenedEntry[],
  links: readonly Linked[] = entries,
): NoticeState => foldFacts(rules, entries, links)
