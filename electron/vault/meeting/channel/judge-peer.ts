/**
 * What the vault knows of a device that has proven its key. `newcomer` is for doors: a device that no
 * ledger names yet, with what it calls on.
 */
export type PeerStanding =
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'newcomer'; readonly invitationId: string }

export type PeerRefusalReason = 'unknown-device' | 'revoked' | 'left'

/** The vault's word on a device, asked after its signature was verified, and only then. */
export type JudgePeer = (
  deviceId: string,
) => PeerStanding | { readonly kind: 'refused'; readonly reason: PeerRefusalReason }

/** By which secret the two sides met. It is this side's own view: see docs/meeting.md, "Doors". */
export type Entrance =
  | { readonly kind: 'meeting' }
  | { readonly kind: 'door'; readonly reason: 'old-secret' | 'invitation' }

/** A device that proved its key, as a member of the committee. */
export interface MemberPeer {
  readonly kind: 'member'
  readonly deviceId: string
  readonly memberId: string
}

/** Who came by a door: known or not, with the reason. */
export interface DoorPeer {
  readonly kind: 'door'
  readonly deviceId: string
  readonly reason: 'old-secret' | 'invitation'
  readonly standing: PeerStanding
}

export type ChannelPeer = MemberPeer | DoorPeer
