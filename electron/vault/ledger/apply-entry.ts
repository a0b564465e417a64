import type { Database } from 'sql.js'
import { z } from '../../../shared/util/schema'
import { selectRow } from './select'
import type { StoreOp } from './store-op'
import { entryStatus } from './store-tables'

type PutEntry = Extract<StoreOp, { op: 'put-entry' }>
type JudgeEntry = Extract<StoreOp, { op: 'judge-entry' }>

const Known = z.object({ space: z.string(), status: z.number() })

const knownEntry = (db: Database, entryId: string) =>
  selectRow(db, 'SELECT space, status FROM entry WHERE id = ?', [entryId], Known)

export const putEntry = (db: Database, op: PutEntry): void => {
  if (knownEntry(db, op.entryId) !== null) return
  db.run(
    'INSERT INTO entry(id, space, device, seq, status, is_lockbox, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [
      op.entryId,
      op.space,
      op.device,
      op.seq,
      entryStatus[op.status],
      op.isLockbox ? 1 : 0,
      op.bytes,
    ],
  )
  if (op.status === 'verified') addToPast(db, op.space, op.entryId, op.cites)
}

/** What is verified stays verified: signatures do not go away. */
export const rejudgeEntry = (db: Database, op: JudgeEntry): void => {
  const known = knownEntry(db, op.entryId)
  if (known === null || known.status === entryStatus.verified) return
  db.run('UPDATE entry SET status = ?, bytes = coalesce(?, bytes) WHERE id = ?', [
    entryStatus[op.status],
    op.signed,
    op.entryId,
  ])
  if (op.status === 'verified') addToPast(db, known.space, op.entryId, op.cites)
}

/**
 * Heads are verified entries that no verified entry of the space cites, in whatever order they came:
 * who cites what has not arrived leaves a mark for it.
 */
const addToPast = (
  db: Database,
  space: string,
  entryId: string,
  cites: readonly string[],
): void => {
  for (const cited of cites) {
    db.run('DELETE FROM head WHERE space = ? AND id = ?', [space, cited])
    db.run(
      `INSERT OR IGNORE INTO cited(space, id) SELECT ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE id = ? AND space = ? AND status = 0)`,
      [space, cited, cited, space],
    )
  }
  const isCited =
    selectRow(
      db,
      'SELECT id FROM cited WHERE space = ? AND id = ?',
      [space, entryId],
      z.object({ id: z.string() }),
    ) !== null
  if (isCited) db.run('DELETE FROM cited WHERE space = ? AND id = ?', [space, entryId])
  else db.run('INSERT OR IGNORE INTO head(space, id) VALUES (?, ?)', [space, entryId])
  db.run('INSERT OR IGNORE INTO dirty_space(id) VALUES (?)', [space])
  db.run('INSERT OR IGNORE INTO unjudged_space(id) VALUES (?)', [space])
}
