import type * as RealKeys from '../../../electron/vault/crypto/keys'
import { sodium } from '../../../electron/vault/crypto/sodium'
import { type Bytes, concatBytes } from '../../../shared/util/bytes'
import { drawBytes } from './randomness'

/** Many vaults check the same signatures again and again: libsodium is asked each question once. */
const remember = (verify: typeof RealKeys.verify): typeof RealKeys.verify => {
  const answers = new Map<string, boolean>()
  return (publicKey, message, signature) => {
    const lengths = `${publicKey.length}/${message.length}/`
    const name = lengths + Buffer.concat([publicKey, message, signature]).toString('latin1')
    const answer = answers.get(name) ?? verify(publicKey, message, signature)
    answers.set(name, answer)
    return answer
  }
}

/**
 * `electron/vault/crypto/keys` as it is, but for where its randomness comes from: so that a schedule with
 * real cryptography plays the same again, byte for byte.
 */
export const withSeededRandomness = (real: typeof RealKeys): typeof RealKeys => ({
  ...real,
  verify: remember(real.verify),
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
