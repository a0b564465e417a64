import { err, ok, type Result } from '../../../shared/errors/result'
import {
  type BundleHeadFailure,
  type BundleManifest,
  bundleBlockBytes,
  bundleSignedMessage,
  encodeBundleChunkContext,
  encodeManifestContext,
  type ParsedBundleHead,
  parseBundleHead,
  parseManifest,
  parseSignedManifest,
} from '../../../shared/formats/bundle'
import { type Delivery, parseDelivery } from '../../../shared/formats/delivery'
import { type Bytes, bytesEqual, hexToBytes } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'
import { type KeyPair, openBox, verify, wipe } from '../crypto/keys'
import { unpad } from '../crypto/pad'
import { keyBytes, open } from '../crypto/seal'
import { type BundleKeys, deriveBundleKeys } from './bundle-keys'

export interface BundleReader {
  readonly memberId: string
  readonly committee: string
  /** Of this device and of those that this folder was before. */
  readonly boxKeys: readonly KeyPair[]
  /** Whether a device's bundles are taken in; for a newcomer, the inviter's device alone. */
  readonly isMemberDevice: (deviceId: string) => boolean
}

export type OpenBundleFailure =
  | BundleHeadFailure
  /** No key of this vault opens it, or it is for another member or committee. */
  | { readonly code: 'bundle/not-for-you' }
  | { readonly code: 'bundle/sender-not-a-member' }

export interface OpenedBundle {
  readonly manifest: BundleManifest
  /** One for each chunk that is whole, in order. */
  readonly deliveries: readonly Delivery[]
  /** Numbers, from 0, of chunks that are there and not as they were sealed. */
  readonly damagedChunks: readonly number[]
  /** Numbers of chunks that are not there, or not to their end: the file was cut short. */
  readonly missingChunks: readonly number[]
  /** Bytes after the last chunk, which nobody signed. Nothing is read from them. */
  readonly surplusBytes: number
}

/**
 * Everything of a bundle that can be read. What it delivers is authentic as far as who sent it; the
 * entries in it have still to be judged one by one. Opening it again, or a copy that lacks other
 * chunks, gives the same for the same chunks.
 */
export const openBundle = (
  bytes: Uint8Array,
  reader: BundleReader,
): Result<OpenedBundle, OpenBundleFailure> => {
  const head = parseBundleHead(bytes, hash256)
  if (!head.ok) return head
  const bundleKey = findBundleKey(head.value, reader.boxKeys)
  if (bundleKey === null) return err({ code: 'bundle/not-for-you' })
  const keys = deriveBundleKeys(bundleKey, head.value.id)
  wipe(bundleKey)
  try {
    const manifest = openManifest(bytes, head.value, keys)
    if (manifest === null) return err({ code: 'bundle/damaged' })
    if (manifest.recipient !== reader.memberId || manifest.committee !== reader.committee) {
      return err({ code: 'bundle/not-for-you' })
    }
    if (!reader.isMemberDevice(manifest.sender)) return err({ code: 'bundle/sender-not-a-member' })
    return ok({ manifest, ...openChunks(bytes, head.value, manifest, keys) })
  } finally {
    wipe(keys.manifestKey, keys.chunkKey)
  }
}

const findBundleKey = (head: ParsedBundleHead, boxKeys: readonly KeyPair[]): Bytes | null => {
  for (const keys of boxKeys) {
    for (const box of head.boxes) {
      const bundleKey = openBox(keys, box)
      if (bundleKey?.length === keyBytes) return bundleKey
    }
  }
  return null
}

const openPadded = (key: Uint8Array, sealed: Uint8Array, context: Uint8Array): Bytes | null => {
  const padded = open(key, sealed, context)
  const plaintext = padded && unpad(padded, bundleBlockBytes)
  wipe(padded)
  return plaintext
}

/** @returns `null` when it does not open, or is not signed by the device that it names. */
const openManifest = (
  bytes: Uint8Array,
  { id, headBytes, manifestBytes }: ParsedBundleHead,
  { manifestKey }: BundleKeys,
): BundleManifest | null => {
  const sealed = bytes.subarray(headBytes, headBytes + manifestBytes)
  const plaintext = openPadded(manifestKey, sealed, encodeManifestContext(id))
  const signed = plaintext && parseSignedManifest(plaintext)
  const manifest = signed && parseManifest(signed.manifest)
  if (!signed || !manifest) return null
  const sender = hexToBytes(manifest.sender) as Bytes
  const isSigned = verify(sender, bundleSignedMessage(id, signed.manifest), signed.signature)
  return isSigned ? manifest : null
}

const openChunks = (
  bytes: Uint8Array,
  { id, headBytes, manifestBytes }: ParsedBundleHead,
  { chunks }: BundleManifest,
  { chunkKey }: BundleKeys,
): Omit<OpenedBundle, 'manifest'> => {
  const deliveries: Delivery[] = []
  const damagedChunks: number[] = []
  const missingChunks: number[] = []
  let atByte = headBytes + manifestBytes
  chunks.forEach((chunk, index) => {
    const sealed = bytes.subarray(atByte, atByte + chunk.bytes)
    atByte += chunk.bytes
    if (atByte > bytes.length) {
      missingChunks.push(index)
      return
    }
    const isAsSigned = bytesEqual(hash256(sealed), chunk.hash)
    const context = encodeBundleChunkContext(id, index, index === chunks.length - 1)
    const plaintext = isAsSigned ? openPadded(chunkKey, sealed, context) : null
    const delivery = plaintext && parseDelivery(plaintext)
    wipe(plaintext)
    if (delivery) deliveries.push(delivery)
    else damagedChunks.push(index)
  })
  const surplusBytes = Math.max(0, bytes.length - atByte)
  return { deliveries, damagedChunks, missingChunks, surplusBytes }
}
