// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row has the focus, never a cell

import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseSort } from '../../../shared/contracts/views'
import classes from './CaseTable.module.css'
import { type CaseColumn, caseColumns } from './case-columns'
import { type ListView, sortedBy } from './list-view'

interface CaseTableHeadProps {
  readonly view: ListView
  readonly onView: (view: ListView) => void
}

/** The columns' names; those by which the list can be sorted are buttons. */
export const CaseTableHead = ({ view, onView }: CaseTableHeadProps) => (
  <div role="rowgroup" className={classes.head}>
    <div role="row" aria-rowindex={1} className={classes.row}>
      {caseColumns.map(({ id, sort }) => (
        <HeaderCell key={id} id={id} sort={sort} view={view} onView={onView} />
      ))}
    </div>
  </div>
)

interface HeaderCellProps {
  readonly id: CaseColumn
  readonly sort: CaseSort | null
  readonly view: ListView
  readonly onView: (view: ListView) => void
}

const HeaderCell = ({ id, sort, view, onView }: HeaderCellProps) => {
  const { t } = useTranslation('cases')
  const label = t(`column.${id}`)
  if (sort === null) {
    return (
      <div role="columnheader" className={classes.cell} data-column={id}>
        {label}
      </div>
    )
  }
  const isSorted = view.sort === sort
  const Icon = !isSorted ? IconArrowsSort : view.descending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-column={id}
      aria-sort={!isSorted ? 'none' : view.descending ? 'descending' : 'ascending'}
    >
      <UnstyledButton className={classes.sort ?? ''} onClick={() => onView(sortedBy(view, sort))}>
        {label}
        <Icon size={16} aria-hidden />
      </UnstyledButton>
    </div>
  )
}
