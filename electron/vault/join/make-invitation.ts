import {
  encodeInvitation,
  type Invitation,
  invitationSecretBytes,
  wholeMinute,
} from '../../../shared/formats/invitation'
import { bytesToHex } from '../../../shared/util/bytes'
import { deriveKey, hash256 } from '../crypto/hash'
import { type KeyPair, randomBytes } from '../crypto/keys'

/** What the committee's log names of an invitation: it follows from the secret, and not the secret from it. */
export const invitationIdOf = (secret: Uint8Array): string =>
  bytesToHex(deriveKey(secret, 'conclave/invitation-id/v1').subarray(0, 16))

export interface InvitationDraft {
  readonly purpose: Invitation['purpose']
  readonly memberId: string | null
  readonly committee: string
  readonly signKeys: KeyPair
  readonly boxKeys: KeyPair
  /** Rounded down to a minute. */
  readonly expiresAtMs: number
}

export interface MadeInvitation {
  readonly invitationId: string
  readonly invitation: Invitation
  /** Shown once, to be told or scanned. Holds the secret: in no entry and no log. */
  readonly code: string
}

export const makeInvitation = (draft: InvitationDraft): MadeInvitation => {
  const secret = randomBytes(invitationSecretBytes)
  const invitation: Invitation = {
    purpose: draft.purpose,
    committee: draft.committee,
    inviterDevice: bytesToHex(draft.signKeys.publicKey),
    inviterBoxKey: bytesToHex(draft.boxKeys.publicKey),
    secret,
    expiresAtMs: wholeMinute(draft.expiresAtMs),
    memberId: draft.memberId,
  }
  return {
    invitationId: invitationIdOf(secret),
    invitation,
    code: encodeInvitation(invitation, hash256),
  }
}
