import { type Bytes, concatBytes, utf8 } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'

/** Tells whether a folder is on the machine it was last used on, without saying which that is. */
export const hashMachine = (salt: Uint8Array, machineId: string): Bytes =>
  hash256(concatBytes(utf8('conclave/machine/v1\0'), salt, utf8(machineId)))
