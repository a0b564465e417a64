import { err, ok, type Result } from '../errors/result'
import { type CborValue, decodeCbor, encodeCbor } from '../formats/cbor'
import type { Bytes } from '../util/bytes'
import type { z } from '../util/schema'
import { maxFrameBytes } from './frame-pipe'
import { FromSync, ToSync } from './sync-link'

/**
 * The messages between vault and sync window as bytes, where no port takes them all the way: one message is one
 * map in CBOR with the fields of its schema. Both ends parse what they get.
 */

/** The largest frame, and what stands around it. A lobby at its limit takes 66 kB. */
export const maxLinkMessageBytes = maxFrameBytes + 1_024

/** It is no message of that direction; nothing is said about which part of it. */
export interface LinkMessageFailure {
  readonly code: 'sync/invalid-message'
}

interface LinkCodec<M> {
  /** Throws on what the schema would refuse: that is a mistake of the program. */
  encode(message: M): Bytes
  decode(bytes: Uint8Array): Result<M, LinkMessageFailure>
}

const createLinkCodec = <M>(schema: z.ZodType<M>): LinkCodec<M> => ({
  encode: (message) => encodeCbor(withoutAbsent(schema.parse(message)) as CborValue),
  decode: (bytes) => {
    const decoded = decodeCbor(bytes, maxLinkMessageBytes)
    const parsed = schema.safeParse(decoded.ok ? decoded.value : null)
    return parsed.success ? ok(parsed.data) : err({ code: 'sync/invalid-message' })
  },
})

/** Vault to sync window. */
export const toSyncCodec = createLinkCodec(ToSync)
/** Sync window to vault. */
export const fromSyncCodec = createLinkCodec(FromSync)

/** A field that may be left out may also be there without a value, for which CBOR has no place. */
const withoutAbsent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, withoutAbsent(each)]),
  )
}
