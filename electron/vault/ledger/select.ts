import type { BindParams, Database } from 'sql.js'
import type { z } from '../../../shared/util/schema'

/** The rows of a query, each parsed: what is in the database is data like any other. */
export const selectRows = <S extends z.ZodType>(
  db: Database,
  sql: string,
  params: BindParams,
  row: S,
): z.infer<S>[] => {
  const statement = db.prepare(sql)
  try {
    statement.bind(params)
    const rows: z.infer<S>[] = []
    while (statement.step()) rows.push(row.parse(statement.getAsObject()))
    return rows
  } finally {
    statement.free()
  }
}

/** The first row, or `null`. */
export const selectRow = <S extends z.ZodType>(
  db: Database,
  sql: string,
  params: BindParams,
  row: S,
): z.infer<S> | null => selectRows(db, sql, params, row)[0] ?? null
