import { err, ok, type Result } from '../errors/result'
import { takesBoxes } from '../util/box-key'
import { type Bytes, bytesEqual, bytesToHex, concatBytes, utf8 } from '../util/bytes'
import { encodeHexField } from './hex-field'
import { encodeU32, readU32 } from './integers'
import { bytesToGroups, groupsToBytes } from './invitation-text'
import type { Hash256 } from './ledger-ids'

/**
 * The code that lets a laptop ask to become part of a committee (docs/formats.md, "Invitation
 * code"). Whoever has it may ask once, until it expires; members still compare the words of the
 * laptop's keys before they let it in.
 *
 * | at  | bytes | what |
 * |-----|-------|------|
 * | 0   | 1     | version |
 * | 1   | 1     | 0: a newcomer, 1: a second device, 2: a device that replaces others |
 * | 2   | 16    | committee's space |
 * | 18  | 32    | inviter's device, an Ed25519 public key |
 * | 50  | 32    | inviter's X25519 public key: the request is boxed to it |
 * | 82  | 16    | secret; the invitation's id follows from it |
 * | 98  | 4     | minutes since 1970 when it expires |
 * | 102 | 16    | member whose device it is; not in a newcomer's |
 * | -5  | 5     | checksum |
 *
 * The checksum is the start of a BLAKE2b-256 hash: one mistyped code in 10^12 gets past it. Every
 * version keeps the first byte, the checksum and how both are written as text.
 */
export const invitationVersion = 1
export const invitationSecretBytes = 16

const purposes = ['join', 'second', 'replacement'] as const
export type InvitationPurpose = (typeof purposes)[number]

export interface Invitation {
  readonly purpose: InvitationPurpose
  readonly committee: string
  readonly inviterDevice: string
  readonly inviterBoxKey: string
  /** 128 random bits. */
  readonly secret: Uint8Array
  /** A whole minute. */
  readonly expiresAtMs: number
  /** Whose device; `null` exactly for a newcomer. */
  readonly memberId: string | null
}

export type InvitationFailure =
  | { readonly code: 'invitation/mistyped' }
  | { readonly code: 'invitation/newer-version'; readonly version: number }

const label = utf8('conclave/invitation-checksum/v1\0')
const checksumBytes = 5
const joinBytes = 102
const deviceBytes = 118
const minuteMs = 60_000

const checksumOf = (body: Uint8Array, hash256: Hash256): Uint8Array =>
  hash256(label, body).subarray(0, checksumBytes)

export const encodeInvitation = (invitation: Invitation, hash256: Hash256): string => {
  if ((invitation.memberId === null) !== (invitation.purpose === 'join')) {
    throw new Error('an invitation names a member exactly when it is for a device')
  }
  const body = concatBytes(
    new Uint8Array([invitationVersion, purposes.indexOf(invitation.purpose)]),
    encodeHexField(invitation.committee),
    encodeHexField(invitation.inviterDevice),
    encodeHexField(invitation.inviterBoxKey),
    invitation.secret,
    encodeU32(invitation.expiresAtMs / minuteMs),
    ...(invitation.memberId === null ? [] : [encodeHexField(invitation.memberId)]),
  )
  return bytesToGroups(concatBytes(body, checksumOf(body, hash256)))
}

/** Whether it has expired is asked apart: {@link isInvitationExpired}. */
export const parseInvitation = (
  text: string,
  hash256: Hash256,
): Result<Invitation, InvitationFailure> => {
  const mistyped = err({ code: 'invitation/mistyped' as const })
  const bytes = groupsToBytes(text)
  if (bytes === null || bytes.length <= checksumBytes) return mistyped
  const body = bytes.subarray(0, -checksumBytes)
  if (!bytesEqual(checksumOf(body, hash256), bytes.subarray(-checksumBytes))) return mistyped
  const version = body[0] as number
  if (version > invitationVersion) return err({ code: 'invitation/newer-version', version })
  const purpose = purposes[body[1] as number]
  const isSound =
    version === invitationVersion &&
    purpose !== undefined &&
    body.length === (purpose === 'join' ? joinBytes : deviceBytes)
  const inviterBoxKey = bytesToHex(body.subarray(50, 82))
  if (!isSound || !takesBoxes(inviterBoxKey)) return mistyped
  return ok({
    purpose,
    committee: bytesToHex(body.subarray(2, 18)),
    inviterDevice: bytesToHex(body.subarray(18, 50)),
    inviterBoxKey,
    secret: body.slice(82, 98) as Bytes,
    expiresAtMs: readU32(body, 98) * minuteMs,
    memberId: purpose === 'join' ? null : bytesToHex(body.subarray(joinBytes, deviceBytes)),
  })
}

export const isInvitationExpired = (
  { expiresAtMs }: Pick<Invitation, 'expiresAtMs'>,
  nowMs: number,
): boolean => nowMs >= expiresAtMs

/** The last whole minute at or before this time. */
export const wholeMinute = (timeMs: number): number => Math.floor(timeMs / minuteMs) * minuteMs
