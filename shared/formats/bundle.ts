import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual, bytesToHex, compareBytes, concatBytes, utf8 } from '../util/bytes'
import { z } from '../util/schema'
import { decodeCbor, encodeCbor } from './cbor'
import { maxDeliveryBytes } from './delivery'
import { encodeHexField, hexField } from './hex-field'
import { sealedOverheadBytes } from './image'
import { encodeU16, encodeU32, readU16, readU32 } from './integers'
import type { Hash256 } from './ledger-ids'
import { bytesBetween, fixedBytes, uint } from './wire'

/**
 * What one member's vault gives to another's, as a file (docs/formats.md, "Bundle").
 *
 * | at       | bytes | what |
 * |----------|-------|------|
 * | 0        | 8     | `CONCBNDL` |
 * | 8        | 2     | format version |
 * | 10       | 2     | number of boxes, n: a multiple of 8 |
 * | 12       | 4     | bytes of the sealed manifest, m |
 * | 16       | 80 n  | boxes of the bundle key, ascending |
 * | 16+80n   | 32    | BLAKE2b-256 of everything before |
 * | 48+80n   | m     | the signed manifest, sealed |
 * | 48+80n+m | …     | chunks, each sealed; their sizes and hashes stand in the manifest |
 *
 * Who cannot open it learns its size and nothing else: boxes to nobody fill up the number. The hash
 * tells a damaged head from one that is for somebody else; it protects against accidents only.
 * Against people, everything hangs on the bundle's id, a hash over the head: the sender signs it
 * together with the manifest, and the manifest holds the hash of each chunk.
 */
export const bundleVersion = 1
/** Every file that carries a bundle ends so: watched folders look for it, desktops open it with Conclave. */
export const bundleExtension = '.conclave'
/** What a mail server or a small laptop's memory takes at most. */
export const maxBundleBytes = 268_435_456
/** So that the number of boxes does not tell how many laptops a member has. */
export const bundleBoxStep = 8
export const maxBundleBoxes = 64
/** A 32-byte key in a sealed box (32 + 16). */
export const bundleBoxBytes = 80
/** Manifest and chunks are padded to a multiple of this. */
export const bundleBlockBytes = 4_096
/** A chunk is the piece that damage costs. An entry or part above it has a chunk of its own. */
export const maxChunkPayloadBytes = 1_048_576
/** Twice what the largest bundle needs: of two chunks that follow each other, one is half full. */
export const maxBundleChunks = 1_024

const magic = utf8('CONCBNDL')
const fixedHeadBytes = 16
const checksumBytes = 32
const maxManifestBytes = 65_536

/** Bytes of something once it is padded and sealed. */
export const sealedSizeOf = (plaintextBytes: number): number =>
  (Math.floor(plaintextBytes / bundleBlockBytes) + 1) * bundleBlockBytes + sealedOverheadBytes

const minSealedBytes = sealedSizeOf(0)
const maxSealedManifestBytes = sealedSizeOf(maxManifestBytes)
const maxSealedChunkBytes = sealedSizeOf(maxDeliveryBytes)

const isSealedSize = (bytes: number): boolean =>
  (bytes - sealedOverheadBytes) % bundleBlockBytes === 0

export interface BundleHead {
  /** Bytes of the sealed manifest. */
  readonly manifestBytes: number
  readonly boxes: readonly Uint8Array[]
}

export interface ParsedBundleHead extends BundleHead {
  /** 32 bytes over the head: what everything after it is bound to. */
  readonly id: Bytes
  readonly headBytes: number
}

export type BundleHeadFailure =
  | { readonly code: 'bundle/not-a-bundle' }
  | { readonly code: 'bundle/newer-version'; readonly version: number }
  | { readonly code: 'bundle/too-large'; readonly limitBytes: number }
  /** Of the head or of the manifest: nothing of the bundle can be read. */
  | { readonly code: 'bundle/damaged' }
  /** Before the end of the manifest: nothing of the bundle can be read. */
  | { readonly code: 'bundle/truncated' }

const idLabel = utf8('conclave/bundle/v1\0')

/** Puts the boxes into the one order in which they may stand. */
export const encodeBundleHead = (head: BundleHead, hash256: Hash256): Bytes => {
  const framed = concatBytes(
    magic,
    encodeU16(bundleVersion),
    encodeU16(head.boxes.length),
    encodeU32(head.manifestBytes),
    ...[...head.boxes].sort(compareBytes),
  )
  return concatBytes(framed, hash256(framed))
}

