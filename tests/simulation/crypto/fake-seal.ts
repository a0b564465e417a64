import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { isSame, scramble } from './fake-cipher'
import { hash256 } from './fake-hash'
import { drawBytes } from './randomness'

/**
 * Stands in for `electron/vault/crypto/seal`: of the same layout (nonce, commitment, ciphertext, tag),
 * opened by the same key with the same associated data and by nothing else.
 */
export const sealOverheadBytes = 24 + 32 + 16
export const keyBytes = 32

const label = { key: utf8('key'), commitment: utf8('commitment'), tag: utf8('tag') }

export const seal = (
  key: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
  nonce: Uint8Array = drawBytes(24),
): Bytes => {
  const ciphertext = scramble(hash256(label.key, key, nonce), plaintext)
  const tag = hash256(label.tag, key, nonce, associatedData, ciphertext).subarray(0, 16)
  return concatBytes(nonce, hash256(label.commitment, key, nonce), ciphertext, tag)
}

export const open = (
  key: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Bytes | null => {
  if (sealed.length < sealOverheadBytes) return null
  const nonce = sealed.subarray(0, 24)
  if (!isSame(hash256(label.commitment, key, nonce), sealed.subarray(24, 56))) return null
  const ciphertext = sealed.subarray(56, sealed.length - 16)
  const tag = hash256(label.tag, key, nonce, associatedData, ciphertext).subarray(0, 16)
  if (!isSame(tag, sealed.subarray(sealed.length - 16))) return null
  return scramble(hash256(label.key, key, nonce), ciphertext)
}
