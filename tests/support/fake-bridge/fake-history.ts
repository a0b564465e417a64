import type { HistoryRow } from '../../../shared/contracts/views'
import {
  type CaseFactContent,
  type CaseFactKind,
  isUndoable,
} from '../../../shared/domain/case/facts'
import { historyFactsOf } from '../../../shared/domain/case/history'
import { emptyCase } from '../../../shared/domain/case/state'
import type { EntryRef } from '../../../shared/domain/terms'
import { caseIdOf, memberIdOf } from './made-up'

interface HistoryDraft<K extends CaseFactKind> {
  readonly entryId: EntryRef
  readonly kind: K
  readonly content: CaseFactContent<K>
  readonly by: string
  readonly atMs: number
  readonly parts?: HistoryRow['parts']
}

/** A line of the history as the vault words it: a kind of the domain, with the facts of its content. */
export const historyRowOf = <K extends CaseFactKind>({
  entryId,
  kind,
  content,
  by,
  atMs,
  parts = [],
}: HistoryDraft<K>): HistoryRow => ({
  entryId,
  kind,
  by,
  atMs,
  facts: historyFactsOf(emptyCase(caseIdOf(0)), {
    id: entryId,
    space: '',
    by: memberIdOf(1),
    deviceId: '',
    atMs,
    kind,
    content,
    parts: [],
    previous: null,
    heads: [],
    void: null,
  }),
  corrects: null,
  correctedBy: null,
  parts,
  undoable: isUndoable(kind),
  isVoid: false,
})
