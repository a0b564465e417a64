import initSqlJs, { type Database } from 'sql.js'
import { randomBytes } from '../../electron/vault/crypto/keys'
import type { ReadOnlyReason } from '../../electron/vault/storage/failures'
import type { StoreSchema, VaultStore } from '../../electron/vault/storage/vault-store'
import { err, ok, unwrap } from '../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../shared/formats/cbor'
import { bytesToHex } from '../../shared/util/bytes'
import type { VaultId } from '../../shared/util/ids'

/** A store without a disk, for what stands on top of it. Operations go through their codec all the same. */
export const createMemoryStore = async <Op>(schema: StoreSchema<Op>) => {
  const SQL = await initSqlJs()
  const db: Database = new SQL.Database()
  db.run('PRAGMA secure_delete = ON')
  db.run(schema.sql)
  let sequence = 0
  let readOnly: ReadOnlyReason | null = null
  let purges = 0
  const store: VaultStore<Op> = {
    facts: () => ({
      vaultId: bytesToHex(new Uint8Array(16)) as VaultId,
      label: 'Test vault',
      createdAtMs: 0,
      kdf: { opsLimit: 3, memLimitBytes: 67_108_864 } as never,
      intakePublicKey: new Uint8Array(32),
    }),
    db,
    mode: () =>
      readOnly === null ? { kind: 'read-write' } : { kind: 'read-only', reason: readOnly },
    sequence: () => sequence,
    commit: async (ops) => {
      if (readOnly !== null) return err({ code: 'vault/read-only', reason: readOnly })
      const decoded = ops.map((op) =>
        unwrap(
          schema.decodeOp(
            unwrap(decodeCbor(encodeCbor(schema.encodeOp(op)), 64_000_000)),
            schema.version,
          ),
        ),
      )
      for (const op of decoded) schema.applyOp(db, op)
      sequence++
      return ok(undefined)
    },
    isCompactionDue: () => false,
    compact: async () => ok(undefined),
    purge: async () => {
      purges++
      return ok(undefined)
    },
    changePassphrase: async () => ok(undefined),
    changeRecoveryKey: async () => ok(randomBytes(16)),
    checkPassphrase: async () => ok(undefined),
    checkRecoveryKey: async () => ok(undefined),
    changeFacts: async () => ok(undefined),
    acceptAsIs: async () => ok(undefined),
    close: async () => db.close(),
  }
  return {
    store,
    purges: () => purges,
    /** From now on every commit is refused, as after a failed write. */
    fail: (reason: ReadOnlyReason) => {
      readOnly = reason
    },
  }
}

/** Puts a database back as it was when its bytes were exported: a restored backup, a copied folder. */
export const restoreFrom = async (db: Database, bytes: Uint8Array): Promise<void> => {
  const SQL = await initSqlJs()
  const older = new SQL.Database(bytes)
  const tables = older.exec(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'case_text%'",
  )
  for (const [name] of tables[0]?.values ?? []) {
    db.run(`DELETE FROM ${name}`)
    for (const row of older.exec(`SELECT * FROM ${name}`)[0]?.values ?? [])
      db.run(`INSERT INTO ${name} VALUES (${row.map(() => '?').join(', ')})`, row)
  }
  older.close()
}
