import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { sodium } from './sodium'

/** BLAKE2b-256 (RFC 7693). */
export const hash256 = (...parts: readonly Uint8Array[]): Bytes =>
  sodium.crypto_generichash(32, concatBytes(...parts), null) as Bytes

/**
 * A 32-byte key for one purpose, derived from another key: keyed BLAKE2b-256 over a label.
 *
 * Labels read `conclave/<purpose>/v<n>`; two purposes never share one.
 */
export const deriveKey = (key: Uint8Array, label: string, context?: Uint8Array): Bytes =>
  sodium.crypto_generichash(
    32,
    concatBytes(utf8(label), new Uint8Array([0]), context ?? new Uint8Array()),
    key,
  ) as Bytes
