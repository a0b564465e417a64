import type { VerifyAttestation } from '../../../shared/domain/committee/committee'
import { encodeCbor } from '../../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes, hexToBytes, utf8 } from '../../../shared/util/bytes'
import { sign, verify } from '../crypto/keys'

/**
 * An older device's word for a newer one of the same member: an Ed25519 signature over the label and
 * the deterministic CBOR of the newer device's member and keys. It is no entry of the older device's
 * log, which must not grow any more once its folder was restored.
 */
const label = utf8('conclave/attestation/v1\0')

interface Admitted {
  readonly memberId: string
  readonly deviceId: string
  readonly boxKey: string
}

const messageOf = ({ memberId, deviceId, boxKey }: Admitted): Bytes =>
  concatBytes(label, encodeCbor([memberId, deviceId, boxKey]))

export const attestDevice = (olderSecretKey: Uint8Array, admitted: Admitted): string =>
  bytesToHex(sign(olderSecretKey, messageOf(admitted)))

export const verifyAttestation: VerifyAttestation = (deviceId, admitted, signature) => {
  const key = hexToBytes(deviceId)
  const bytes = hexToBytes(signature)
  return key !== null && bytes !== null && verify(key, messageOf(admitted), bytes)
}
