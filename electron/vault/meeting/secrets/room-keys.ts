import { encodeHexField } from '../../../../shared/formats/hex-field'
import { type Bytes, bytesToHex } from '../../../../shared/util/bytes'
import { deriveKey } from '../../crypto/hash'
import { wipe } from '../../crypto/keys'

/**
 * Everything that follows from one meeting secret (docs/meeting.md, "Secrets"), each under a label of its own: what the
 * sync window is given leads to none of the others.
 */
export interface RoomKeys {
  /** The room's name at the signalling server: 32 bytes in hex. Said to the sync window. */
  readonly name: string
  /** Seals the offers of the room: 32 bytes in hex. Said to the sync window. */
  readonly password: string
  /** For the handshake between vaults. */
  readonly roomSecret: Bytes
  readonly presenceKey: Bytes
  readonly discoveryKey: Bytes
}

/** The meeting secret of an epoch of the committee's space: another one after each removal. */
export const meetingSecretOf = (epochKey: Uint8Array, committee: string): Bytes =>
  deriveKey(epochKey, 'conclave/meeting-secret/v1', encodeHexField(committee))

/** The meeting secret of an invitation, by which its newcomer meets the one who issued it. */
export const stretchInvitation = (secret: Uint8Array, committee: string): Bytes =>
  deriveKey(secret, 'conclave/meeting-invitation/v1', encodeHexField(committee))

/** @param meetingSecret 32 bytes. The caller wipes it. */
export const deriveRoomKeys = (meetingSecret: Uint8Array): RoomKeys => ({
  name: bytesToHex(deriveKey(meetingSecret, 'conclave/meeting-room-name/v1')),
  password: bytesToHex(deriveKey(meetingSecret, 'conclave/meeting-room-password/v1')),
  roomSecret: deriveKey(meetingSecret, 'conclave/meeting-room-secret/v1'),
  presenceKey: deriveKey(meetingSecret, 'conclave/meeting-presence/v1'),
  discoveryKey: deriveKey(meetingSecret, 'conclave/meeting-discovery/v1'),
})

export const wipeRoomKeys = ({ roomSecret, presenceKey, discoveryKey }: RoomKeys): void =>
  wipe(roomSecret, presenceKey, discoveryKey)
