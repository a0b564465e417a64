import type { Bytes } from '../util/bytes'

/**
 * Bytes as text that people read aloud, type and scan: Crockford's base 32 in groups of four. Zero
 * bits fill up the last symbol. All of it is in the alphanumeric set of QR codes (ISO/IEC 18004).
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const bytesToGroups = (bytes: Uint8Array): string => {
  let symbols = ''
  let bits = 0
  let bitCount = 0
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    bitCount += 8
    while (bitCount >= 5) {
      bitCount -= 5
      symbols += alphabet[(bits >> bitCount) & 31]
    }
    bits &= (1 << bitCount) - 1
  }
  if (bitCount > 0) symbols += alphabet[(bits << (5 - bitCount)) & 31]
  return (symbols.match(/.{1,4}/g) ?? []).join('-')
}

/**
 * Takes any case, spaces and dashes anywhere, O for 0, I and L for 1.
 *
 * @returns `null` for anything that `bytesToGroups` would not have made.
 */
export const groupsToBytes = (text: string): Bytes | null => {
  const symbols = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const out = new Uint8Array(Math.floor((symbols.length * 5) / 8))
  if (symbols.length !== Math.ceil((out.length * 8) / 5)) return null
  let bits = 0
  let bitCount = 0
  let at = 0
  for (const symbol of symbols) {
    const value = alphabet.indexOf(symbol)
    if (value < 0) return null
    bits = (bits << 5) | value
    bitCount += 5
    if (bitCount >= 8) {
      bitCount -= 8
      out[at++] = bits >> bitCount
      bits &= (1 << bitCount) - 1
    }
  }
  return bits === 0 ? out : null
}
