import type { Database, SqlJsStatic } from 'sql.js'
import { ok } from '../../../shared/errors/result'
import type { VaultId } from '../../../shared/util/ids'
import { randomBytes } from '../../vault/crypto/keys'
import { ledgerStoreSchema, type StoreOp } from '../../vault/ledger/store-ops'
import { createDatabase } from '../../vault/storage/sqlite'
import type { VaultStore } from '../../vault/storage/vault-store'

/** A vault's store without a disk: what is measured is the work, not the disk. */
export const memoryStore = (
  sqlite: SqlJsStatic,
  db: Database = createDatabase(sqlite, ledgerStoreSchema),
): VaultStore<StoreOp> => {
  let sequence = 0
  const fine = async () => ok(undefined)
  return {
    facts: () => ({
      vaultId: '00'.repeat(16) as VaultId,
      label: 'Bench',
      createdAtMs: 0,
      kdf: { opsLimit: 3, memLimitBytes: 67_108_864 } as never,
      intakePublicKey: new Uint8Array(32),
    }),
    db,
    mode: () => ({ kind: 'read-write' }),
    sequence: () => sequence,
    commit: async (ops) => {
      db.run('BEGIN')
      for (const op of ops) ledgerStoreSchema.applyOp(db, op)
      db.run('COMMIT')
      sequence++
      return ok(undefined)
    },
    isCompactionDue: () => false,
    compact: fine,
    purge: fine,
    changePassphrase: fine,
    changeRecoveryKey: async () => ok(randomBytes(16)),
    checkPassphrase: fine,
    checkRecoveryKey: fine,
    changeFacts: fine,
    acceptAsIs: fine,
    close: async () => db.close(),
  }
}
