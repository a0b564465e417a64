import { type Bytes, bytesToHex, hexToBytes } from '../util/bytes'
import { fixedBytes } from './wire'

/** A name that is hex in memory and bytes on the wire: written, and read as a schema. */

export const encodeHexField = (hex: string): Bytes => {
  const bytes = hexToBytes(hex)
  if (!bytes) throw new Error('a field that is not hex')
  return bytes
}

export const hexField = (length: number) => fixedBytes(length).transform(bytesToHex)
