import type { Database } from 'sql.js'
import type { SearchHit } from '../../../shared/contracts/views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import {
  modeOf,
  nextDeadlineOf,
  openingOf,
  overviewOf,
  peopleOf,
  statusOf,
  tasksOf,
} from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { Severity } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { selectRow } from '../ledger/select'

export type IndexedField = SearchHit['field']
export type IndexedTexts = Readonly<Record<IndexedField, string>>

const severityRank = (severity: Severity): number => Severity.options.indexOf(severity)

/** Words of a case that are in no part: people as the committee knows them, tasks, plain facts. */
export const plainTextsOf = (
  state: CaseState,
): Omit<IndexedTexts, 'narrative' | 'notes' | 'answers'> => ({
  overview: [
    codeNameOf(state.caseId),
    overviewOf(state).occurred,
    ...state.facts['seen-elsewhere.recorded'].map(
      ({ content }) => `${content.seen.where} ${content.seen.who}`,
    ),
    ...state.facts['takedown.requested'].map(
      ({ content }) => `${content.takedown.where} ${content.takedown.what}`,
    ),
    ...state.facts['emergency.recorded'].map(
      ({ content }) => `${content.emergency.action} ${content.emergency.reason}`,
    ),
  ].join('\n'),
  people: peopleOf(state)
    .map(({ person }) =>
      [person.name, ...person.handles, ...person.aliases, person.employer].join(' '),
    )
    .join('\n'),
  tasks: tasksOf(state)
    .map(({ added }) => `${added.content.title} ${added.content.detail}`)
    .join('\n'),
})

/** Writes one case's row and its full text. Touches that case only, however many there are. */
export const indexCase = (db: Database, state: CaseState, texts: IndexedTexts): void => {
  const opening = openingOf(state)
  if (!opening) return
  const overview = overviewOf(state)
  const deadline = statusOf(state) === 'closed' ? null : nextDeadlineOf(state)
  db.run(
    `INSERT OR REPLACE INTO case_index(id, code_name, mode, status, channel, severity, severity_rank, urgency, category,
       received_at_ms, updated_at_ms, due_kind, due_at_ms, open_tasks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      state.caseId,
      codeNameOf(state.caseId),
      modeOf(state),
      statusOf(state),
      opening.content.channel,
      overview.severity,
      severityRank(overview.severity),
      overview.urgency,
      overview.category,
      opening.content.receivedAtMs,
      state.updatedAtMs,
      deadline?.kind ?? null,
      deadline?.dueAtMs ?? null,
      tasksOf(state).filter((task) => task.doneAtMs === null).length,
    ],
  )
  for (const [field, text] of Object.entries(texts)) indexText(db, state.caseId, field, text)
  db.run('DELETE FROM dirty_space WHERE id = ?', [state.caseId])
}

const indexText = (db: Database, space: string, field: string, text: string): void => {
  const source = selectRow(
    db,
    'SELECT docid FROM text_source WHERE space = ? AND field = ?',
    [space, field],
    z.object({ docid: z.number() }),
  )
  if (text.trim() === '') {
    if (!source) return
    db.run('DELETE FROM case_text WHERE docid = ?', [source.docid])
    db.run('DELETE FROM text_source WHERE docid = ?', [source.docid])
    return
  }
  if (source) {
    db.run('UPDATE case_text SET content = ? WHERE docid = ?', [text, source.docid])
    return
  }
  db.run('INSERT INTO text_source(space, field) VALUES (?, ?)', [space, field])
  db.run('INSERT INTO case_text(docid, content) VALUES (last_insert_rowid(), ?)', [text])
}
