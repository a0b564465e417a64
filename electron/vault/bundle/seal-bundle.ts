import { err, ok, type Result, unwrap } from '../../../shared/errors/result'
import {
  type BundleChunk,
  bundleBlockBytes,
  bundleBoxStep,
  bundleSignedMessage,
  encodeBundleChunkContext,
  encodeBundleHead,
  encodeManifest,
  encodeManifestContext,
  encodeSignedManifest,
  maxBundleBoxes,
  maxBundleBytes,
  maxChunkPayloadBytes,
  parseBundleHead,
  sealedSizeOf,
} from '../../../shared/formats/bundle'
import { type Delivery, encodeDelivery, measureDelivery } from '../../../shared/formats/delivery'
import { splitDelivery } from '../../../shared/formats/split-delivery'
import { type Bytes, bytesToHex } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'
import { boxTo, type KeyPair, makeBoxKeys, randomBytes, sign, wipe } from '../crypto/keys'
import { pad } from '../crypto/pad'
import { keyBytes, seal } from '../crypto/seal'
import { deriveBundleKeys } from './bundle-keys'

/** Whom a bundle is from and for. */
export interface BundleAddress {
  /** The sender's device: its public key names it. */
  readonly signKeys: KeyPair
  readonly recipient: string
  /** X25519 keys of the recipient's devices, at least one; those beyond `maxBundleBoxes` get none. */
  readonly boxKeys: readonly Uint8Array[]
  readonly committee: string
  readonly madeAtMs: number
}

export interface BundleTooLarge {
  readonly code: 'bundle/too-large'
  readonly limitBytes: number
}

const sealPadded = (key: Uint8Array, plaintext: Uint8Array, context: Uint8Array): Bytes => {
  const padded = pad(plaintext, bundleBlockBytes)
  const sealed = seal(key, padded, context)
  wipe(plaintext, padded)
  return sealed
}

/** A key that is no point of the curve takes no box. One bad device must not keep a member's others from theirs. */
const tryBox = (boxKey: Uint8Array, message: Uint8Array): readonly Bytes[] => {
  try {
    return [boxTo(boxKey, message)]
  } catch {
    return []
  }
}

/** Boxes of the key, filled up with boxes to keys that nobody has: random bytes could be told apart. */
const makeBoxes = (bundleKey: Uint8Array, boxKeys: readonly Uint8Array[]): readonly Bytes[] => {
  if (boxKeys.length === 0) throw new Error('a bundle is for one device or more')
  const boxes = boxKeys.slice(0, maxBundleBoxes).flatMap((boxKey) => tryBox(boxKey, bundleKey))
  const count = Math.max(1, Math.ceil(boxes.length / bundleBoxStep)) * bundleBoxStep
  while (boxes.length < count) boxes.push(boxTo(makeBoxKeys().publicKey, bundleKey))
  return boxes
}

const countOf = (delivery: Delivery, of: 'entries' | 'parts'): number =>
  delivery.spaces.reduce((sum, space) => sum + space[of].length, 0)

/**
 * One file for one member. Beside the delivery and the file itself it takes the memory of a few
 * chunks: every size is known before the first byte is sealed.
 */
export const sealBundle = (
  delivery: Delivery,
  address: BundleAddress,
): Result<Bytes, BundleTooLarge> => {
  const pieces = splitDelivery(delivery, maxChunkPayloadBytes)
  const chunks: BundleChunk[] = pieces.map((piece) => ({
    bytes: sealedSizeOf(measureDelivery(piece)),
    hash: new Uint8Array(32),
  }))
  const encode = () =>
    encodeManifest({
      sender: bytesToHex(address.signKeys.publicKey),
      recipient: address.recipient,
      committee: address.committee,
      madeAtMs: address.madeAtMs,
      entryCount: countOf(delivery, 'entries'),
      partCount: countOf(delivery, 'parts'),
      chunks,
    })
  const draft = { manifest: encode(), signature: new Uint8Array(64) }
  const manifestBytes = sealedSizeOf(encodeSignedManifest(draft).length)

  const bundleKey = randomBytes(keyBytes)
  const boxes = makeBoxes(bundleKey, address.boxKeys)
  const headBytes = encodeBundleHead({ manifestBytes, boxes }, hash256)
  const totalBytes = chunks.reduce(
    (sum, { bytes }) => sum + bytes,
    headBytes.length + manifestBytes,
  )
  if (totalBytes > maxBundleBytes) {
    wipe(bundleKey)
    return err({ code: 'bundle/too-large', limitBytes: maxBundleBytes })
  }

  const out = new Uint8Array(totalBytes)
  out.set(headBytes)
  // Read back as a recipient will: what could not be read is never handed out.
  const { id } = unwrap(parseBundleHead(out, hash256))
  const keys = deriveBundleKeys(bundleKey, id)
  let atByte = headBytes.length + manifestBytes
  pieces.forEach((piece, index) => {
    const context = encodeBundleChunkContext(id, index, index === pieces.length - 1)
    const sealed = sealPadded(keys.chunkKey, encodeDelivery(piece), context)
    out.set(sealed, atByte)
    chunks[index] = { bytes: sealed.length, hash: hash256(sealed) }
    atByte += sealed.length
  })
  const manifest = encode()
  const signature = sign(address.signKeys.secretKey, bundleSignedMessage(id, manifest))
  const signed = encodeSignedManifest({ manifest, signature })
  out.set(sealPadded(keys.manifestKey, signed, encodeManifestContext(id)), headBytes.length)
  wipe(bundleKey, keys.manifestKey, keys.chunkKey)
  return ok(out)
}
