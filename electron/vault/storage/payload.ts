import type { Database } from 'sql.js'
import { err, ok, type Result } from '../../../shared/errors/result'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import type { Bytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { maxPayloadBytes } from './journal-file'
import type { StoreSchema } from './vault-store'

/** What one journal record says: deterministic CBOR `[schema version, time, operations]`. */
export interface Payload<Op> {
  readonly schemaVersion: number
  readonly atMs: number
  readonly ops: readonly Op[]
}

export type PayloadFailure =
  | { readonly code: 'payload/newer-schema'; readonly version: number }
  | { readonly code: 'payload/malformed' }

const PayloadShape = z.tuple([z.number().int().min(1), z.number().int().min(0), z.array(z.any())])

export const encodePayload = <Op>(
  schema: StoreSchema<Op>,
  atMs: number,
  ops: readonly Op[],
): Bytes => encodeCbor([schema.version, atMs, ops.map(schema.encodeOp)])

export const decodePayload = <Op>(
  schema: StoreSchema<Op>,
  bytes: Uint8Array,
): Result<Payload<Op>, PayloadFailure> => {
  const decoded = decodeCbor(bytes, maxPayloadBytes)
  const shape = decoded.ok ? PayloadShape.safeParse(decoded.value) : null
  if (!shape?.success) return err({ code: 'payload/malformed' })
  const [schemaVersion, atMs, values] = shape.data
  if (schemaVersion > schema.version)
    return err({ code: 'payload/newer-schema', version: schemaVersion })
  const ops: Op[] = []
  for (const value of values) {
    const op = schema.decodeOp(value, schemaVersion)
    if (!op.ok) return err({ code: 'payload/malformed' })
    ops.push(op.value)
  }
  return ok({ schemaVersion, atMs, ops })
}

/** Inside a savepoint of the caller. Throws what `applyOp` throws. */
export const applyPayload = <Op>(
  schema: StoreSchema<Op>,
  db: Database,
  payload: Payload<Op>,
): void => {
  for (const op of payload.ops) schema.applyOp(db, op)
}
