import { err, ok, type Result, unwrap } from '../../../shared/errors/result'
import { type Invitation, isInvitationExpired } from '../../../shared/formats/invitation'
import {
  encodeJoinEnvelope,
  encodeJoinFile,
  encodeJoinRequest,
  type JoinFileFailure,
  type JoinRequest,
  joinRequestBlockBytes,
  joinSignedMessage,
  type NewcomerRequest,
  parseJoinEnvelope,
  parseJoinFile,
  parseJoinRequest,
} from '../../../shared/formats/join-request'
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/util/bytes'
import { hash256 } from '../crypto/hash'
import { boxTo, type KeyPair, openBox, randomBytes, sign, verify, wipe } from '../crypto/keys'
import { checkMac, makeMac } from '../crypto/mac'
import { pad, unpad } from '../crypto/pad'
import { findIssuedInvitation, type IssuedInvitation } from './issued-invitations'
import { invitationIdOf } from './make-invitation'

const proofLabel = 'conclave/join-proof/v1'

/** What a newcomer says of themselves; a device of a member says nothing. */
export type NewcomerFacts = Pick<
  NewcomerRequest,
  'memberId' | 'name' | 'aliases' | 'employer' | 'agreementVersion' | 'agreementAcceptedAtMs'
>

export interface JoinKeys {
  readonly signKeys: KeyPair
  readonly boxKeys: KeyPair
}

const composeRequest = (
  invitation: Invitation,
  keys: JoinKeys,
  facts: NewcomerFacts | null,
): JoinRequest => {
  const common = {
    requestId: bytesToHex(randomBytes(16)),
    invitationId: invitationIdOf(invitation.secret),
    deviceId: bytesToHex(keys.signKeys.publicKey),
    boxKey: bytesToHex(keys.boxKeys.publicKey),
  }
  const { purpose, memberId } = invitation
  if (purpose === 'join') {
    if (facts === null) throw new Error('a newcomer says who they are')
    return { ...common, ...facts, purpose }
  }
  if (memberId === null) throw new Error('the invitation of a device names its member')
  return { ...common, purpose, memberId }
}

/**
 * The request as a file for the inviter.
 *
 * @param facts those of a newcomer, trimmed; `null` exactly when the invitation is for a device
 */
export const sealJoinRequest = (
  invitation: Invitation,
  keys: JoinKeys,
  facts: NewcomerFacts | null,
): { readonly request: JoinRequest; readonly bytes: Bytes } => {
  const request = composeRequest(invitation, keys, facts)
  const encoded = encodeJoinRequest(request)
  if (parseJoinRequest(encoded) === null) throw new Error('a request that could not be read')
  const envelope = encodeJoinEnvelope({
    request: encoded,
    proof: makeMac(invitation.secret, proofLabel, encoded),
    signature: sign(keys.signKeys.secretKey, joinSignedMessage(request)),
  })
  const padded = pad(envelope, joinRequestBlockBytes)
  const box = boxTo(hexToBytes(invitation.inviterBoxKey) as Bytes, padded)
  wipe(envelope, padded)
  const bytes = encodeJoinFile(box, hash256)
  unwrap(parseJoinFile(bytes, hash256))
  return { request, bytes }
}

export interface OpenedJoinRequest {
  readonly request: JoinRequest
  /** Hex; by the request's device. A member enters it with the request. */
  readonly signature: string
}

export type OpenJoinRequestFailure =
  | JoinFileFailure
  | { readonly code: 'request/not-for-you' }
  /** Not made with a code of this vault: none with this id, or by someone who was never told it. */
  | { readonly code: 'invitation/unknown' }
  | { readonly code: 'invitation/expired' }

/**
 * The request inside a file. Whether its invitation was used or withdrawn since says the committee's
 * log, and the caller asks it.
 *
 * @param boxKeys of this device and of those that this folder was before
 */
export const openJoinRequest = (
  bytes: Uint8Array,
  boxKeys: readonly KeyPair[],
  issued: readonly IssuedInvitation[],
  nowMs: number,
): Result<OpenedJoinRequest, OpenJoinRequestFailure> => {
  const box = parseJoinFile(bytes, hash256)
  if (!box.ok) return box
  const padded = boxKeys.map((keys) => openBox(keys, box.value)).find((opened) => opened !== null)
  if (!padded) return err({ code: 'request/not-for-you' })
  const plaintext = unpad(padded, joinRequestBlockBytes)
  const envelope = plaintext && parseJoinEnvelope(plaintext)
  const request = envelope && parseJoinRequest(envelope.request)
  wipe(padded, plaintext)
  if (!envelope || !request) return err({ code: 'request/damaged' })

  const invitation = findIssuedInvitation(issued, request.invitationId)
  const isProven =
    invitation !== null &&
    checkMac(invitation.secret, proofLabel, envelope.request, envelope.proof) &&
    invitation.purpose === request.purpose &&
    (invitation.memberId === null || invitation.memberId === request.memberId)
  if (!isProven) return err({ code: 'invitation/unknown' })
  if (isInvitationExpired(invitation, nowMs)) return err({ code: 'invitation/expired' })
  const device = hexToBytes(request.deviceId) as Bytes
  return verify(device, joinSignedMessage(request), envelope.signature)
    ? ok({ request, signature: bytesToHex(envelope.signature) })
    : err({ code: 'request/damaged' })
}
