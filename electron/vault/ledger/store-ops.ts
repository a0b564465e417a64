import type { Database } from 'sql.js'
import { err, ok } from '../../../shared/errors/result'
import type { CborValue } from '../../../shared/formats/cbor'
import { z } from '../../../shared/util/schema'
import type { StoreSchema } from '../storage/vault-store'

/**
 * The durable changes of a vault, one journal record per list. They are plain data and
 * deterministic: replaying them over the image they were made on gives the same database.
 *
 * What can be derived (the case index, full text, text checkpoints) is not among them: applying an
 * entry marks its space as dirty, and the index is brought up to date from there, now or after a crash.
 */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const id = z.string().regex(/^[0-9a-f]{16,128}$/)

export const StoreOp = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('put-space'),
    space: id,
    kind: z.enum(['committee', 'notice', 'case', 'matter']),
    /** The wider space that a case is announced in. */
    wider: id.nullable(),
  }),
  z.strictObject({
    op: z.literal('put-entry'),
    space: id,
    device: id,
    seq: z.number().int().min(0),
    entryId: id,
    /** Ids that this entry cites, its predecessor included: they are heads no more. */
    cites: z.array(id),
    bytes,
  }),
  z.strictObject({ op: z.literal('put-part'), partId: id, space: id, envelope: bytes }),
  z.strictObject({ op: z.literal('drop-parts'), partIds: z.array(id) }),
  z.strictObject({
    op: z.literal('put-epoch-key'),
    space: id,
    number: z.number().int().min(0),
    keyId: id,
    key: bytes,
  }),
  /** Forgets a space but for its id, so that it does not come back. */
  z.strictObject({ op: z.literal('erase-space'), space: id }),
  z.strictObject({
    op: z.literal('put-intake'),
    intakeId: id,
    draft: z.string(),
    savedAtMs: z.number(),
    takenWhileLocked: z.boolean(),
  }),
  z.strictObject({ op: z.literal('drop-intake'), intakeId: id }),
  /** Removes a setting that still has this value. */
  z.strictObject({ op: z.literal('clear-local-if'), key: z.string().max(60), value: bytes }),
  /** Settings and secrets of this device; `null` removes. */
  z.strictObject({ op: z.literal('put-local'), key: z.string().max(60), value: bytes.nullable() }),
])
export type StoreOp = z.infer<typeof StoreOp>

const ledgerTables = {
  version: 1,
  sql: `
    CREATE TABLE space(id TEXT PRIMARY KEY, kind TEXT NOT NULL, wider TEXT, erased INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE entry(arrival INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, space TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE INDEX entry_log ON entry(space, device, seq);
    CREATE TABLE head(space TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(space, id)) WITHOUT ROWID;
    CREATE TABLE cited_wider(space TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(space, id)) WITHOUT ROWID;
    CREATE TABLE part(id TEXT PRIMARY KEY, space TEXT NOT NULL, envelope BLOB NOT NULL) WITHOUT ROWID;
    CREATE INDEX part_space ON part(space);
    CREATE TABLE epoch_key(space TEXT NOT NULL, number INTEGER NOT NULL, key_id TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY(space, number, key_id)) WITHOUT ROWID;
    CREATE TABLE intake(id TEXT PRIMARY KEY, draft TEXT NOT NULL, saved_at_ms INTEGER NOT NULL, taken_while_locked INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE local(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE dirty_space(id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE case_index(id TEXT PRIMARY KEY, code_name TEXT NOT NULL, mode TEXT NOT NULL, status TEXT NOT NULL, channel TEXT NOT NULL,
      severity TEXT NOT NULL, severity_rank INTEGER NOT NULL, urgency TEXT NOT NULL, category TEXT NOT NULL, received_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL, due_kind TEXT, due_at_ms INTEGER, open_tasks INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX case_received ON case_index(received_at_ms);
    CREATE INDEX case_updated ON case_index(updated_at_ms);
    CREATE INDEX case_due ON case_index(due_at_ms);
    CREATE INDEX case_severity ON case_index(severity_rank);
    CREATE INDEX case_name ON case_index(code_name);
    CREATE TABLE text_source(docid INTEGER PRIMARY KEY, space TEXT NOT NULL, field TEXT NOT NULL);
    CREATE UNIQUE INDEX text_source_field ON text_source(space, field);
    CREATE VIRTUAL TABLE case_text USING fts4(content, tokenize=unicode61 "remove_diacritics=2");
    CREATE TABLE text_checkpoint(space TEXT NOT NULL, name TEXT NOT NULL, covered INTEGER NOT NULL, erased INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(space, name)) WITHOUT ROWID;
  `,
} as const

