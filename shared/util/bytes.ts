/** Byte helpers without domain words. Nothing here keeps or copies secrets on its own. */
export type Bytes = Uint8Array<ArrayBuffer>

export const concatBytes = (...parts: readonly Uint8Array[]): Bytes => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes

export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const hexDigits = utf8('0123456789abcdef')
const hexDecoder = new TextDecoder()

/** In one piece: text that is put together digit by digit costs more to look up than to make. */
export const bytesToHex = (bytes: Uint8Array): string => {
  const digits = new Uint8Array(bytes.length * 2)
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    digits[2 * i] = hexDigits[byte >> 4] as number
    digits[2 * i + 1] = hexDigits[byte & 15] as number
  }
  return hexDecoder.decode(digits)
}

/** @returns the bytes, or `null` when the text is not an even number of lower-case hex digits. */
export const hexToBytes = (hex: string): Bytes | null => {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return null
  const out = new Uint8Array(hex.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)
  return out
}

/** Equality of public bytes (ids, hashes). Not constant in time: never for secrets. */
export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Lexicographic order of public bytes: negative, zero or positive. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
