import { readFileSync } from 'node:fs'
import type { SqlJsStatic } from 'sql.js'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  createDatabase,
  loadSqlite,
  openDatabase,
} from '../../../../../electron/vault/storage/sqlite'
import { findNotes, noteSchema, putNote, readNotes } from '../../../../support/disk/note-schema'

let sqlite: SqlJsStatic
beforeAll(async () => {
  sqlite = await loadSqlite(readFileSync('node_modules/sql.js/dist/sql-wasm.wasm'))
})

describe('what the engine relies on in sql.js', () => {
  it('keeps pragmas, prepared statements and rows through an export', () => {
    const db = createDatabase(sqlite, noteSchema)
    const insert = db.prepare('INSERT INTO note(id, text) VALUES(?, ?)')
    insert.run([1, 'before'])
    const pragmas = () =>
      ['secure_delete', 'journal_mode', 'temp_store', 'user_version'].map(
        (name) => db.exec(`PRAGMA ${name}`)[0]?.values[0]?.[0],
      )
    const before = pragmas()
    db.export()
    expect(pragmas()).toEqual(before)
    expect(before).toEqual([1, 'memory', 2, 1])
    insert.run([2, 'after'])
    expect(readNotes(db)).toHaveLength(2)
  })

  it('opens what it exported, with full text', () => {
    const db = createDatabase(sqlite, noteSchema)
    noteSchema.applyOp(db, putNote(1, 'a red umbrella'))
    const again = openDatabase(sqlite, db.export())
    expect(again && findNotes(again, 'umbr*')).toEqual([1])
    expect(again?.exec('PRAGMA secure_delete')[0]?.values[0]?.[0]).toBe(1)
  })

  it('leaves no deleted row in an export', () => {
    const db = createDatabase(sqlite, noteSchema)
    db.run('INSERT INTO note(id, text) VALUES(1, ?)', ['zanzibarquill'.repeat(500)])
    db.run('DELETE FROM note')
    expect(Buffer.from(db.export()).includes('zanzibarquill')).toBe(false)
  })

  it('is told apart from bytes that are no database', () => {
    expect(openDatabase(sqlite, new Uint8Array(4_096).fill(1))).toBe(null)
  })
})
