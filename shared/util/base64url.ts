import type { Bytes } from './bytes'

/** Base 64 for names and addresses (RFC 4648, section 5), without padding. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export const bytesToBase64Url = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]
    text += four
      .slice(0, Math.min(3, bytes.length - at) + 1)
      .map((six) => digits[six])
      .join('')
  }
  return text
}

/** @returns `null` for what `bytesToBase64Url` does not make. */
export const base64UrlToBytes = (text: string): Bytes | null => {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const digit of text) {
    const six = digits.indexOf(digit)
    if (six === -1) return null
    held = ((held & 63) << 6) | six
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 255
  }
  return bytesToBase64Url(bytes) === text ? bytes : null
}