/** Tables that are derived per space; emptied with it. */
const dropDerived = (db: Database, space: string): void => {
  db.run('DELETE FROM case_text WHERE docid IN (SELECT docid FROM text_source WHERE space = ?)', [
    space,
  ])
  db.run('DELETE FROM text_source WHERE space = ?', [space])
  db.run('DELETE FROM text_checkpoint WHERE space = ?', [space])
  db.run('DELETE FROM case_index WHERE id = ?', [space])
  db.run('DELETE FROM dirty_space WHERE id = ?', [space])
}

/** Applies one change. Throws only on a defect: what may be refused was refused before the journal. */
const applyStoreOp = (db: Database, op: StoreOp): void => {
  switch (op.op) {
    case 'put-space':
      db.run('INSERT OR IGNORE INTO space(id, kind, wider) VALUES (?, ?, ?)', [
        op.space,
        op.kind,
        op.wider,
      ])
      return
    case 'put-entry':
      db.run('INSERT OR IGNORE INTO entry(id, space, device, seq, bytes) VALUES (?, ?, ?, ?, ?)', [
        op.entryId,
        op.space,
        op.device,
        op.seq,
        op.bytes,
      ])
      for (const cited of op.cites) {
        db.run('DELETE FROM head WHERE space = ? AND id = ?', [op.space, cited])
        db.run(
          'INSERT OR IGNORE INTO cited_wider(space, id) SELECT ?, id FROM entry WHERE id = ? AND space <> ?',
          [op.space, cited, op.space],
        )
      }
      db.run('INSERT OR IGNORE INTO head(space, id) VALUES (?, ?)', [op.space, op.entryId])
      db.run('INSERT OR IGNORE INTO dirty_space(id) VALUES (?)', [op.space])
      return
    case 'put-part':
      db.run('INSERT OR IGNORE INTO part(id, space, envelope) VALUES (?, ?, ?)', [
        op.partId,
        op.space,
        op.envelope,
      ])
      return
    case 'drop-parts':
      for (const partId of op.partIds) {
        db.run('DELETE FROM text_checkpoint WHERE space = (SELECT space FROM part WHERE id = ?)', [
          partId,
        ])
        db.run('INSERT OR IGNORE INTO dirty_space(id) SELECT space FROM part WHERE id = ?', [
          partId,
        ])
        db.run('DELETE FROM part WHERE id = ?', [partId])
      }
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
      for (const table of ['entry', 'head', 'cited_wider', 'part', 'epoch_key']) {
        db.run(`DELETE FROM ${table} WHERE space = ?`, [op.space])
      }
      dropDerived(db, op.space)
      db.run('UPDATE space SET erased = 1, wider = NULL WHERE id = ?', [op.space])
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

/** What the storage engine is told of the ledger's tables. */
export const ledgerStoreSchema: StoreSchema<StoreOp> = {
  version: ledgerTables.version,
  sql: ledgerTables.sql,
  migrate: (_db, fromVersion) => {
    throw new Error(`no tables of version ${fromVersion} were ever released`)
  },
  encodeOp: (op) => op as unknown as CborValue,
  decodeOp: (value) => {
    const parsed = StoreOp.safeParse(value)
    return parsed.success ? ok(parsed.data) : err({ code: 'store/unknown-op' })
  },
  applyOp: applyStoreOp,
}
