import type { Bytes } from '../../../shared/util/bytes'
import { sodium } from './sodium'

/** Hides the exact length: ISO/IEC 7816-4 padding to the next multiple of the block, at least one byte. */
export const pad = (plaintext: Uint8Array, blockBytes: number): Bytes =>
  sodium.pad(plaintext, blockBytes) as Bytes

/** @returns the plaintext, or `null` when the padding is not one that `pad` makes. */
export const unpad = (padded: Uint8Array, blockBytes: number): Bytes | null => {
  if (padded.length === 0 || padded.length % blockBytes !== 0) return null
  try {
    return sodium.unpad(padded, blockBytes) as Bytes
  } catch {
    return null
  }
}
