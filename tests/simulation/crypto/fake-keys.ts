import type { KeyPair } from '../../../electron/vault/crypto/keys'
import { type Bytes, bytesToHex, concatBytes, utf8 } from '../../../shared/util/bytes'
import { isSame, scramble } from './fake-cipher'
import { hash256 } from './fake-hash'
import { drawBytes } from './randomness'

/**
 * Stands in for `electron/vault/crypto/keys`. Sizes are the same, and so is what holds: a signature
 * verifies for its key and message alone and is made with the secret key alone, a box opens with its
 * key pair alone.
 */
export const randomBytes = drawBytes

const label = {
  signer: utf8('signer'),
  signature: utf8('signature'),
  rest: utf8('rest of a signature'),
  receiver: utf8('receiver'),
  box: utf8('box'),
  tag: utf8('tag'),
}

/** Signers by public key: to check a fake signature is to make it again. */
const seeds = new Map<string, Bytes>()

export const makeSigningKeys = (): KeyPair => {
  const seed = drawBytes(32)
  const publicKey = hash256(label.signer, seed)
  seeds.set(bytesToHex(publicKey), seed.slice())
  return { publicKey, secretKey: concatBytes(seed, publicKey) }
}

export const makeBoxKeys = (): KeyPair => {
  const secretKey = drawBytes(32)
  return { publicKey: hash256(label.receiver, secretKey), secretKey }
}

const signatureBy = (seed: Uint8Array, message: Uint8Array): Bytes =>
  concatBytes(hash256(label.signature, seed, message), hash256(label.rest, seed, message))

export const sign = (secretKey: Uint8Array, message: Uint8Array): Bytes =>
  signatureBy(secretKey.subarray(0, 32), message)

export const verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const seed = seeds.get(bytesToHex(publicKey))
  return seed !== undefined && isSame(signatureBy(seed, message), signature)
}

const tagOf = (key: Uint8Array, ciphertext: Uint8Array): Bytes =>
  hash256(label.tag, key, ciphertext).slice(0, 16)

export const boxTo = (publicKey: Uint8Array, message: Uint8Array): Bytes => {
  const sender = drawBytes(32)
  const key = hash256(label.box, publicKey, sender)
  const ciphertext = scramble(key, message)
  return concatBytes(sender, tagOf(key, ciphertext), ciphertext)
}

export const openBox = (keys: KeyPair, box: Uint8Array): Bytes | null => {
  if (box.length < 48 || !isSame(hash256(label.receiver, keys.secretKey), keys.publicKey))
    return null
  const ciphertext = box.subarray(48)
  const key = hash256(label.box, keys.publicKey, box.subarray(0, 32))
  return isSame(tagOf(key, ciphertext), box.subarray(32, 48)) ? scramble(key, ciphertext) : null
}

export const wipe = (...secrets: readonly (Uint8Array | null | undefined)[]): void => {
  for (const secret of secrets) secret?.fill(0)
}
