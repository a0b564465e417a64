import type { Database, SqlJsStatic, Statement } from 'sql.js'
import { ledgerStoreSchema, type StoreOp } from '../../../electron/vault/ledger/store-ops'
import type { VaultStore } from '../../../electron/vault/storage/vault-store'
import { ok, unwrap } from '../../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'

/** A process that ended before what it was about to write. */
export class Crash extends Error {}

export interface SimStore {
  readonly store: VaultStore<StoreOp>
  readonly db: Database
  /** The so-manieth commit from now does not happen: it throws {@link Crash}. */
  readonly crashAfter: (commits: number) => void
  /** Grows with everything that is stored, but for what others say that they have. */
  readonly version: () => number
  /** The process starts again. */
  readonly restart: () => void
}

const maxOpBytes = 64_000_000

/** Operations go through their codec, as those of a vault on a disk do. */
const throughCodec = (op: StoreOp): StoreOp => {
  const { decodeOp, encodeOp, version } = ledgerStoreSchema
  return unwrap(decodeOp(unwrap(decodeCbor(encodeCbor(encodeOp(op)), maxOpBytes)), version))
}

/** Statements are compiled once: vaults here are small, and asked much. */
const keepStatements = (db: Database): void => {
  const compile = db.prepare.bind(db)
  const kept = new Map<string, Statement>()
  db.prepare = (sql) => {
    const known = kept.get(sql)
    if (known) return known
    const statement = compile(sql)
    kept.set(sql, statement)
    statement.free = () => {
      statement.reset()
      return true
    }
    return statement
  }
  const runOnce = db.run.bind(db)
  db.run = (sql, params) => {
    if (params === undefined) return runOnce(sql)
    const statement = db.prepare(sql)
    statement.run(params)
    statement.reset()
    return db
  }
}

/**
 * A vault's database without a disk, of which commits happen as a whole or not at all.
 *
 * @param image another store's, to go on from
 */
export const createSimStore = (SQL: SqlJsStatic, image: Uint8Array | null): SimStore => {
  const db = image ? new SQL.Database(image) : new SQL.Database()
  db.run('PRAGMA journal_mode = MEMORY')
  db.run('PRAGMA locking_mode = EXCLUSIVE')
  db.run('PRAGMA synchronous = OFF')
  if (!image) db.run(ledgerStoreSchema.sql)
  keepStatements(db)
  let left = Number.POSITIVE_INFINITY
  let version = 0
  const store = {
    db,
    mode: () => ({ kind: 'read-write' }) as const,
    commit: async (ops: readonly StoreOp[]) => {
      if (left === 0) throw new Crash('the process ended')
      left--
      if (ops.some(({ op }) => op !== 'put-peer-have')) version++
      for (const op of ops.map(throughCodec)) ledgerStoreSchema.applyOp(db, op)
      return ok(undefined)
    },
  }
  return {
    // A ledger asks nothing else of its store.
    store: store as unknown as VaultStore<StoreOp>,
    db,
    crashAfter: (commits) => {
      left = commits
    },
    version: () => version,
    restart: () => {
      left = Number.POSITIVE_INFINITY
    },
  }
}
