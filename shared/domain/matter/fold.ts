import type { Linked } from '../access/past'
import { placesOf } from '../access/placed-fact'
import type { OpenedEntry, RejectedEntry } from '../ledger/fact'
import {
  isMatterFactKind,
  type MatterFactContent,
  type MatterFactKind,
  matterFacts,
  partCountOf,
} from './facts'
import { judgeMatter } from './rules'
import {
  emptyMatter,
  type LiveMatterFacts,
  type MatterFact,
  type MatterState,
  matterAsSeen,
} from './state'

/**
 * The matter as its entries say. An entry that is void, malformed or breaks a rule changes nothing
 * but the list of rejected entries. Facts of an escrowed report are left for the fold of a case.
 *
 * @param entries in causal order
 * @param links all entries of the space, lockboxes too, in causal order: what an author had seen may
 *   be cited through them. Only where no other entry stands between facts are the facts enough.
 */
export const foldMatter = (
  entries: readonly OpenedEntry[],
  links: readonly Linked[] = entries,
): MatterState => {
  const facts = Object.fromEntries(
    Object.keys(matterFacts).map((kind) => [kind, []]),
  ) as unknown as Record<MatterFactKind, MatterFact<never>[]>
  const rejected: RejectedEntry[] = []
  const state: MatterState = {
    space: entries[0]?.space ?? emptyMatter.space,
    facts: facts as unknown as LiveMatterFacts,
    rejected,
  }
  const own = entries.filter(({ kind }) => isMatterFactKind(kind))
  const placeOf = placesOf(own, links)
  let all = 0n

  const codeFor = (
    entry: OpenedEntry,
    kind: MatterFactKind,
    content: MatterFactContent<MatterFactKind> | undefined,
    before: bigint,
  ): string | null => {
    if (entry.void !== null) return entry.void
    if (content === undefined || entry.parts.length !== partCountOf(kind))
      return 'entry/malformed-fact'
    const seen = (all & ~before) === 0n ? state : matterAsSeen(state, before)
    const verdict = judgeMatter(seen, entry.by, kind, content)
    return verdict.ok ? null : verdict.error.code
  }

  for (const entry of own) {
    const { id, by, atMs, parts } = entry
    const kind = entry.kind as MatterFactKind
    const { data } = matterFacts[kind].safeParse(entry.content)
    const place = placeOf(entry)
    const code = codeFor(entry, kind, data, place.before)
    if (code !== null) {
      rejected.push({ entryId: id, by, code })
      continue
    }
    facts[kind].push({ entryId: id, by, atMs, content: data as never, parts, ...place })
    all |= place.bit
  }
  return state
}