/** @param bytes the whole file, or as much of it as there is */
export const parseBundleHead = (
  bytes: Uint8Array,
  hash256: Hash256,
): Result<ParsedBundleHead, BundleHeadFailure> => {
  if (bytes.length < 10 || !bytesEqual(bytes.subarray(0, 8), magic)) {
    return err({ code: 'bundle/not-a-bundle' })
  }
  const version = readU16(bytes, 8)
  if (version > bundleVersion) return err({ code: 'bundle/newer-version', version })
  if (bytes.length > maxBundleBytes) {
    return err({ code: 'bundle/too-large', limitBytes: maxBundleBytes })
  }
  if (bytes.length < fixedHeadBytes) return err({ code: 'bundle/truncated' })
  const boxCount = readU16(bytes, 10)
  const manifestBytes = readU32(bytes, 12)
  const isSound =
    version === bundleVersion &&
    boxCount >= bundleBoxStep &&
    boxCount <= maxBundleBoxes &&
    boxCount % bundleBoxStep === 0 &&
    manifestBytes >= minSealedBytes &&
    manifestBytes <= maxSealedManifestBytes &&
    isSealedSize(manifestBytes)
  if (!isSound) return err({ code: 'bundle/damaged' })
  const framedBytes = fixedHeadBytes + boxCount * bundleBoxBytes
  const headBytes = framedBytes + checksumBytes
  if (bytes.length < headBytes) return err({ code: 'bundle/truncated' })
  const framed = bytes.subarray(0, framedBytes)
  const boxes = Array.from({ length: boxCount }, (_, i) =>
    framed.slice(fixedHeadBytes + i * bundleBoxBytes, fixedHeadBytes + (i + 1) * bundleBoxBytes),
  )
  const isIntact =
    bytesEqual(hash256(framed), bytes.subarray(framedBytes, headBytes)) &&
    boxes.every((box, i) => i === 0 || compareBytes(boxes[i - 1] as Uint8Array, box) < 0)
  if (!isIntact) return err({ code: 'bundle/damaged' })
  if (bytes.length < headBytes + manifestBytes) return err({ code: 'bundle/truncated' })
  return ok({ manifestBytes, boxes, id: hash256(idLabel, framed) as Bytes, headBytes })
}

export interface BundleManifest {
  /** The device that made and signed it. */
  readonly sender: string
  /** The member it is for. */
  readonly recipient: string
  /** The committee's space. */
  readonly committee: string
  /** On the sender's laptop; for people only. */
  readonly madeAtMs: number
  readonly entryCount: number
  readonly partCount: number
  readonly chunks: readonly BundleChunk[]
}

export interface BundleChunk {
  /** Of the sealed chunk. */
  readonly bytes: number
  /** BLAKE2b-256 of the sealed chunk. */
  readonly hash: Uint8Array
}

export interface SignedManifest {
  /** As they were signed. */
  readonly manifest: Bytes
  /** By the sender, over {@link bundleSignedMessage}. */
  readonly signature: Uint8Array
}

export const encodeManifest = (manifest: BundleManifest): Bytes =>
  encodeCbor([
    encodeHexField(manifest.sender),
    encodeHexField(manifest.recipient),
    encodeHexField(manifest.committee),
    manifest.madeAtMs,
    manifest.entryCount,
    manifest.partCount,
    manifest.chunks.map(({ bytes, hash }) => [bytes, hash]),
  ])

const ChunkSize = uint.min(minSealedBytes).max(maxSealedChunkBytes).refine(isSealedSize)
const ManifestWire = z.tuple([
  hexField(32),
  hexField(16),
  hexField(16),
  uint,
  uint,
  uint,
  z
    .array(z.tuple([ChunkSize, fixedBytes(32)]))
    .min(1)
    .max(maxBundleChunks),
])

/** @returns `null` when the bytes, though they opened, are not what version 1 signs. */
export const parseManifest = (bytes: Uint8Array): BundleManifest | null => {
  const decoded = decodeCbor(bytes, maxManifestBytes)
  const parsed = decoded.ok ? ManifestWire.safeParse(decoded.value) : null
  if (!parsed?.success) return null
  const [sender, recipient, committee, madeAtMs, entryCount, partCount, chunks] = parsed.data
  return {
    sender,
    recipient,
    committee,
    madeAtMs,
    entryCount,
    partCount,
    chunks: chunks.map(([chunkBytes, hash]) => ({ bytes: chunkBytes, hash })),
  }
}

export const encodeSignedManifest = ({ manifest, signature }: SignedManifest): Bytes =>
  encodeCbor([manifest, signature])

const SignedWire = z.tuple([bytesBetween(1, maxManifestBytes), fixedBytes(64)])

export const parseSignedManifest = (bytes: Uint8Array): SignedManifest | null => {
  const decoded = decodeCbor(bytes, maxManifestBytes)
  const parsed = decoded.ok ? SignedWire.safeParse(decoded.value) : null
  return parsed?.success ? { manifest: parsed.data[0] as Bytes, signature: parsed.data[1] } : null
}

const signatureLabel = utf8('conclave/bundle-signature/v1\0')
const manifestLabel = utf8('conclave/bundle-manifest/v1\0')
const chunkLabel = utf8('conclave/bundle-chunk/v1\0')

export const bundleSignedMessage = (id: Uint8Array, manifest: Uint8Array): Bytes =>
  concatBytes(signatureLabel, id, manifest)

/** Associated data of the sealed manifest. */
export const encodeManifestContext = (id: Uint8Array): Bytes => concatBytes(manifestLabel, id)

/** Associated data of one chunk. */
export const encodeBundleChunkContext = (id: Uint8Array, index: number, isLast: boolean): Bytes =>
  concatBytes(chunkLabel, id, encodeU32(index), new Uint8Array([isLast ? 1 : 0]))

/** Neutral: it names neither a person nor a case. The suffix tells files of one day apart. */
export const bundleFileName = (madeAtMs: number, suffix: Uint8Array): string =>
  `${new Date(madeAtMs).toISOString().slice(0, 10)}-${bytesToHex(suffix)}.conclave`
