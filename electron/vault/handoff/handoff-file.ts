import { encodeU16, encodeU32, readU16, readU32 } from '../../../shared/formats/integers'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../../../shared/util/bytes'
import type { KdfRequest } from '../crypto/kdf'
import { passphraseToBytes } from '../crypto/kdf'
import { sealOverheadBytes } from '../crypto/seal'

/**
 * The sealed data inside a hand-off package (docs/formats.md, "Hand-off package").
 *
 * | at | bytes | what |
 * |----|-------|------|
 * | 0  | 8     | `CONCHAND` |
 * | 8  | 2     | format version |
 * | 10 | 4     | passes of Argon2id |
 * | 14 | 4     | its memory in KiB |
 * | 18 | 16    | salt |
 * | 34 | …     | the padded content, sealed under the derived key; bytes 0–33 are associated data |
 */
export const handoffVersion = 1
export const handoffClearBytes = 34
/** Hides how long the content is. */
export const handoffBlockBytes = 4_096

const magic = utf8('CONCHAND')

/** Rows are pairs of what is meant and what it is. */
export interface HandoffSection {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly rows?: readonly (readonly [label: string, value: string])[]
}

export interface HandoffContent {
  readonly title: string
  readonly sections: readonly HandoffSection[]
}

export type HandoffKdf = Omit<KdfRequest, 'passphrase'>

export const encodeHandoffClear = ({ opsLimit, memLimitBytes, salt }: HandoffKdf): Bytes =>
  concatBytes(
    magic,
    encodeU16(handoffVersion),
    encodeU32(opsLimit),
    encodeU32(memLimitBytes / 1_024),
    salt,
  )

/** @returns `null` when the bytes are not the data of a package of this version. */
export const parseHandoffClear = (bytes: Uint8Array): HandoffKdf | null => {
  const isSound =
    bytes.length >= handoffClearBytes + sealOverheadBytes &&
    bytesEqual(bytes.subarray(0, 8), magic) &&
    readU16(bytes, 8) === handoffVersion
  if (!isSound) return null
  return {
    opsLimit: readU32(bytes, 10),
    memLimitBytes: readU32(bytes, 14) * 1_024,
    salt: bytes.slice(18, handoffClearBytes),
  }
}

/** As people type what they were told: spaces at the ends and double ones between words do not count. */
export const handoffPassphraseToBytes = (passphrase: string): Bytes =>
  passphraseToBytes(passphrase.trim().replace(/\s+/g, ' '))
