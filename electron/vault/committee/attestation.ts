import type {
  BallotFacts,
  CommitteeChecks,
  DeviceRequestFacts,
  JoinRequestFacts,
  VerifyAttestation,
} from '../../../shared/domain/committee/facts'
import { encodeCbor } from '../../../shared/formats/cbor'
import { type Bytes, bytesToHex, concatBytes, hexToBytes, utf8 } from '../../../shared/util/bytes'
import { sign, verify } from '../crypto/keys'

/**
 * What a device signs inside a fact, for those who must be able to tell before, or without, an entry
 * of its own log: an Ed25519 signature over a label and deterministic CBOR. Ids are text in it, as
 * they are in the fact.
 */
const attestationLabel = utf8('conclave/attestation/v1\0')
const requestLabel = utf8('conclave/join-request/v1\0')
const ballotLabel = utf8('conclave/removal-ballot/v1\0')

interface Admitted {
  readonly memberId: string
  readonly deviceId: string
  readonly boxKey: string
}

const attestationOf = ({ memberId, deviceId, boxKey }: Admitted): Bytes =>
  concatBytes(attestationLabel, encodeCbor([memberId, deviceId, boxKey]))

/** The two requests differ in their first word, so that neither passes for the other. */
const requestOf = (facts: JoinRequestFacts | DeviceRequestFacts): Bytes =>
  concatBytes(
    requestLabel,
    encodeCbor(
      'purpose' in facts
        ? ['device', facts.requestId, facts.memberId, facts.deviceId, facts.boxKey, facts.purpose]
        : [
            'member',
            facts.requestId,
            facts.invitationId,
            facts.memberId,
            facts.name,
            facts.aliases,
            facts.employer,
            facts.agreementVersion,
            facts.agreementAcceptedAtMs,
            facts.deviceId,
            facts.boxKey,
          ],
    ),
  )

const ballotOf = ({ space, proposalId, memberId, choice }: BallotFacts): Bytes =>
  concatBytes(ballotLabel, encodeCbor([space, proposalId, memberId, choice]))

const isSigned = (deviceId: string, message: Bytes, signature: string): boolean => {
  const key = hexToBytes(deviceId)
  const bytes = hexToBytes(signature)
  return key !== null && bytes !== null && verify(key, message, bytes)
}

/**
 * An older device's word for a newer one of the same member. It is no entry of the older device's
 * log, which must not grow any more once its folder was restored.
 */
export const attestDevice = (olderSecretKey: Uint8Array, admitted: Admitted): string =>
  bytesToHex(sign(olderSecretKey, attestationOf(admitted)))

export const verifyAttestation: VerifyAttestation = (deviceId, admitted, signature) =>
  isSigned(deviceId, attestationOf(admitted), signature)

/** By the new device: these keys ask to come in with this member, on this invitation. */
export const signJoinRequest = (
  secretKey: Uint8Array,
  facts: JoinRequestFacts | DeviceRequestFacts,
): string => bytesToHex(sign(secretKey, requestOf(facts)))

/** R73: a member's ballot on a removal, which whoever holds a majority of them may enter. */
export const signBallot = (secretKey: Uint8Array, facts: BallotFacts): string =>
  bytesToHex(sign(secretKey, ballotOf(facts)))

/** The cryptography that the committee's rules ask for. */
export const committeeChecks = (foundingDevice: string | null): CommitteeChecks => ({
  verifyAttestation,
  verifyJoinRequest: (deviceId, facts, signature) =>
    isSigned(deviceId, requestOf(facts), signature),
  verifyBallot: (deviceId, facts, signature) => isSigned(deviceId, ballotOf(facts), signature),
  foundingDevice,
})
