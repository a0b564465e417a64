import { err, ok, type Result } from '../../../shared/errors/result'
import {
  countChunks,
  encodeChunkContext,
  encodeImageClear,
  encodeImageSecret,
  type ImageSecret,
  imageChunkBytes,
  imageClearBytes,
  imageFileBytes,
  imageHeaderBytes,
  maxImageBytes,
  parseImageClear,
  parseImageSecret,
  sealedOverheadBytes,
} from '../../../shared/formats/image'
import { type Bytes, bytesEqual, concatBytes } from '../../../shared/util/bytes'
import type { Disk, DiskError } from '../../platform/disk'
import { replaceFile } from '../../platform/write-file-atomic'
import { hash256 } from '../crypto/hash'
import { wipe } from '../crypto/keys'
import { open, seal } from '../crypto/seal'
import type { StorageDeps } from './storage-deps'
import { imageFile } from './vault-files'

export interface ImagePlace {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly generation: number
  readonly wrapKey: Uint8Array
}

/** All of the secret but its key, which is made anew for each image. */
export type ImageMeta = Omit<ImageSecret, 'fileKey'>

export interface LoadedImage {
  readonly plaintext: Bytes
  readonly meta: ImageMeta
  /** Binds the journal to the image: BLAKE2b-256 over the hashes of the header and of each chunk. */
  readonly imageHash: Bytes
  readonly fileBytes: number
}

export type ReadImageFailure =
  | { readonly code: 'image/missing' }
  | { readonly code: 'image/damaged' }
  | { readonly code: 'image/newer-format'; readonly version: number }
  | { readonly code: 'image/unreadable'; readonly cause: DiskError['code'] }

/** Chunks that go to the disk in one write. */
const chunksPerWrite = 16

/** Writes durably under its final name, sealed under a fresh key. @returns the image's hash. */
export const writeImage = async (
  deps: Pick<StorageDeps, 'disk' | 'random'>,
  place: ImagePlace,
  meta: ImageMeta,
  plaintext: Uint8Array,
): Promise<Result<Bytes, DiskError>> => {
  const clear = { ...place, chunkBytes: imageChunkBytes, plaintextBytes: plaintext.length }
  const fileKey = deps.random(32)
  const associated = encodeImageClear(clear)
  const secret = encodeImageSecret({ ...meta, fileKey })
  const header = concatBytes(associated, seal(place.wrapKey, secret, associated, deps.random(24)))
  wipe(secret)
  const hashes: Bytes[] = [hash256(header)]
  const chunkCount = countChunks(plaintext.length)

  const sealChunk = (index: number): Bytes => {
    const chunk = plaintext.subarray(index * imageChunkBytes, (index + 1) * imageChunkBytes)
    const context = encodeChunkContext(place, index, index === chunkCount - 1)
    const sealed = seal(fileKey, chunk, context, deps.random(24))
    hashes.push(hash256(sealed))
    return sealed
  }

  const path = `${place.folder}/${imageFile(place.generation)}`
  const written = await replaceFile(deps.disk, path, async (file) => {
    let atByte = 0
    for (let index = 0; index < chunkCount; index += chunksPerWrite) {
      const pieces: Bytes[] = index === 0 ? [header] : []
      for (let i = index; i < Math.min(chunkCount, index + chunksPerWrite); i++)
        pieces.push(sealChunk(i))
      const batch = concatBytes(...pieces)
      const result = await file.write(batch, atByte)
      if (!result.ok) return result
      atByte += batch.length
    }
    return ok(undefined)
  })
  wipe(fileKey)
  return written.ok ? ok(hash256(...hashes)) : written
}

/** Reads and verifies every byte. */
export const readImage = async (
  disk: Disk,
  place: ImagePlace,
): Promise<Result<LoadedImage, ReadImageFailure>> => {
  const path = `${place.folder}/${imageFile(place.generation)}`
  const read = await disk.readFile(path, imageFileBytes(maxImageBytes))
  if (read.ok) return openImage(read.value, place)
  if (read.error.code === 'disk/missing') return err({ code: 'image/missing' })
  if (read.error.code === 'disk/too-large') return err({ code: 'image/damaged' })
  return err({ code: 'image/unreadable', cause: read.error.code })
}

/** Opens the bytes of an image that must be the one of this vault and generation. */
export const openImage = (
  bytes: Uint8Array,
  place: Omit<ImagePlace, 'folder'>,
): Result<LoadedImage, ReadImageFailure> => {
  const damaged = err({ code: 'image/damaged' as const })
  const clear = parseImageClear(bytes, bytes.length)
  if (!clear.ok) return clear.error.code === 'image/newer-format' ? err(clear.error) : damaged
  const { vaultId, generation, plaintextBytes } = clear.value
  if (generation !== place.generation || !bytesEqual(vaultId, place.vaultId)) return damaged
  const header = bytes.subarray(0, imageHeaderBytes)
  const opened = open(
    place.wrapKey,
    header.subarray(imageClearBytes),
    header.subarray(0, imageClearBytes),
  )
  const secret = opened && parseImageSecret(opened)
  wipe(opened)
  if (!secret) return damaged

  const { fileKey, ...meta } = secret
  const hashes: Bytes[] = [hash256(header)]
  const plaintext = new Uint8Array(plaintextBytes)
  const chunkCount = countChunks(plaintextBytes)
  let atByte = imageHeaderBytes
  try {
    for (let index = 0; index < chunkCount; index++) {
      const length = Math.min(imageChunkBytes, plaintextBytes - index * imageChunkBytes)
      const sealed = bytes.subarray(atByte, atByte + length + sealedOverheadBytes)
      const chunk = open(
        fileKey,
        sealed,
        encodeChunkContext(place, index, index === chunkCount - 1),
      )
      if (chunk === null) return damaged
      plaintext.set(chunk, index * imageChunkBytes)
      wipe(chunk)
      hashes.push(hash256(sealed))
      atByte += sealed.length
    }
  } finally {
    wipe(fileKey)
  }
  return ok({ plaintext, meta, imageHash: hash256(...hashes), fileBytes: bytes.length })
}
