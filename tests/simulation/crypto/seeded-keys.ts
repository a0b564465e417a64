import type * as RealKeys from '../../../electron/vault/crypto/keys'
import { sodium } from '../../../electron/vault/crypto/sodium'
import { type Bytes, concatBytes } from '../../../shared/util/bytes'
import { drawBytes } from './randomness'

/**
 * `electron/vault/crypto/keys` as it is, but for where its randomness comes from: so that a schedule with
 * real cryptography plays the same again, byte for byte.
 */
export const withSeededRandomness = (real: typeof RealKeys): typeof RealKeys => ({
  ...real,
  randomBytes: drawBytes,
  makeSigningKeys: () => {
    const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(drawBytes(32))
    return { publicKey: publicKey as Bytes, secretKey: privateKey as Bytes }
  },
  makeBoxKeys: () => {
    const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(drawBytes(32))
    return { publicKey: publicKey as Bytes, secretKey: privateKey as Bytes }
  },
  // `crypto_box_seal` with the sender's keys drawn by us.
  boxTo: (publicKey, message) => {
    const sender = sodium.crypto_box_seed_keypair(drawBytes(32))
    const nonce = sodium.crypto_generichash(24, concatBytes(sender.publicKey, publicKey), null)
    const boxed = sodium.crypto_box_easy(message, nonce, publicKey, sender.privateKey)
    return concatBytes(sender.publicKey, boxed)
  },
})
