import { bundleExtension } from '../../../shared/formats/bundle'
import { bytesToHex } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

/** Neutral: names neither who made it nor for whom, and two files never share a name. */
export const bundleFileName = (bytes: Uint8Array): string =>
  `sealed-${bytesToHex(hash256(bytes).subarray(0, 4))}${bundleExtension}`
