import { bytesToHex, utf8 } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

const label = utf8('conclave/committee-space/v1\0')
const spaceIdBytes = 16

/**
 * The id of the space of the committee that a device founds. Whoever was told the id, by an invitation, can
 * tell the founding from every later one: no other device leads to it.
 */
export const committeeSpaceOf = (foundingDevice: Uint8Array): string =>
  bytesToHex(hash256(label, foundingDevice).subarray(0, spaceIdBytes))
