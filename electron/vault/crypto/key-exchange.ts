import { type Bytes, concatBytes } from '../../../shared/util/bytes'
import { type KeyPair, wipe } from './keys'
import { sodium } from './sodium'

/**
 * X25519 keys for one exchange, from 32 random bytes, which are wiped. Wipe the secret key as soon as
 * the exchange is done: that it is gone is what forward secrecy means.
 */
export const makeExchangeKeys = (seed: Uint8Array): KeyPair => {
  const { publicKey, privateKey } = sodium.crypto_kx_seed_keypair(seed)
  wipe(seed)
  return { publicKey: publicKey as Bytes, secretKey: privateKey as Bytes }
}

/**
 * What two sides agree on by libsodium's `crypto_kx`: BLAKE2b-512 over the X25519 product, the client's and
 * the server's public key.
 *
 * @returns 64 secret bytes, the same on both sides, or `null` when the other's key is a point of small order.
 */
export const agreeOnSecret = (
  side: 'client' | 'server',
  own: KeyPair,
  otherPublicKey: Uint8Array,
): Bytes | null => {
  try {
    const { sharedRx, sharedTx } =
      side === 'client'
        ? sodium.crypto_kx_client_session_keys(own.publicKey, own.secretKey, otherPublicKey)
        : sodium.crypto_kx_server_session_keys(own.publicKey, own.secretKey, otherPublicKey)
    const halves = side === 'client' ? [sharedRx, sharedTx] : [sharedTx, sharedRx]
    const secret = concatBytes(...halves)
    wipe(sharedRx, sharedTx)
    return secret
  } catch {
    return null
  }
}
