// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row has the focus, never a cell

import { useNavigate } from '@tanstack/react-router'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../../shared/contracts/views'
import { CaseRowView } from './CaseRowView'
import classes from './CaseTable.module.css'
import { CaseTableHead } from './CaseTableHead'
import { indexAfterKey } from './list-keys'
import type { ListView } from './list-view'
import type { CaseWindow } from './use-case-window'
import { useNowMs } from './use-now'

const rowPx = 48

interface CaseTableProps {
  readonly view: ListView
  readonly onView: (view: ListView) => void
  readonly window: CaseWindow
  readonly total: number
  readonly onRange: (first: number, last: number) => void
}

/** The list itself: only the rows in sight are drawn, and the one that has the focus. */
export const CaseTable = ({ view, onView, window, total, onRange }: CaseTableProps) => {
  const { t } = useTranslation('cases')
  const navigate = useNavigate()
  const nowMs = useNowMs()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const wantsFocus = useRef(false)
  const current = Math.min(active, total - 1)

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      return indexes.includes(current) ? indexes : [...indexes, current].sort((a, b) => a - b)
    },
  })
  const { range } = virtualizer
  const first = range?.startIndex ?? 0
  const last = range?.endIndex ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])

  // Another order or filter is another list: begin at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is what changed
  useEffect(() => {
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [view])

  // Only after the row that gets the focus was drawn.
  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${current}"]`)
      ?.focus({ preventScroll: true })
  }, [current])

  const open = useCallback(
    (row: CaseRow | null) => {
      if (row !== null) void navigate({ to: '/cases/$caseId', params: { caseId: row.caseId } })
    },
    [navigate],
  )
  const pageRows = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 2)
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index))
    wantsFocus.current = next !== current
    setActive(next)
    virtualizer.scrollToIndex(next)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = indexAfterKey(event.key, current, total, pageRows())
    if (next === null && event.key !== 'Enter') return
    event.preventDefault()
    if (next === null) open(window.rowAt(current))
    else goTo(next)
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={t('list.label')}
      aria-rowcount={total + 1}
      data-testid="case-grid"
    >
      <CaseTableHead view={view} onView={onView} />
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={handleKey}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <CaseRowView
            key={index}
            index={index}
            startPx={start}
            row={window.rowAt(index)}
            isTabStop={index === current}
            nowMs={nowMs}
            onFocus={setActive}
            onOpen={open}
          />
        ))}
      </div>
    </div>
  )
}
