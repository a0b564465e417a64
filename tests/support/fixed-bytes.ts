import type { KeyPair } from '../../electron/vault/crypto/keys'
import { seal } from '../../electron/vault/crypto/seal'
import { sodium } from '../../electron/vault/crypto/sodium'
import { type Bytes, concatBytes, utf8 } from '../../shared/util/bytes'

/**
 * What frozen vectors are made of: bytes that look random and are the same every time.
 *
 * @param domain names the family of vectors, so that no two families share a key. Call what it gives
 * after `loadSodium`.
 */
export const createFixedBytes = (domain: string) => {
  const fixed = (name: string, length = 32): Bytes =>
    sodium.crypto_generichash(length, utf8(`${domain}: ${name}`), null) as Bytes

  const boxKeysOf = (name: string): KeyPair => {
    const keys = sodium.crypto_box_seed_keypair(fixed(`${name}, boxes`))
    return { publicKey: keys.publicKey as Bytes, secretKey: keys.privateKey as Bytes }
  }

  return {
    fixed,
    boxKeysOf,
    /** `crypto_box_seal` with a sender that is the same every time. */
    boxFor: (recipient: Uint8Array, message: Uint8Array, name: string): Bytes => {
      const sender = boxKeysOf(`${name}, sender`)
      const nonce = sodium.crypto_generichash(24, concatBytes(sender.publicKey, recipient), null)
      const boxed = sodium.crypto_box_easy(message, nonce, recipient, sender.secretKey)
      return concatBytes(sender.publicKey, boxed as Bytes)
    },
    sealFixed: (key: Uint8Array, plaintext: Uint8Array, ad: Uint8Array, name: string): Bytes =>
      seal(key, plaintext, ad, fixed(`${name}, nonce`, 24)),
  }
}
