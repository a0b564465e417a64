import type { CaseSort } from '../../../shared/contracts/views'

/** The columns of the list, and what each can be sorted by. */
export const caseColumns = [
  { id: 'name', sort: 'name' },
  { id: 'status', sort: null },
  { id: 'deadline', sort: 'deadline' },
  { id: 'severity', sort: 'severity' },
  { id: 'channel', sort: null },
  { id: 'received', sort: 'received' },
  { id: 'tasks', sort: null },
] as const satisfies readonly { id: string; sort: CaseSort | null }[]

export type CaseColumn = (typeof caseColumns)[number]['id']
