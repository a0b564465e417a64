import type { Bytes } from '../util/bytes'

/** Unsigned big-endian integers of the fixed parts of our files. */
export const encodeU16 = (value: number): Bytes => encodeUint(value, 2)
export const encodeU32 = (value: number): Bytes => encodeUint(value, 4)
/** Only JavaScript's exact integers: at most 2^53 - 1. */
export const encodeU64 = (value: number): Bytes => encodeUint(value, 8)

export const readU16 = (bytes: Uint8Array, atByte: number): number => readUint(bytes, atByte, 2)
export const readU32 = (bytes: Uint8Array, atByte: number): number => readUint(bytes, atByte, 4)
/** @returns a value that is not a safe integer when the bytes hold more than 2^53 - 1. */
export const readU64 = (bytes: Uint8Array, atByte: number): number => readUint(bytes, atByte, 8)

const encodeUint = (value: number, length: number): Bytes => {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length) {
    throw new Error(`not an unsigned integer of ${length} bytes`)
  }
  const out = new Uint8Array(length)
  for (let i = length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) {
    out[i] = rest % 256
  }
  return out
}

const readUint = (bytes: Uint8Array, atByte: number, length: number): number => {
  if (atByte + length > bytes.length) throw new Error('integer beyond the end')
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[atByte + i] as number)
  return value
}
