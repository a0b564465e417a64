import type { CaseFilter, CaseSort } from '../../../shared/contracts/views'

/** How the list is looked at: kept while the vault is open, so that coming back finds it as it was. */
export interface ListView {
  readonly filter: CaseFilter
  readonly sort: CaseSort
  readonly descending: boolean
}

export const noFilter: CaseFilter = { status: [], channel: [], severity: [], overdueOnly: false }

/** What is due next comes first. */
export const firstView: ListView = { filter: noFilter, sort: 'deadline', descending: false }

export const countFilters = ({ status, channel, severity, overdueOnly }: CaseFilter): number =>
  status.length + channel.length + severity.length + (overdueOnly ? 1 : 0)

/** The direction in which a column is most useful when it is first sorted by. */
const beginsDescending: Readonly<Record<CaseSort, boolean>> = {
  received: true,
  updated: true,
  severity: true,
  deadline: false,
  name: false,
}

/** The same column again turns the order round. */
export const sortedBy = (view: ListView, sort: CaseSort): ListView => ({
  ...view,
  sort,
  descending: view.sort === sort ? !view.descending : beginsDescending[sort],
})
