import type { HistoryRow } from '../../../shared/contracts/views'

/** One line of the history: an entry, or several edits of one text by one member in a row. */
export interface HistoryRun {
  readonly first: HistoryRow
  readonly last: HistoryRow
  readonly count: number
}

/** A pause after which writing is another sitting. */
const sittingMs = 30 * 60_000

const continues = (run: HistoryRun, row: HistoryRow): boolean =>
  row.kind === 'text.updated' &&
  run.last.kind === 'text.updated' &&
  row.by === run.last.by &&
  row.facts.name === run.last.facts.name &&
  Math.abs(row.atMs - run.last.atMs) < sittingMs

/** Typing makes an entry every half second: a sitting of it is one line to read. */
export const runsOf = (rows: readonly HistoryRow[]): readonly HistoryRun[] => {
  const runs: HistoryRun[] = []
  for (const row of rows) {
    const run = runs.at(-1)
    if (run !== undefined && continues(run, row)) {
      runs[runs.length - 1] = { ...run, last: row, count: run.count + 1 }
    } else {
      runs.push({ first: row, last: row, count: 1 })
    }
  }
  return runs
}
