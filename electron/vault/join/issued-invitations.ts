import type { Database } from 'sql.js'
import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { encodeHexField, hexField } from '../../../shared/formats/hex-field'
import { type Invitation, invitationSecretBytes } from '../../../shared/formats/invitation'
import { fixedBytes, uint } from '../../../shared/formats/wire'
import type { Bytes } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import { wipe } from '../crypto/keys'
import type { StoreOp } from '../ledger/store-op'
import { readLocalBytes } from '../session/local-settings'
import { invitationIdOf } from './make-invitation'

/** The row of the vault's own settings that holds what it issued. Never leaves the vault folder. */
const issuedInvitationsKey = 'issued-invitations'

/** What the inviter's vault keeps of a code, to know a request that was made with it. */
export type IssuedInvitation = Pick<
  Invitation,
  'purpose' | 'memberId' | 'secret' | 'expiresAtMs'
> & {
  /** The request that it was used for: the same one can be read again, and no other. */
  readonly usedBy?: string | undefined
}

/** The oldest go first: nobody waits for an answer to so many. */
export const maxIssuedInvitations = 500

const maxRowBytes = 262_144

const purposes = ['join', 'second', 'replacement'] as const
const Stored = z
  .array(
    z.tuple([
      z.enum(purposes),
      hexField(16).nullable(),
      fixedBytes(invitationSecretBytes),
      uint,
      hexField(16).nullable(),
    ]),
  )
  .max(maxIssuedInvitations)

export const encodeIssuedInvitations = (issued: readonly IssuedInvitation[]): Bytes =>
  encodeCbor(
    issued.map(({ purpose, memberId, secret, expiresAtMs, usedBy }) => [
      purpose,
      memberId === null ? null : encodeHexField(memberId),
      secret,
      expiresAtMs,
      usedBy === undefined ? null : encodeHexField(usedBy),
    ]),
  )

/**
 * @param bytes `null` while nothing was issued
 *
 * Throws on anything else than what `encodeIssuedInvitations` made: the store has authenticated it.
 */
export const decodeIssuedInvitations = (bytes: Uint8Array | null): readonly IssuedInvitation[] => {
  if (bytes === null) return []
  const decoded = decodeCbor(bytes, maxRowBytes)
  if (!decoded.ok) throw new Error('the row of issued invitations is not what was stored')
  return Stored.parse(decoded.value).map(([purpose, memberId, secret, expiresAtMs, usedBy]) => ({
    purpose,
    memberId,
    secret,
    expiresAtMs,
    ...(usedBy !== null && { usedBy }),
  }))
}

export const readIssued = (db: Database): readonly IssuedInvitation[] =>
  decodeIssuedInvitations(readLocalBytes(db, issuedInvitationsKey))

export const keepIssued = (issued: readonly IssuedInvitation[]): StoreOp => ({
  op: 'put-local',
  key: issuedInvitationsKey,
  value: encodeIssuedInvitations(issued),
})

export const findIssuedInvitation = (
  issued: readonly IssuedInvitation[],
  invitationId: string,
): IssuedInvitation | null =>
  issued.find(({ secret }) => invitationIdOf(secret) === invitationId) ?? null

/** With one more. */
export const rememberInvitation = (
  issued: readonly IssuedInvitation[],
  invitation: IssuedInvitation,
): readonly IssuedInvitation[] => [...issued, invitation].slice(-maxIssuedInvitations)

/** With one that a request used up. */
export const spendInvitation = (
  issued: readonly IssuedInvitation[],
  invitationId: string,
  requestId: string,
): readonly IssuedInvitation[] => {
  const used = findIssuedInvitation(issued, invitationId)
  return issued.map((one) => (one === used ? { ...one, usedBy: requestId } : one))
}

/** Without one that was withdrawn; its secret is wiped. */
export const forgetInvitation = (
  issued: readonly IssuedInvitation[],
  invitationId: string,
): readonly IssuedInvitation[] => {
  const gone = findIssuedInvitation(issued, invitationId)
  wipe(gone?.secret)
  return issued.filter((invitation) => invitation !== gone)
}
