import type { Database } from 'sql.js'
import { SearchHit } from '../../../shared/contracts/views'
import { type CaseId, CaseStatus } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { selectRows } from '../ledger/select'
import { toFtsQuery } from './search-query'

const hitStart = '\u0002'
const hitEnd = '\u0003'
const snippetWords = 18

const Row = z.object({
  case_id: z.string(),
  code_name: z.string(),
  status: CaseStatus,
  field: SearchHit.shape.field,
  snippet: z.string(),
})

/**
 * Cases whose text holds the words, newest change first. The snippets are cut for the wanted rows
 * only: a word that is everywhere costs no more than one that is rare.
 */
export const searchCases = (
  db: Database,
  text: string,
  limit: number,
): { hits: z.infer<typeof SearchHit>[]; more: boolean } => {
  const query = toFtsQuery(text)
  if (query === null) return { hits: [], more: false }
  const wanted = selectRows(
    db,
    `SELECT s.docid AS docid FROM case_text t JOIN text_source s ON s.docid = t.docid JOIN case_index c ON c.id = s.space
     WHERE t.content MATCH ? ORDER BY c.updated_at_ms DESC, s.docid LIMIT ?`,
    [query, limit + 1],
    z.object({ docid: z.number() }),
  )
  const docids = wanted.slice(0, limit).map((row) => row.docid)
  if (docids.length === 0) return { hits: [], more: false }
  const rows = selectRows(
    db,
    `SELECT s.space AS case_id, c.code_name AS code_name, c.status AS status, s.field AS field,
       snippet(case_text, '${hitStart}', '${hitEnd}', '…', -1, ${snippetWords}) AS snippet
     FROM case_text JOIN text_source s ON s.docid = case_text.docid JOIN case_index c ON c.id = s.space
     WHERE case_text.content MATCH ? AND case_text.docid IN (${docids.map(() => '?').join(',')})
     ORDER BY c.updated_at_ms DESC, s.docid`,
    [query, ...docids],
    Row,
  )
  return {
    hits: rows.map((row) => ({
      caseId: row.case_id as CaseId,
      codeName: row.code_name,
      status: row.status,
      field: row.field,
      snippet: splitSnippet(row.snippet),
    })),
    more: wanted.length > limit,
  }
}

const splitSnippet = (snippet: string): { text: string; hit: boolean }[] => {
  const pieces: { text: string; hit: boolean }[] = []
  for (const part of snippet.split(hitStart)) {
    const [hit, rest] = part.includes(hitEnd)
      ? (part.split(hitEnd) as [string, string])
      : [null, part]
    if (hit) pieces.push({ text: hit, hit: true })
    if (rest) pieces.push({ text: rest, hit: false })
  }
  return pieces
}
