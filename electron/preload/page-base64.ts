import type { Base64 } from '../../shared/contracts/json-codec'

/** `String.fromCharCode` takes its bytes as arguments, which the stack bounds. */
const pieceBytes = 16_384

export const pageBase64: Base64 = {
  encode: (bytes) => {
    let binary = ''
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      binary += String.fromCharCode(...bytes.subarray(at, at + pieceBytes))
    }
    return btoa(binary)
  },
  decode: (text) => {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at)
    return bytes
  },
}
