import type { Database } from 'sql.js'
import type { InputOf } from '../../../shared/contracts/contract'
import type { vaultContract } from '../../../shared/contracts/vault'
import type { CaseRow, CaseSort } from '../../../shared/contracts/views'
import { deadlineStateOf } from '../../../shared/domain/case/selectors'
import {
  CaseId,
  CaseStatus,
  Channel,
  ReportMode,
  Severity,
  Urgency,
} from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { selectRow, selectRows } from '../ledger/select'

export type ListRequest = InputOf<(typeof vaultContract)['case.list']>

const IndexRow = z.object({
  id: CaseId,
  code_name: z.string(),
  mode: ReportMode,
  status: CaseStatus,
  channel: Channel,
  severity: Severity,
  urgency: Urgency,
  category: z.string(),
  received_at_ms: z.number(),
  updated_at_ms: z.number(),
  due_kind: z.enum(['acknowledge', 'decide']).nullable(),
  due_at_ms: z.number().nullable(),
  open_tasks: z.number(),
})

const sortColumns: Readonly<Record<CaseSort, string>> = {
  received: 'received_at_ms',
  updated: 'updated_at_ms',
  deadline: 'due_at_ms',
  severity: 'severity_rank',
  name: 'code_name',
}

const Count = z.object({ n: z.number() })

/** One page of the list of cases, with the totals that the member may know: those of their own vault. */
export const listCases = (
  db: Database,
  request: ListRequest,
  nowMs: number,
): { rows: CaseRow[]; total: number; unfilteredTotal: number } => {
  const conditions: string[] = []
  const params: (string | number)[] = []
  const oneOf = (column: string, values: readonly string[]) => {
    if (values.length === 0) return
    conditions.push(`${column} IN (${values.map(() => '?').join(',')})`)
    params.push(...values)
  }
  const { filter } = request
  oneOf('status', filter.status)
  oneOf('channel', filter.channel)
  oneOf('severity', filter.severity)
  if (filter.overdueOnly) {
    conditions.push('due_at_ms <= ?')
    params.push(nowMs)
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const column = sortColumns[request.sort]
  const direction = request.descending ? 'DESC' : 'ASC'
  /** Cases without a deadline come last, whichever way the others run. */
  const nullsLast = request.sort === 'deadline' ? 'due_at_ms IS NULL, ' : ''
  const rows = selectRows(
    db,
    `SELECT * FROM case_index ${where} ORDER BY ${nullsLast}${column} ${direction}, id LIMIT ? OFFSET ?`,
    [...params, request.limit, request.offset],
    IndexRow,
  )
  const count = (sql: string, values: (string | number)[]) =>
    selectRow(db, sql, values, Count)?.n ?? 0
  return {
    rows: rows.map((row) => rowOf(row, nowMs)),
    total: count(`SELECT count(*) AS n FROM case_index ${where}`, params),
    unfilteredTotal: count('SELECT count(*) AS n FROM case_index', []),
  }
}

/** The row of one case, or `null` when the vault has no such case. */
export const caseRowOf = (db: Database, caseId: CaseId, nowMs: number): CaseRow | null => {
  const row = selectRow(db, 'SELECT * FROM case_index WHERE id = ?', [caseId], IndexRow)
  return row ? rowOf(row, nowMs) : null
}

const rowOf = (row: z.infer<typeof IndexRow>, nowMs: number): CaseRow => ({
  caseId: row.id,
  codeName: row.code_name,
  mode: row.mode,
  status: row.status,
  channel: row.channel,
  severity: row.severity,
  urgency: row.urgency,
  category: row.category,
  receivedAtMs: row.received_at_ms,
  updatedAtMs: row.updated_at_ms,
  deadline:
    row.due_kind === null || row.due_at_ms === null
      ? null
      : {
          kind: row.due_kind,
          dueAtMs: row.due_at_ms,
          doneAtMs: null,
          state: deadlineStateOf(
            { kind: row.due_kind, dueAtMs: row.due_at_ms, doneAtMs: null },
            nowMs,
          ),
        },
  openTasks: row.open_tasks,
})
