import type { Base64 } from '../../shared/contracts/json-codec'

/** Strict base64 (RFC 4648 section 4, with padding) on Node's Buffer, which alone would accept anything. */
export const nodeBase64: Base64 = {
  encode: (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => {
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
      throw new TypeError('not base64')
    }
    return new Uint8Array(Buffer.from(text, 'base64'))
  },
}
