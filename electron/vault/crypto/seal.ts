import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { randomBytes } from './keys'
import { sodium } from './sodium'

/**
 * Key-committing authenticated encryption.
 *
 * Layout: nonce (24) ‖ commitment (32) ‖ XChaCha20-Poly1305 ciphertext and tag (n + 16).
 * From the key and the nonce, BLAKE2b-512 makes 64 bytes: the first half is the encryption key, the
 * second the commitment, so that one sealed box opens under one key only (plain
 * XChaCha20-Poly1305, draft-irtf-cfrg-xchacha-03, does not commit to its key; Albertini et al.,
 * "How to Abuse and Fix Authenticated Encryption Without Key Commitment", USENIX Security 2022).
 * Nonces are random: 192 bits do not collide in practice.
 */
export const sealOverheadBytes = 24 + 32 + 16
export const keyBytes = 32

const nonceBytes = 24
const label = utf8('conclave/seal/v1\0')

const split = (key: Uint8Array, nonce: Uint8Array) => {
  const both = sodium.crypto_generichash(64, concatBytes(label, nonce), key)
  return {
    encryptionKey: both.subarray(0, 32),
    commitment: both.subarray(32),
    wipe: () => sodium.memzero(both),
  }
}

export const seal = (
  key: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
  nonce: Uint8Array = randomBytes(nonceBytes),
): Bytes => {
  const { encryptionKey, commitment, wipe } = split(key, nonce)
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    plaintext,
    associatedData,
    null,
    nonce,
    encryptionKey,
  )
  const out = concatBytes(nonce, commitment, ciphertext)
  wipe()
  return out
}

/** @returns the plaintext, or `null` when key, associated data or bytes are not the sealed ones. */
export const open = (
  key: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Bytes | null => {
  if (sealed.length < sealOverheadBytes) return null
  const nonce = sealed.subarray(0, nonceBytes)
  const { encryptionKey, commitment, wipe } = split(key, nonce)
  try {
    if (!sodium.memcmp(commitment, sealed.subarray(nonceBytes, nonceBytes + 32))) return null
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(nonceBytes + 32),
      associatedData,
      nonce,
      encryptionKey,
    ) as Bytes
  } catch {
    return null
  } finally {
    wipe()
  }
}
