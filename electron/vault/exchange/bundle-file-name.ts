import { bytesToHex } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

/** Every file that carries a bundle ends so; the folder that is watched looks for it. */
export const bundleExtension = '.conclave'

/** Neutral: names neither who made it nor for whom, and two files never share a name. */
export const bundleFileName = (bytes: Uint8Array): string =>
  `sealed-${bytesToHex(hash256(bytes).subarray(0, 4))}${bundleExtension}`
