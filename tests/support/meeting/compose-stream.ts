import { sodium } from '../../../electron/vault/crypto/sodium'
import { type Bytes, concatBytes } from '../../../shared/util/bytes'

/**
 * libsodium's `crypto_secretstream_xchacha20poly1305`, from ChaCha20 and Poly1305 alone, with a header of the
 * test's choice: libsodium draws its own. Rekeying, which we do not use, is left out.
 */

const u64 = (value: number): Bytes => {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setUint32(0, value, true)
  return out
}

export interface ComposedMessage {
  readonly message: Uint8Array
  readonly isLast?: boolean
  /** One of libsodium's other tags, which we do not use: 1 (push), 2 (rekey). */
  readonly tag?: number
  readonly associatedData?: Uint8Array
}

export const composeStream = (
  streamKey: Uint8Array,
  header: Uint8Array,
  messages: readonly ComposedMessage[],
): readonly Bytes[] => {
  const key = sodium.crypto_core_hchacha20(header.subarray(0, 16), streamKey, null)
  const inner = header.slice(16, 24)
  return messages.map(
    ({ message, isLast, tag = isLast ? 3 : 0, associatedData = new Uint8Array() }, index) => {
      const nonce = concatBytes(u64(index + 1).subarray(0, 4), inner)
      const xor = (bytes: Uint8Array, block: number) =>
        sodium.crypto_stream_chacha20_ietf_xor_ic(bytes, nonce, block, key)
      const tagBlock = new Uint8Array(64)
      tagBlock[0] = tag
      const sealedTag = xor(tagBlock, 1)
      const sealed = message.length === 0 ? new Uint8Array() : xor(message, 2)
      const mac = sodium.crypto_onetimeauth(
        concatBytes(
          associatedData,
          new Uint8Array((16 - (associatedData.length % 16)) % 16),
          sealedTag,
          sealed,
          new Uint8Array(message.length % 16),
          u64(associatedData.length),
          u64(64 + message.length),
        ),
        xor(new Uint8Array(32), 0),
      )
      for (let i = 0; i < inner.length; i++) {
        inner[i] = (inner[i] as number) ^ (mac[i] as number)
      }
      return concatBytes(sealedTag.subarray(0, 1), sealed, mac)
    },
  )
}
