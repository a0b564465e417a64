// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row has the focus, never a cell

import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../../shared/contracts/views'
import { useFormats } from '../../hooks/formats'
import classes from './CaseTable.module.css'
import { caseColumns } from './case-columns'
import { DeadlineMark, SeverityMark, StatusMark } from './marks'

interface CaseCellsProps {
  readonly row: CaseRow
  readonly nowMs: number
}

/** One case in the list. */
export const CaseCells = ({ row, nowMs }: CaseCellsProps) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  return (
    <>
      <div role="gridcell" className={classes.cell} data-column="name">
        {row.codeName}
      </div>
      <div role="gridcell" className={classes.cell} data-column="status">
        <StatusMark status={row.status} />
      </div>
      <div role="gridcell" className={classes.cell} data-column="deadline">
        {row.deadline === null ? (
          <span className={classes.nothing}>{t('deadline.none')}</span>
        ) : (
          <DeadlineMark deadline={row.deadline} nowMs={nowMs} />
        )}
      </div>
      <div role="gridcell" className={classes.cell} data-column="severity">
        <SeverityMark severity={row.severity} />
      </div>
      <div role="gridcell" className={classes.cell} data-column="channel">
        {t(`channel.${row.channel}`)}
      </div>
      <div role="gridcell" className={classes.cell} data-column="received">
        {formats.date(row.receivedAtMs)}
      </div>
      <div role="gridcell" className={classes.cell} data-column="tasks">
        {row.openTasks === 0 ? (
          <span className={classes.nothing}>{t('list.noTasks')}</span>
        ) : (
          formats.number(row.openTasks)
        )}
      </div>
    </>
  )
}

/** In place of a case that is still being read. */
export const LoadingCells = () => {
  const { t } = useTranslation('common')
  return caseColumns.map(({ id }, at) => (
    <div key={id} role="gridcell" className={classes.cell} data-column={id}>
      {at === 0 && <VisuallyHidden>{t('loading')}</VisuallyHidden>}
      <span className={classes.loading} />
    </div>
  ))
}
