import { fromBase64, toBase64 } from 'lib0/buffer'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Bytes, utf8 } from '../../../shared/util/bytes'

/**
 * What laptops tell each other by way of a signalling server, sealed under the room's password.
 *
 * The bytes are those of y-webrtc 10.3.0 with a `password` (its `crypto.js`), of which none is used: it opens what
 * comes where nobody can catch what is thrown, and acts on it unseen. AES-256-GCM, the key by PBKDF2-SHA-256 with
 * 100,000 rounds and the room's name as salt; the message is the text `AES-GCM`, a nonce of 12 bytes and the
 * ciphertext, each with its length, in base 64. The password is 32 random bytes, so the rounds only keep the format.
 */
export interface SignalSeal {
  /** @param message plain data */
  seal(message: object): Promise<string>
  /** @returns `undefined` for what was not sealed under this password. */
  open(text: string): Promise<unknown>
}

const algorithm = 'AES-GCM'
const nonceBytes = 12

/** So much of a sealed text as holds its nonce: two texts that begin alike are one, come by two servers. */
export const sealedPrefixChars = 32

export const createSignalSeal = (password: string, room: string): SignalSeal => {
  const deriving = deriveKey(password, room)
  return {
    seal: async (message) => {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
      const plain = encoding.encode((encoder) => encoding.writeAny(encoder, message as never))
      const sealed = await crypto.subtle.encrypt(
        { name: algorithm, iv: nonce },
        await deriving,
        plain as Bytes,
      )
      return toBase64(
        encoding.encode((encoder) => {
          encoding.writeVarString(encoder, algorithm)
          encoding.writeVarUint8Array(encoder, nonce)
          encoding.writeVarUint8Array(encoder, new Uint8Array(sealed))
        }),
      )
    },
    open: async (text) => {
      const key = await deriving
      try {
        const decoder = decoding.createDecoder(fromBase64(text))
        if (decoding.readVarString(decoder) !== algorithm) return undefined
        const nonce = decoding.readVarUint8Array(decoder) as Bytes
        const sealed = decoding.readVarUint8Array(decoder) as Bytes
        const plain = await crypto.subtle.decrypt({ name: algorithm, iv: nonce }, key, sealed)
        return decoding.readAny(decoding.createDecoder(new Uint8Array(plain)))
      } catch {
        return undefined
      }
    },
  }
}

const deriveKey = async (password: string, room: string): Promise<CryptoKey> => {
  const secret = await crypto.subtle.importKey('raw', utf8(password), 'PBKDF2', false, [
    'deriveKey',
  ])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', salt: utf8(room), iterations: 100_000, hash: 'SHA-256' },
    secret,
    { name: algorithm, length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
