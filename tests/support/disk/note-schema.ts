import type { Database } from 'sql.js'
import type { StoreSchema } from '../../../electron/vault/storage/vault-store'
import { err, ok } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'

/** A small schema with what the engine must cope with: rows, full text, deletion. */
const NoteOp = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('put'), id: z.number().int(), text: z.string() }),
  /** Not in the full text: many are written quickly. */
  z.strictObject({ op: z.literal('jot'), id: z.number().int(), text: z.string() }),
  z.strictObject({ op: z.literal('drop'), id: z.number().int() }),
])
export type NoteOp = z.infer<typeof NoteOp>

export const putNote = (id: number, text: string): NoteOp => ({ op: 'put', id, text })
export const jotNote = (id: number, text: string): NoteOp => ({ op: 'jot', id, text })
export const dropNote = (id: number): NoteOp => ({ op: 'drop', id })

const tables = `
  CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK(length(text) > 0));
  CREATE VIRTUAL TABLE note_text USING fts4(content);
`

export const noteSchema: StoreSchema<NoteOp> = {
  version: 1,
  sql: tables,
  migrate: () => {
    throw new Error('there is no older version')
  },
  encodeOp: (op) => op,
  decodeOp: (value) => {
    const parsed = NoteOp.safeParse(value)
    return parsed.success ? ok(parsed.data) : err({ code: 'test/unknown-op' })
  },
  applyOp: (db, op) => {
    if (op.op === 'drop') {
      db.run('DELETE FROM note_text WHERE docid = ?', [op.id])
      db.run('DELETE FROM note WHERE id = ?', [op.id])
      return
    }
    db.run('INSERT OR REPLACE INTO note(id, text) VALUES(?, ?)', [op.id, op.text])
    if (op.op === 'put')
      db.run('INSERT OR REPLACE INTO note_text(docid, content) VALUES(?, ?)', [op.id, op.text])
  },
}

/** The next version, which has a column more. */
export const noteSchema2: StoreSchema<NoteOp> = {
  ...noteSchema,
  version: 2,
  sql: `${tables} ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;`,
  migrate: (db, fromVersion) => {
    if (fromVersion !== 1) throw new Error('unknown version')
    db.exec('ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0')
  },
}

export const readNotes = (db: Database): readonly (readonly [number, string])[] =>
  (db.exec('SELECT id, text FROM note ORDER BY id')[0]?.values ?? []) as [number, string][]

export const findNotes = (db: Database, words: string): readonly number[] =>
  (
    db.exec('SELECT docid FROM note_text WHERE note_text MATCH ? ORDER BY docid', [words])[0]
      ?.values ?? []
  ).map(([id]) => Number(id))
