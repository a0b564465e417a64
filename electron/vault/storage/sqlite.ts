import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js'
import type { StoreSchema } from './vault-store'

/** Compiles `sql-wasm.wasm` once; every store of the process shares it. */
export const loadSqlite = (wasm: Uint8Array): Promise<SqlJsStatic> =>
  initSqlJs({ wasmBinary: wasm.slice().buffer })

/**
 * Deleted rows are overwritten, and nothing is written to temporary files. The file that SQLite sees
 * is memory, which needs no syncing: durable is what the journal has. sql.js 1.16 keeps these
 * through `export()`, which a test pins (sql.js#159: older ones lost them).
 */
const pragmas =
  'PRAGMA secure_delete=ON; PRAGMA journal_mode=MEMORY; PRAGMA temp_store=MEMORY; PRAGMA synchronous=OFF;'

export const createDatabase = <Op>(sqlite: SqlJsStatic, schema: StoreSchema<Op>): Database => {
  const db = new sqlite.Database()
  db.exec(pragmas)
  inSavepoint(db, () => {
    db.exec(schema.sql)
    setSchemaVersion(db, schema.version)
  })
  return db
}

/** @returns `null` when SQLite does not take the bytes as a database. */
export const openDatabase = (sqlite: SqlJsStatic, bytes: Uint8Array): Database | null => {
  const db = new sqlite.Database(bytes)
  try {
    db.exec(pragmas)
    db.exec('SELECT count(*) FROM sqlite_master')
    return db
  } catch {
    db.close()
    return null
  }
}

export const setSchemaVersion = (db: Database, version: number): void => {
  db.exec(`PRAGMA user_version=${version}`)
}

/** All or nothing: what the work wrote is undone when it throws. */
export const inSavepoint = (db: Database, work: () => void): void => {
  db.run('SAVEPOINT step')
  try {
    work()
  } catch (error) {
    undoSavepoint(db)
    throw error
  }
  db.run('RELEASE step')
}

/** Runs the work and undoes it. A throw passes through. */
export const tryOut = (db: Database, work: () => void): void => {
  db.run('SAVEPOINT step')
  try {
    work()
  } finally {
    undoSavepoint(db)
  }
}

const undoSavepoint = (db: Database): void => {
  db.run('ROLLBACK TO step; RELEASE step')
}

/**
 * Takes erased rows out of every page: FTS keeps deleted terms until its index is merged, whatever
 * `secure_delete` says, and free pages are given back.
 */
export const scrubDatabase = (db: Database): void => {
  const tables = db.exec(
    "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts%'",
  )
  for (const [name] of tables[0]?.values ?? []) {
    const quoted = `"${String(name).replaceAll('"', '""')}"`
    db.exec(`INSERT INTO ${quoted}(${quoted}) VALUES('optimize')`)
  }
  db.exec('VACUUM')
}
