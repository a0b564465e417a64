import { err, ok, type Result } from '../errors/result'
import { type Bytes, bytesEqual, concatBytes, utf8 } from '../util/bytes'
import { z } from '../util/schema'
import { toVisible } from '../util/visible-text'
import { decodeCbor, encodeCbor } from './cbor'
import { encodeHexField, hexField } from './hex-field'
import { encodeU16, readU16 } from './integers'
import type { Hash256 } from './ledger-ids'
import { bytesBetween, fixedBytes, uint } from './wire'

/**
 * The file by which a newcomer, or a member's other device, asks to be let in (docs/formats.md, "Join
 * request").
 *
 * | at | bytes | what |
 * |----|-------|------|
 * | 0  | 8     | `CONCJOIN` |
 * | 8  | 2     | format version |
 * | 10 | …     | box to the inviter's device of the padded envelope |
 * | -32 | 32   | BLAKE2b-256 of everything before |
 *
 *     envelope = [ request, proof (32), signature (64) ]
 *     request  = [ 0, request id, invitation id, member id, name, [ alias, … ], employer,
 *                  agreement version, accepted at, device, box key ]
 *              / [ 1 or 2, request id, invitation id, member id, device, box key ]
 *
 * The proof is a MAC over the request under the invitation's secret: whoever made it was told the
 * code. The signature is the new device's, over {@link joinSignedMessage}, which stays with the
 * request when a member enters it.
 */
export const joinRequestVersion = 1
export const maxJoinRequestBytes = 65_536
/** Hides how long a name is. */
export const joinRequestBlockBytes = 4_096

const magic = utf8('CONCJOIN')
const frameBytes = 10
const checksumBytes = 32
const boxOverheadBytes = 48

interface RequestIds {
  readonly requestId: string
  readonly invitationId: string
  /** A newcomer's own, made with the request; otherwise whose device it is. */
  readonly memberId: string
  readonly deviceId: string
  readonly boxKey: string
}

export interface NewcomerRequest extends RequestIds {
  readonly purpose: 'join'
  readonly name: string
  readonly aliases: readonly string[]
  readonly employer: string
  readonly agreementVersion: string
  readonly agreementAcceptedAtMs: number
}

export interface DeviceRequest extends RequestIds {
  readonly purpose: 'second' | 'replacement'
}

export type JoinRequest = NewcomerRequest | DeviceRequest

const idsOf = ({ requestId, invitationId, memberId }: RequestIds) =>
  [requestId, invitationId, memberId].map(encodeHexField)
const keysOf = ({ deviceId, boxKey }: RequestIds) => [deviceId, boxKey].map(encodeHexField)

export const encodeJoinRequest = (request: JoinRequest): Bytes =>
  request.purpose === 'join'
    ? encodeCbor([
        0,
        ...idsOf(request),
        request.name,
        request.aliases,
        request.employer,
        request.agreementVersion,
        request.agreementAcceptedAtMs,
        ...keysOf(request),
      ])
    : encodeCbor([request.purpose === 'second' ? 1 : 2, ...idsOf(request), ...keysOf(request)])

/** As facts hold them, trimmed and with nothing hidden: the signature is over the text that is entered. */
const text = z
  .string()
  .min(1)
  .max(300)
  .refine((value) => toVisible(value).trim() === value)
const ids = [hexField(16), hexField(16), hexField(16)] as const
const keys = [hexField(32), hexField(32)] as const

const NewcomerWire = z.tuple([
  z.literal(0),
  ...ids,
  text,
  z.array(text).max(20),
  text,
  text,
  uint.max(8_640_000_000_000_000),
  ...keys,
])
const DeviceWire = z.tuple([z.union([z.literal(1), z.literal(2)]), ...ids, ...keys])

