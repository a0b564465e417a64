import { z } from '../util/schema'

/** The fields that the ledger's formats are made of, as schemas over decoded CBOR. */

export const fixedBytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)

export const bytesBetween = (min: number, max: number) =>
  z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length >= min && value.length <= max,
  )

/** A number that a peer chose: whole, and exact in JavaScript. */
export const uint = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
