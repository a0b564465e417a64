import { createHash } from 'node:crypto'
import type { Bytes } from '../../../shared/util/bytes'

/** Stands in for `electron/vault/crypto/hash`: of the same sizes, and several times as fast. */
export const hash256 = (...parts: readonly Uint8Array[]): Bytes => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export const deriveKey = (key: Uint8Array, label: string, context?: Uint8Array): Bytes => {
  const hash = createHash('sha256').update(key).update(label).update('\0')
  return new Uint8Array((context ? hash.update(context) : hash).digest())
}
