import type { Bytes } from '../../../shared/util/bytes'

const wordAt = (key: Uint8Array, at: number): number =>
  new DataView(key.buffer, key.byteOffset).getInt32(at, true)

/** Turns text into what nobody finds it in, and back. No secrecy is claimed of it. */
export const scramble = (key: Uint8Array, text: Uint8Array): Bytes => {
  const out = new Uint8Array(text.length)
  let a = wordAt(key, 0) | 1
  let b = wordAt(key, 4)
  for (let at = 0; at < text.length; at++) {
    a ^= a << 13
    a ^= a >>> 17
    a ^= a << 5
    b = (b + 0x9e3779b9) | 0
    out[at] = (text[at] as number) ^ ((a + b) >>> 9)
  }
  return out
}

export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && Buffer.compare(one, other) === 0
