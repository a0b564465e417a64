import type { HistoryRow, PartView } from '../../../shared/contracts/views'
import { canTakeBack, correctedEntryOf, historyFactsOf } from '../../../shared/domain/case/history'
import { isErased } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { memberOf } from '../../../shared/domain/committee/selectors'
import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { EntryRef, PartRef } from '../../../shared/domain/terms'
import type { UnlockedVault } from '../session/unlocked-vault'

const partKinds: Readonly<Record<string, PartView['kind']>> = {
  'identity.recorded': 'identity',
  'safety.recorded': 'safety',
}

/** The first key that each member was given by another: who let whom in, and when. One lockbox may let in several. */
const grantRows = (vault: UnlockedVault, caseId: string): ReadonlyMap<string, HistoryRow> => {
  const committee = vault.ledger.committee()
  const rows = new Map<string, HistoryRow>()
  const given = new Set<string>()
  for (const { entryId, memberId, by, sinceMs } of vault.ledger.access(caseId)?.grants ?? []) {
    if (given.has(memberId) || by === memberId) continue
    given.add(memberId)
    const name = memberOf(committee, memberId)?.name ?? ''
    const others = rows.get(entryId)?.facts.name
    rows.set(entryId, {
      entryId,
      kind: 'access.granted',
      by: memberOf(committee, by)?.name ?? '',
      atMs: sinceMs,
      facts: { name: others === undefined ? name : `${others}, ${name}` },
      corrects: null,
      correctedBy: null,
      parts: [],
      undoable: false,
      isVoid: false,
    })
  }
  return rows
}

/**
 * The history of a case, oldest first: who entered what, when, and what corrected it since; and who was
 * given access by whom.
 */
export const viewHistory = (
  vault: UnlockedVault,
  state: CaseState,
  offset: number,
  limit: number,
): { rows: HistoryRow[]; total: number } => {
  const entries = vault.ledger.entriesOf(state.caseId)
  const committee = vault.ledger.committee()
  const corrections = new Map<string, EntryRef>()
  for (const entry of entries) {
    const corrected = correctedEntryOf(state, entry)
    if (corrected !== null) corrections.set(corrected, entry.id)
  }
  const viewPart = (entry: OpenedEntry, partId: PartRef): PartView => ({
    partId,
    kind: partKinds[entry.kind] ?? 'text',
    state: isErased(state, partId)
      ? 'erased'
      : vault.ledger.hasPart(partId)
        ? 'present'
        : 'missing',
  })
  const grants = grantRows(vault, state.caseId)
  const entryById = new Map(entries.map((entry) => [entry.id, entry]))
  const all = vault.ledger
    .linksOf(state.caseId)
    .flatMap(({ id }) => entryById.get(id) ?? grants.get(id) ?? [])
  return {
    rows: all.slice(offset, offset + limit).map((entry) =>
      'entryId' in entry
        ? entry
        : {
            entryId: entry.id,
            kind: entry.kind,
            by: memberOf(committee, entry.by)?.name ?? '',
            atMs: entry.atMs,
            facts: historyFactsOf(state, entry),
            corrects: correctedEntryOf(state, entry) as EntryRef | null,
            correctedBy: corrections.get(entry.id) ?? null,
            parts: entry.parts.map((partId) => viewPart(entry, partId)),
            undoable: entry.void === null && canTakeBack(state, entry, vault.device.memberId),
            isVoid: entry.void !== null,
          },
    ),
    total: all.length,
  }
}
