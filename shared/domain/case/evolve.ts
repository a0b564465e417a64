import type { LiveFact, OpenedEntry } from '../ledger/fact'
import type { CaseId, EntryRef } from '../terms'
import {
  type CaseFactContent,
  type CaseFactKind,
  caseFacts,
  isCaseFactKind,
  partCountOf,
} from './facts'
import { judge } from './rules'
import { type CaseState, emptyCase, type LiveCaseFacts } from './state'

const reject = (state: CaseState, entry: OpenedEntry, code: string): CaseState => ({
  ...state,
  rejected: [...state.rejected, { entryId: entry.id, by: entry.by, code }],
})

const dropFact = (facts: LiveCaseFacts, kind: CaseFactKind, entryId: EntryRef): LiveCaseFacts => ({
  ...facts,
  [kind]: (facts[kind] as readonly LiveFact<unknown>[]).filter((fact) => fact.entryId !== entryId),
})

/**
 * The case after one more entry. An entry that is malformed or breaks a rule changes nothing but the
 * list of rejected entries: every vault judges alike, and one hostile entry cannot stop the fold.
 * Entries of a kind that this version does not know are left for a newer one.
 */
export const evolveCase = (state: CaseState, entry: OpenedEntry): CaseState => {
  if (!isCaseFactKind(entry.kind)) return state
  const kind = entry.kind
  const parsed = caseFacts[kind].safeParse(entry.content)
  if (!parsed.success || entry.parts.length !== partCountOf(kind)) {
    return reject(state, entry, 'entry/malformed-fact')
  }
  const content = parsed.data as CaseFactContent<typeof kind>
  const verdict = judge(state, entry, kind, content)
  if (!verdict.ok) return reject(state, entry, verdict.error.code)

  const fact = { entryId: entry.id, by: entry.by, atMs: entry.atMs, content, parts: entry.parts }
  const next: CaseState = {
    ...state,
    facts: { ...state.facts, [kind]: [...state.facts[kind], fact] },
    entries: { ...state.entries, [entry.id]: { kind, by: entry.by } },
    updatedAtMs: Math.max(state.updatedAtMs, entry.atMs),
  }
  if (kind === 'entry.taken-back') {
    const { entryId } = content as CaseFactContent<'entry.taken-back'>
    const target = state.entries[entryId]
    return {
      ...next,
      facts: target ? dropFact(next.facts, target.kind, entryId) : next.facts,
      takenBack: { ...next.takenBack, [entryId]: entry.id },
    }
  }
  if (kind === 'part.erased') {
    const erased = { ...next.erased }
    for (const partId of (content as CaseFactContent<'part.erased'>).partIds)
      erased[partId] = entry.id
    return { ...next, erased }
  }
  return next
}

/** The fold over entries in causal order. */
export const foldCase = (caseId: CaseId, entries: Iterable<OpenedEntry>): CaseState => {
  let state = emptyCase(caseId)
  for (const entry of entries) state = evolveCase(state, entry)
  return state
}
