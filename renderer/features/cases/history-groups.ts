import type { HistoryRow } from '../../../shared/contracts/views'
import { type CaseFactKind, isCaseFactKind } from '../../../shared/domain/case/facts'
import { accessGranted } from '../../../shared/domain/case/history-sentence'

/** What the history can be narrowed to. */
export const historyGroups = [
  'all',
  'people',
  'texts',
  'steps',
  'reporter',
  'tasks',
  'erasing',
] as const
export type HistoryGroup = (typeof historyGroups)[number]

const groupOfKind: Readonly<Record<CaseFactKind, HistoryGroup>> = {
  'case.opened': 'steps',
  'report.answered': 'texts',
  'text.updated': 'texts',
  'person.added': 'people',
  'person.corrected': 'people',
  'identity.recorded': 'reporter',
  'identity.opened': 'reporter',
  'identity.asked': 'reporter',
  'identity.shared': 'reporter',
  'owners.set': 'steps',
  'safety.recorded': 'reporter',
  'overview.set': 'steps',
  'status.set': 'steps',
  'wishes.recorded': 'reporter',
  'told.recorded': 'reporter',
  'ladder.offered': 'reporter',
  'telling.limited': 'reporter',
  'seen-elsewhere.recorded': 'tasks',
  'takedown.requested': 'tasks',
  'emergency.recorded': 'steps',
  'task.added': 'tasks',
  'task.completed': 'tasks',
  'entry.taken-back': 'erasing',
  'part.erased': 'erasing',
}

export const isInGroup = (row: HistoryRow, group: HistoryGroup): boolean =>
  group === 'all' ||
  (row.kind === accessGranted ? group === 'people' : false) ||
  (isCaseFactKind(row.kind) && groupOfKind[row.kind] === group)
