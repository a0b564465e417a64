// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row has the focus, never a cell

import { memo } from 'react'
import type { CaseRow } from '../../../shared/contracts/views'
import { CaseCells, LoadingCells } from './CaseCells'
import classes from './CaseTable.module.css'

interface CaseRowViewProps {
  readonly index: number
  readonly startPx: number
  /** `null` while it is being read. */
  readonly row: CaseRow | null
  readonly isTabStop: boolean
  readonly nowMs: number
  readonly onFocus: (index: number) => void
  readonly onOpen: (row: CaseRow | null) => void
}

/** A row where it stands in the list. Scrolling draws only those that come into sight. */
export const CaseRowView = memo(
  ({ index, startPx, row, isTabStop, nowMs, onFocus, onOpen }: CaseRowViewProps) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-body
      data-escrowed={row?.status === 'escrowed' || undefined}
      tabIndex={isTabStop ? 0 : -1}
      className={classes.row}
      style={{ transform: `translateY(${startPx}px)` }}
      onFocus={() => onFocus(index)}
      onClick={() => onOpen(row)}
    >
      {row === null ? <LoadingCells /> : <CaseCells row={row} nowMs={nowMs} />}
    </div>
  ),
)
CaseRowView.displayName = 'CaseRowView'
