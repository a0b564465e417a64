import type { KdfParams } from '../../../shared/formats/header'
import type { DeriveSlotKey } from './kdf'

const mebibyte = 1_048_576

/**
 * Never below: RFC 9106's second choice (3 passes over 64 MiB). A header that asks for less was
 * weakened by someone, and is refused before a passphrase is tried on it.
 */
export const kdfFloor: KdfParams = { opsLimit: 3, memLimitBytes: 64 * mebibyte }

/** libsodium's MODERATE: 1.1 s on a laptop of 2020. */
export const kdfDefault: KdfParams = { opsLimit: 3, memLimitBytes: 256 * mebibyte }

/** Above these a header would only exhaust the laptop. */
const ceiling: KdfParams = { opsLimit: 16, memLimitBytes: 1_024 * mebibyte }

/** @returns what is wrong, or `null`. */
export const checkKdfParams = (params: KdfParams): 'below-floor' | 'above-ceiling' | null => {
  if (params.opsLimit < kdfFloor.opsLimit || params.memLimitBytes < kdfFloor.memLimitBytes) {
    return 'below-floor'
  }
  return params.opsLimit > ceiling.opsLimit || params.memLimitBytes > ceiling.memLimitBytes
    ? 'above-ceiling'
    : null
}

/**
 * The strongest parameters that take at most about the target on this laptop, from one measurement
 * at the floor (time grows in step with memory), using at most an eighth of its memory.
 */
export const chooseKdfParams = (
  floorTookMs: number,
  totalMemoryBytes: number,
  targetMs = 1_250,
): KdfParams => {
  const affordable = [128, 256, 512, 1_024]
    .map((mebibytes) => mebibytes * mebibyte)
    .filter((bytes) => bytes <= totalMemoryBytes / 8)
    .filter((bytes) => (floorTookMs * bytes) / kdfFloor.memLimitBytes <= targetMs)
  return {
    opsLimit: kdfFloor.opsLimit,
    memLimitBytes: Math.max(kdfFloor.memLimitBytes, ...affordable),
  }
}

/** Measures once, at the floor. */
export const calibrateKdf = async (
  derive: DeriveSlotKey,
  now: () => number,
  totalMemoryBytes: number,
): Promise<KdfParams> => {
  const startedAtMs = now()
  await derive({ passphrase: new Uint8Array(16), salt: new Uint8Array(16), ...kdfFloor })
  return chooseKdfParams(now() - startedAtMs, totalMemoryBytes)
}
