import type { Bytes } from '../../../shared/util/bytes'
import { sodium } from './sodium'

/**
 * From the system's generator, the one that libsodium uses itself here, but asked once for all bytes:
 * in WebAssembly, libsodium asks for four at a time.
 */
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))

export interface KeyPair {
  readonly publicKey: Bytes
  /** Wipe with {@link wipe} as soon as the vault locks. */
  readonly secretKey: Bytes
}

/** Ed25519 (RFC 8032): signs entries. */
export const makeSigningKeys = (): KeyPair => {
  const { publicKey, privateKey } = sodium.crypto_sign_keypair()
  return { publicKey: publicKey as Bytes, secretKey: privateKey as Bytes }
}

/** X25519 (RFC 7748): receives sealed boxes. */
export const makeBoxKeys = (): KeyPair => {
  const { publicKey, privateKey } = sodium.crypto_box_keypair()
  return { publicKey: publicKey as Bytes, secretKey: privateKey as Bytes }
}

export const sign = (secretKey: Uint8Array, message: Uint8Array): Bytes =>
  sodium.crypto_sign_detached(message, secretKey) as Bytes

/** `false` for a wrong signature and for a key or signature of the wrong length. */
export const verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return sodium.crypto_sign_verify_detached(signature, message, publicKey)
}

/** Sealed box: anyone can seal to a public key, only its holder opens. */
export const boxTo = (publicKey: Uint8Array, message: Uint8Array): Bytes =>
  sodium.crypto_box_seal(message, publicKey) as Bytes

/** @returns the message, or `null` when the box is not for these keys or was changed. */
export const openBox = (keys: KeyPair, box: Uint8Array): Bytes | null => {
  try {
    return sodium.crypto_box_seal_open(box, keys.publicKey, keys.secretKey) as Bytes
  } catch {
    return null
  }
}

/** Overwrites secrets that are no longer needed. JavaScript may hold copies; see SECURITY.md. */
export const wipe = (...secrets: readonly (Uint8Array | null | undefined)[]): void => {
  for (const secret of secrets) if (secret) sodium.memzero(secret)
}
