import type { Database } from 'sql.js'
import { putEntry, rejudgeEntry } from './apply-entry'
import type { StoreOp } from './store-op'

/** Enough to inspect an attack with; a flood of junk drops the oldest. */
export const refusedLimits = { count: 500, sizeBytes: 8 * 1_048_576 } as const

/** Tables that are derived per space; emptied with it. */
const dropDerived = (db: Database, space: string): void => {
  db.run('DELETE FROM case_text WHERE docid IN (SELECT docid FROM text_source WHERE space = ?)', [
    space,
  ])
  db.run('DELETE FROM text_source WHERE space = ?', [space])
  db.run('DELETE FROM text_checkpoint WHERE space = ?', [space])
  db.run('DELETE FROM case_index WHERE id = ?', [space])
  db.run('DELETE FROM open_notice WHERE id = ?', [space])
  db.run('DELETE FROM without_effect WHERE space = ?', [space])
  db.run('DELETE FROM dirty_space WHERE id = ?', [space])
  db.run('DELETE FROM unjudged_space WHERE id = ?', [space])
  db.run('DELETE FROM sharing_cache WHERE space = ?', [space])
}

/** Everything of a space that is its own: all but entries, the ends of logs, and the space's row. */
const dropContent = (db: Database, space: string): void => {
  for (const table of ['head', 'cited', 'part', 'erased_part', 'epoch_key', 'peer_have'])
    db.run(`DELETE FROM ${table} WHERE space = ?`, [space])
  db.run('DELETE FROM refused WHERE space = ?', [space])
  dropDerived(db, space)
}

const dropParts = (db: Database, op: Extract<StoreOp, { op: 'drop-parts' }>): void => {
  for (const partId of op.partIds) {
    db.run('DELETE FROM text_checkpoint WHERE space = (SELECT space FROM part WHERE id = ?)', [
      partId,
    ])
    db.run('INSERT OR IGNORE INTO dirty_space(id) SELECT space FROM part WHERE id = ?', [partId])
    db.run('INSERT OR IGNORE INTO erased_part(id, space) SELECT id, space FROM part WHERE id = ?', [
      partId,
    ])
    if (op.space !== undefined)
      db.run('INSERT OR IGNORE INTO erased_part(id, space) VALUES (?, ?)', [partId, op.space])
    db.run('DELETE FROM part WHERE id = ?', [partId])
  }
}

const putRefused = (db: Database, op: Extract<StoreOp, { op: 'put-refused' }>): void => {
  db.run(
    'INSERT OR IGNORE INTO refused(digest, space, code, from_device, at_ms, bytes) VALUES (?, ?, ?, ?, ?, ?)',
    [op.digest, op.space, op.code, op.fromDevice, op.atMs, op.bytes],
  )
  db.run(
    `DELETE FROM refused WHERE number <= (SELECT coalesce(max(number), 0) FROM refused) - ?
       OR (SELECT sum(length(newer.bytes)) FROM refused AS newer WHERE newer.number >= refused.number) > ?`,
    [refusedLimits.count, refusedLimits.sizeBytes],
  )
}

/** Applies one change. Throws only on a defect: what may be refused was refused before the journal. */
export const applyStoreOp = (db: Database, op: StoreOp): void => {
  switch (op.op) {
    case 'put-space':
      db.run(
        `INSERT INTO space(id, kind, wider) VALUES (?, ?, ?)
           ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, wider = excluded.wider, has_left = 0 WHERE has_left = 1`,
        [op.space, op.kind, op.wider],
      )
      return
    case 'put-entry':
      putEntry(db, op)
      return
    case 'judge-entry':
      rejudgeEntry(db, op)
      return
    case 'drop-entry':
      db.run('DELETE FROM entry WHERE id = ? AND status <> 0', [op.entryId])
      return
    case 'put-refused':
      putRefused(db, op)
      return
    case 'put-part':
    case 'replace-part':
      db.run(
        `INSERT OR ${op.op === 'put-part' ? 'IGNORE' : 'REPLACE'} INTO part(id, space, envelope) VALUES (?, ?, ?)`,
        [op.partId, op.space, op.envelope],
      )
      db.run('INSERT OR IGNORE INTO dirty_space(id) VALUES (?)', [op.space])
      return
    case 'drop-parts':
      dropParts(db, op)
      return
    case 'put-epoch-key':
      db.run('INSERT OR REPLACE INTO epoch_key(space, number, key_id, key) VALUES (?, ?, ?, ?)', [
        op.space,
        op.number,
        op.keyId,
        op.key,
      ])
      return
    case 'erase-space':
      db.run('DELETE FROM entry WHERE space = ?', [op.space])
      db.run('DELETE FROM log_end WHERE space = ?', [op.space])
      dropContent(db, op.space)
      db.run('UPDATE space SET erased = 1, has_left = 0, wider = NULL WHERE id = ?', [op.space])
      return
    case 'leave-space':
      db.run(
        `INSERT OR REPLACE INTO log_end(space, device, seq, id) SELECT space, device, seq, id FROM entry
           WHERE space = ? AND device = ? ORDER BY seq DESC LIMIT 1`,
        [op.space, op.device],
      )
      db.run('DELETE FROM entry WHERE space = ? AND device <> ?', [op.space, op.device])
      dropContent(db, op.space)
      db.run('UPDATE space SET has_left = 1 WHERE id = ? AND erased = 0', [op.space])
      return
    case 'drop-left':
      db.run(
        'DELETE FROM entry WHERE space = (SELECT id FROM space WHERE id = ? AND has_left = 1)',
        [op.space],
      )
      return
    case 'put-peer-have':
      db.run('DELETE FROM peer_have WHERE device = ? AND space = ?', [op.device, op.space])
      for (const log of op.logs)
        db.run(
          'INSERT OR REPLACE INTO peer_have(device, space, log_device, count, last) VALUES (?, ?, ?, ?, ?)',
          [op.device, op.space, log.device, log.count, log.last],
        )
      return
    case 'put-intake':
      db.run(
        'INSERT OR REPLACE INTO intake(id, draft, saved_at_ms, taken_while_locked) VALUES (?, ?, ?, ?)',
        [op.intakeId, op.draft, op.savedAtMs, op.takenWhileLocked ? 1 : 0],
      )
      return
    case 'drop-intake':
      db.run('DELETE FROM intake WHERE id = ?', [op.intakeId])
      return
    case 'clear-local-if':
      db.run('DELETE FROM local WHERE key = ? AND value = ?', [op.key, op.value])
      return
    case 'put-local':
      if (op.value === null) db.run('DELETE FROM local WHERE key = ?', [op.key])
      else db.run('INSERT OR REPLACE INTO local(key, value) VALUES (?, ?)', [op.key, op.value])
      return
  }
}
