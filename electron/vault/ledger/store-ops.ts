import { err, ok } from '../../../shared/errors/result'
import type { CborValue } from '../../../shared/formats/cbor'
import type { StoreSchema } from '../storage/vault-store'
import { applyStoreOp } from './apply-op'
import { StoreOp } from './store-op'
import { ledgerTables } from './store-tables'

export type { StoreOp } from './store-op'

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
