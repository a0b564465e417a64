import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../util/bytes'
import { encodeU16, encodeU32, encodeU64, readU16, readU32, readU64 } from './integers'

/**
 * `image-<G>.bin`: the whole SQLite database of a vault, sealed in chunks.
 *
 * | at  | bytes | what |
 * |-----|-------|------|
 * | 0   | 8     | `CONCIMAG` |
 * | 8   | 2     | format version |
 * | 10  | 16    | vault id |
 * | 26  | 8     | generation |
 * | 34  | 4     | plaintext bytes of a full chunk |
 * | 38  | 8     | plaintext bytes in all |
 * | 46  | 156   | `ImageSecret`, sealed under the vault's file-wrapping key; bytes 0–45 are associated data |
 * | 202 | …     | chunks, each sealed under the file key of `ImageSecret` |
 *
 * A chunk's associated data ({@link encodeChunkContext}) names the vault, the generation, the index
 * and whether it is the last: truncated, reordered and swapped chunks do not open. This module only
 * knows the layout; sealing is in `electron/vault/storage`.
 */
export const imageVersion = 1
export const imageClearBytes = 46
export const imageSecretBytes = 84
/** Nonce, commitment and tag of `seal`. */
export const sealedOverheadBytes = 72
export const imageHeaderBytes = imageClearBytes + imageSecretBytes + sealedOverheadBytes
export const imageChunkBytes = 65_536
/** A database above this would not fit beside its copy in the memory of a small laptop. */
export const maxImageBytes = 1_073_741_824

const magic = utf8('CONCIMAG')

export interface ImageClear {
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly chunkBytes: number
  readonly plaintextBytes: number
}

/** What only the vault's owner may read or make. */
export interface ImageSecret {
  /** 32 bytes, new for each image. */
  readonly fileKey: Uint8Array
  /** Number of the newest commit that the image contains. */
  readonly sequence: number
  /** Hash of that commit's journal record; 32 zero bytes in a new vault. */
  readonly headHash: Uint8Array
  readonly writtenAtMs: number
  readonly schemaVersion: number
}

export type ImageFormatFailure =
  | { readonly code: 'image/not-an-image' }
  | { readonly code: 'image/newer-format'; readonly version: number }
  | { readonly code: 'image/malformed' }

export const encodeImageClear = (clear: ImageClear): Bytes =>
  concatBytes(
    magic,
    encodeU16(imageVersion),
    clear.vaultId,
    encodeU64(clear.generation),
    encodeU32(clear.chunkBytes),
    encodeU64(clear.plaintextBytes),
  )

/** Checks the size of the whole file too: every byte of an image is accounted for. */
export const parseImageClear = (
  bytes: Uint8Array,
  fileSizeBytes: number,
): Result<ImageClear, ImageFormatFailure> => {
  if (bytes.length < 10 || !bytesEqual(bytes.subarray(0, 8), magic)) {
    return err({ code: 'image/not-an-image' })
  }
  const version = readU16(bytes, 8)
  if (version > imageVersion) return err({ code: 'image/newer-format', version })
  if (version < 1 || bytes.length < imageHeaderBytes) return err({ code: 'image/malformed' })
  const clear = {
    vaultId: bytes.slice(10, 26),
    generation: readU64(bytes, 26),
    chunkBytes: readU32(bytes, 34),
    plaintextBytes: readU64(bytes, 38),
  }
  const isSound =
    clear.generation >= 1 &&
    Number.isSafeInteger(clear.generation) &&
    clear.chunkBytes === imageChunkBytes &&
    clear.plaintextBytes <= maxImageBytes &&
    fileSizeBytes === imageFileBytes(clear.plaintextBytes)
  return isSound ? ok(clear) : err({ code: 'image/malformed' })
}

export const countChunks = (plaintextBytes: number): number =>
  Math.max(1, Math.ceil(plaintextBytes / imageChunkBytes))

export const imageFileBytes = (plaintextBytes: number): number =>
  imageHeaderBytes + plaintextBytes + countChunks(plaintextBytes) * sealedOverheadBytes

const chunkLabel = utf8('conclave/image-chunk/v1\0')

/** Associated data of one chunk. */
export const encodeChunkContext = (
  clear: Pick<ImageClear, 'vaultId' | 'generation'>,
  index: number,
  isLast: boolean,
): Bytes =>
  concatBytes(
    chunkLabel,
    clear.vaultId,
    encodeU64(clear.generation),
    encodeU32(index),
    new Uint8Array([isLast ? 1 : 0]),
  )

export const encodeImageSecret = (secret: ImageSecret): Bytes =>
  concatBytes(
    secret.fileKey,
    encodeU64(secret.sequence),
    secret.headHash,
    encodeU64(secret.writtenAtMs),
    encodeU32(secret.schemaVersion),
  )

/** @returns `null` when the bytes, though they opened, are not what version 1 seals. */
export const parseImageSecret = (bytes: Uint8Array): ImageSecret | null => {
  if (bytes.length !== imageSecretBytes) return null
  const secret = {
    fileKey: bytes.slice(0, 32),
    sequence: readU64(bytes, 32),
    headHash: bytes.slice(40, 72),
    writtenAtMs: readU64(bytes, 72),
    schemaVersion: readU32(bytes, 80),
  }
  const numbers = [secret.sequence, secret.writtenAtMs]
  return numbers.every(Number.isSafeInteger) ? secret : null
}
