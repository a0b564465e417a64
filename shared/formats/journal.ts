import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../util/bytes'
import { sealedOverheadBytes } from './image'
import { encodeU16, encodeU32, encodeU64, readU16, readU32, readU64 } from './integers'

/**
 * `journal-<G>.log`: what was committed since `image-<G>.bin` was written.
 *
 * Header:
 *
 * | at  | bytes | what |
 * |-----|-------|------|
 * | 0   | 8     | `CONCJRNL` |
 * | 8   | 2     | format version |
 * | 10  | 16    | vault id |
 * | 26  | 8     | generation |
 * | 34  | 32    | hash of the image that it continues |
 * | 66  | 104   | 32-byte file key, sealed under the vault's file-wrapping key; bytes 0–65 are associated data |
 * | 170 | …     | records |
 *
 * Record:
 *
 * | at | bytes | what |
 * |----|-------|------|
 * | 0  | 4     | bytes of the sealed body |
 * | 4  | 8     | sequence: one more than the record or image before |
 * | 12 | 32    | keyed BLAKE2b-256 over {@link encodeRecordContext} |
 * | 44 | …     | sealed body; the same context is its associated data |
 *
 * The record's head is authenticated apart from the body, so that a flipped length is not mistaken
 * for a write that was cut short. Each record's context holds the hash of the whole record before
 * it (of the journal's header for the first). This module only knows the layout.
 */
export const journalVersion = 1
export const journalClearBytes = 66
export const journalHeaderBytes = journalClearBytes + 32 + sealedOverheadBytes
export const recordHeadBytes = 44
/** One commit; far above what a command needs, small enough to be held in memory many times. */
export const maxRecordBodyBytes = 33_554_432
/** A journal is rewritten into an image long before. Guards the reader. */
export const maxJournalBytes = 2_147_483_647

const magic = utf8('CONCJRNL')

export interface JournalClear {
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly imageHash: Uint8Array
}

export type JournalFormatFailure =
  | { readonly code: 'journal/not-a-journal' }
  | { readonly code: 'journal/newer-format'; readonly version: number }
  | { readonly code: 'journal/malformed' }

export const encodeJournalClear = (clear: JournalClear): Bytes =>
  concatBytes(
    magic,
    encodeU16(journalVersion),
    clear.vaultId,
    encodeU64(clear.generation),
    clear.imageHash,
  )

export const parseJournalClear = (
  bytes: Uint8Array,
): Result<JournalClear, JournalFormatFailure> => {
  if (bytes.length < 10 || !bytesEqual(bytes.subarray(0, 8), magic)) {
    return err({ code: 'journal/not-a-journal' })
  }
  const version = readU16(bytes, 8)
  if (version > journalVersion) return err({ code: 'journal/newer-format', version })
  if (version < 1 || bytes.length < journalHeaderBytes) return err({ code: 'journal/malformed' })
  const generation = readU64(bytes, 26)
  if (generation < 1 || !Number.isSafeInteger(generation)) return err({ code: 'journal/malformed' })
  return ok({ vaultId: bytes.slice(10, 26), generation, imageHash: bytes.slice(34, 66) })
}

export interface RecordContext {
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly sequence: number
  readonly previousHash: Uint8Array
  readonly bodyBytes: number
}

const contextLabel = utf8('conclave/journal-record/v1\0')

export const encodeRecordContext = (context: RecordContext): Bytes =>
  concatBytes(
    contextLabel,
    context.vaultId,
    encodeU64(context.generation),
    encodeU64(context.sequence),
    context.previousHash,
    encodeU32(context.bodyBytes),
  )

export interface RecordHead {
  readonly bodyBytes: number
  readonly sequence: number
  readonly mac: Uint8Array
}

export const encodeRecordHead = (head: RecordHead): Bytes =>
  concatBytes(encodeU32(head.bodyBytes), encodeU64(head.sequence), head.mac)

/** @returns `null` when fewer than `recordHeadBytes` are left. Nothing read here is to be trusted before the MAC is checked. */
export const parseRecordHead = (bytes: Uint8Array, atByte: number): RecordHead | null =>
  bytes.length - atByte < recordHeadBytes
    ? null
    : {
        bodyBytes: readU32(bytes, atByte),
        sequence: readU64(bytes, atByte + 4),
        mac: bytes.slice(atByte + 12, atByte + recordHeadBytes),
      }
