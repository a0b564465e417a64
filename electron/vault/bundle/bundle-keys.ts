import type { Bytes } from '../../../shared/util/bytes'
import { deriveKey } from '../crypto/hash'

/** The keys that a bundle's one secret gives, bound to its id: no other head leads to them. */
export interface BundleKeys {
  readonly manifestKey: Bytes
  readonly chunkKey: Bytes
}

export const deriveBundleKeys = (bundleKey: Uint8Array, id: Uint8Array): BundleKeys => ({
  manifestKey: deriveKey(bundleKey, 'conclave/bundle-manifest-key/v1', id),
  chunkKey: deriveKey(bundleKey, 'conclave/bundle-chunk-key/v1', id),
})
