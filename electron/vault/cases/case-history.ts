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

/** The history of a case, oldest first: who entered what, when, and what corrected it since. */
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
  return {
    rows: entries.slice(offset, offset + limit).map((entry) => ({
      entryId: entry.id,
      kind: entry.kind,
      by: memberOf(committee, entry.by)?.name ?? '',
      atMs: entry.atMs,
      facts: historyFactsOf(state, entry),
      corrects: correctedEntryOf(state, entry) as EntryRef | null,
      correctedBy: corrections.get(entry.id) ?? null,
      parts: entry.parts.map((partId) => viewPart(entry, partId)),
      undoable: canTakeBack(state, entry, vault.device.memberId),
    })),
    total: entries.length,
  }
}