/** @returns `null` when the bytes, though they opened, are not what version 1 boxes. */
export const parseJoinRequest = (bytes: Uint8Array): JoinRequest | null => {
  const decoded = decodeCbor(bytes, maxJoinRequestBytes)
  const parsed = decoded.ok ? z.union([NewcomerWire, DeviceWire]).safeParse(decoded.value) : null
  if (!parsed?.success) return null
  const fields = parsed.data
  if (fields[0] !== 0) {
    const [kind, requestId, invitationId, memberId, deviceId, boxKey] = fields
    const purpose = kind === 1 ? 'second' : 'replacement'
    return { purpose, requestId, invitationId, memberId, deviceId, boxKey }
  }
  const [, requestId, invitationId, memberId, name, aliases, employer, ...rest] = fields
  const [agreementVersion, agreementAcceptedAtMs, deviceId, boxKey] = rest
  return {
    purpose: 'join',
    requestId,
    invitationId,
    memberId,
    name,
    aliases,
    employer,
    agreementVersion,
    agreementAcceptedAtMs,
    deviceId,
    boxKey,
  }
}

const signatureLabel = utf8('conclave/join-request/v1\0')

/** What the new device signs: everything that a member enters for it. */
export const joinSignedMessage = (request: JoinRequest): Bytes =>
  concatBytes(
    signatureLabel,
    request.purpose === 'join'
      ? encodeCbor([
          'member',
          request.requestId,
          request.invitationId,
          request.memberId,
          request.name,
          request.aliases,
          request.employer,
          request.agreementVersion,
          request.agreementAcceptedAtMs,
          request.deviceId,
          request.boxKey,
        ])
      : encodeCbor([
          'device',
          request.requestId,
          request.memberId,
          request.deviceId,
          request.boxKey,
          request.purpose,
        ]),
  )

export interface JoinEnvelope {
  /** As `encodeJoinRequest` made them. */
  readonly request: Uint8Array
  readonly proof: Uint8Array
  readonly signature: Uint8Array
}

export const encodeJoinEnvelope = ({ request, proof, signature }: JoinEnvelope): Bytes =>
  encodeCbor([request, proof, signature])

const EnvelopeWire = z.tuple([bytesBetween(1, maxJoinRequestBytes), fixedBytes(32), fixedBytes(64)])

export const parseJoinEnvelope = (bytes: Uint8Array): JoinEnvelope | null => {
  const decoded = decodeCbor(bytes, maxJoinRequestBytes)
  const parsed = decoded.ok ? EnvelopeWire.safeParse(decoded.value) : null
  if (!parsed?.success) return null
  const [request, proof, signature] = parsed.data
  return { request, proof, signature }
}

export type JoinFileFailure =
  | { readonly code: 'request/not-a-request' }
  | { readonly code: 'request/newer-version'; readonly version: number }
  | { readonly code: 'request/damaged' }

export const encodeJoinFile = (box: Uint8Array, hash256: Hash256): Bytes => {
  const framed = concatBytes(magic, encodeU16(joinRequestVersion), box)
  return concatBytes(framed, hash256(framed))
}

/** @returns the box. The hash tells damage from a request to somebody else; it protects against accidents only. */
export const parseJoinFile = (
  bytes: Uint8Array,
  hash256: Hash256,
): Result<Bytes, JoinFileFailure> => {
  if (bytes.length < frameBytes || !bytesEqual(bytes.subarray(0, 8), magic)) {
    return err({ code: 'request/not-a-request' })
  }
  const version = readU16(bytes, 8)
  if (version > joinRequestVersion) return err({ code: 'request/newer-version', version })
  const end = bytes.length - checksumBytes
  const isSound =
    version === joinRequestVersion &&
    bytes.length <= maxJoinRequestBytes &&
    end >= frameBytes + boxOverheadBytes + joinRequestBlockBytes &&
    (end - frameBytes - boxOverheadBytes) % joinRequestBlockBytes === 0 &&
    bytesEqual(hash256(bytes.subarray(0, end)), bytes.subarray(end))
  return isSound ? ok(bytes.slice(frameBytes, end) as Bytes) : err({ code: 'request/damaged' })
}

/** Neutral: it names nobody. */
export const joinRequestFileName = 'request.conclave'
