import type { Linked } from '../access/past'
import { placesOf } from '../access/placed-fact'
import type { OpenedEntry, RejectedEntry } from '../ledger/fact'
import { isNoticeFactKind, type NoticeFactContent, type NoticeFactKind, noticeFacts } from './facts'
import { judgeNotice } from './rules'
import type { NoticeState } from './state'
import { emptyNotice, type LiveNoticeFacts, type NoticeFact, noticeAsSeen } from './state'

/**
 * The notice as its entries say. An entry that is void, malformed or breaks a rule changes nothing
 * but the list of rejected entries.
 *
 * @param entries in causal order
 * @param links all entries of the space, lockboxes too, in causal order: what an author had seen may
 *   be cited through them. Only where no other entry stands between facts are the facts enough.
 */
export const foldNotice = (
  entries: readonly OpenedEntry[],
  links: readonly Linked[] = entries,
): NoticeState => {
  const facts = Object.fromEntries(
    Object.keys(noticeFacts).map((kind) => [kind, []]),
  ) as unknown as Record<NoticeFactKind, NoticeFact<never>[]>
  const rejected: RejectedEntry[] = []
  const state: NoticeState = {
    space: entries[0]?.space ?? emptyNotice.space,
    facts: facts as unknown as LiveNoticeFacts,
    rejected,
  }
  const placeOf = placesOf(entries, links)
  let all = 0n

  const codeFor = (
    entry: OpenedEntry,
    kind: NoticeFactKind,
    content: NoticeFactContent<NoticeFactKind> | undefined,
    before: bigint,
  ): string | null => {
    if (entry.void !== null) return entry.void
    if (content === undefined || entry.parts.length > 0) return 'entry/malformed-fact'
    const seen = (all & ~before) === 0n ? state : noticeAsSeen(state, before)
    const verdict = judgeNotice(seen, entry.by, kind, content)
    return verdict.ok ? null : verdict.error.code
  }

  for (const entry of entries) {
    const { id, by, atMs, kind, parts } = entry
    if (!isNoticeFactKind(kind)) continue
    const { data } = noticeFacts[kind].safeParse(entry.content)
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
