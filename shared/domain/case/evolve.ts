import type { LiveFact, OpenedEntry, RejectedEntry } from '../ledger/fact'
import type { CaseId, EntryRef, PartRef } from '../terms'
import {
  type CaseFactContent,
  type CaseFactKind,
  caseFacts,
  isCaseFactKind,
  partCountOf,
} from './facts'
import { judge } from './rules'
import { type CaseState, emptyCase } from './state'

/** A case while entries are added to it: the same shape, of which nobody else holds any part. */
interface OpenCase extends Omit<CaseState, 'facts'> {
  readonly facts: Record<CaseFactKind, LiveFact<never>[]>
  readonly entries: Record<EntryRef, CaseState['entries'][EntryRef]>
  readonly takenBack: Record<EntryRef, EntryRef>
  readonly erased: Record<PartRef, EntryRef>
  readonly rejected: RejectedEntry[]
  updatedAtMs: number
}

const copyOf = (state: CaseState): OpenCase => ({
  caseId: state.caseId,
  facts: Object.fromEntries(
    Object.entries(state.facts).map(([kind, facts]) => [kind, [...facts]]),
  ) as OpenCase['facts'],
  entries: { ...state.entries },
  takenBack: { ...state.takenBack },
  erased: { ...state.erased },
  rejected: [...state.rejected],
  updatedAtMs: state.updatedAtMs,
})

/**
 * Adds one entry. An entry that is malformed or breaks a rule changes nothing but the list of rejected
 * entries: every vault judges alike, and one hostile entry cannot stop the fold. Entries of a kind
 * that this version does not know are left for a newer one.
 */
const enter = (state: OpenCase, entry: OpenedEntry): void => {
  if (!isCaseFactKind(entry.kind)) return
  const kind = entry.kind
  const reject = (code: string): void => {
    state.rejected.push({ entryId: entry.id, by: entry.by, code })
  }
  if (entry.void !== null) {
    reject(entry.void)
    return
  }
  const parsed = caseFacts[kind].safeParse(entry.content)
  if (!parsed.success || entry.parts.length !== partCountOf(kind)) {
    reject('entry/malformed-fact')
    return
  }
  const content = parsed.data as CaseFactContent<typeof kind>
  const verdict = judge(state as unknown as CaseState, entry, kind, content)
  if (!verdict.ok) {
    reject(verdict.error.code)
    return
  }
  const { id, by, atMs, parts } = entry
  if (kind === 'entry.taken-back') {
    const { entryId } = content as CaseFactContent<'entry.taken-back'>
    const target = state.entries[entryId]
    if (target) {
      const facts = state.facts[target.kind]
      facts.splice(
        facts.findIndex((fact) => fact.entryId === entryId),
        1,
      )
    }
    state.takenBack[entryId] = id
  }
  if (kind === 'part.erased') {
    for (const partId of (content as CaseFactContent<'part.erased'>).partIds) {
      state.erased[partId] = id
    }
  }
  state.facts[kind].push({ entryId: id, by, atMs, content: content as never, parts })
  state.entries[id] = { kind, by }
  state.updatedAtMs = Math.max(state.updatedAtMs, atMs)
}

/** The case after one more entry. */
export const evolveCase = (state: CaseState, entry: OpenedEntry): CaseState => {
  const next = copyOf(state)
  enter(next, entry)
  return next as unknown as CaseState
}

/** The fold over entries in causal order. Its cost grows with their number, not with its square. */
export const foldCase = (caseId: CaseId, entries: Iterable<OpenedEntry>): CaseState => {
  const state = copyOf(emptyCase(caseId))
  for (const entry of entries) enter(state, entry)
  return state as unknown as CaseState
}
