import { encodeHexField } from '../../../../shared/formats/hex-field'
import { meetingVersion } from '../../../../shared/formats/meeting-frame'
import { type Bytes, concatBytes, utf8 } from '../../../../shared/util/bytes'
import { deriveKey, hash256 } from '../../crypto/hash'
import { agreeOnSecret } from '../../crypto/key-exchange'
import { type KeyPair, wipe } from '../../crypto/keys'

/**
 * Every key of the handshake and what it is bound to (docs/meeting.md, "Keys"). Each follows from the
 * transcript so far, a chain of hashes that begins with everything the two sides must agree on.
 */

/** The initiator speaks first and shows itself last. */
export type Role = 'initiator' | 'responder'

/** What the two sides must agree on before the first word. */
export interface Circumstances {
  /** The committee's space: 16 bytes, in hex. */
  readonly committee: string
  /** 32 bytes each. */
  readonly initiatorFingerprint: Uint8Array
  readonly responderFingerprint: Uint8Array
}

const startLabel = utf8('conclave/meeting-handshake/v1\0')
const stepLabel = utf8('conclave/meeting-transcript/v1\0')

export const startTranscript = (circumstances: Circumstances): Bytes =>
  hash256(
    startLabel,
    new Uint8Array([meetingVersion]),
    encodeHexField(circumstances.committee),
    circumstances.initiatorFingerprint,
    circumstances.responderFingerprint,
  )

/** Each step has parts of fixed lengths, so that no two runs give the same bytes. */
export const extendTranscript = (transcript: Uint8Array, ...said: readonly Uint8Array[]): Bytes =>
  hash256(stepLabel, transcript, ...said)

/**
 * The room's secret, for this link alone. The room password, which the sync window knows, is derived
 * from the same secret under another label and leads nowhere here.
 */
export const deriveRoomKey = (roomSecret: Uint8Array, start: Uint8Array): Bytes =>
  deriveKey(roomSecret, 'conclave/meeting-room-key/v1', start)

/**
 * The secret of this run: from the two ephemeral keys and the room's key together, so that it takes both
 * to know it. The ephemeral secret key is wiped, whatever comes out.
 *
 * @returns `null` when the other's ephemeral key is a point of small order.
 */
export const deriveRunSecret = (
  role: Role,
  ephemeral: KeyPair,
  otherKey: Uint8Array,
  roomKey: Uint8Array,
  transcript: Uint8Array,
): Bytes | null => {
  const side = role === 'initiator' ? 'client' : 'server'
  const agreed = agreeOnSecret(side, ephemeral, otherKey)
  wipe(ephemeral.secretKey)
  if (agreed === null) return null
  const context = concatBytes(roomKey, transcript)
  const secret = deriveKey(agreed, 'conclave/meeting-run-secret/v1', context)
  wipe(agreed, context)
  return secret
}

/** Seals the credentials of one side. */
export const deriveIdentityKey = (role: Role, secret: Uint8Array, transcript: Uint8Array): Bytes =>
  deriveKey(secret, `conclave/meeting-${role}-identity/v1`, transcript)

/** Seals what one side sends once both have shown themselves. */
export const deriveTrafficKey = (role: Role, secret: Uint8Array, transcript: Uint8Array): Bytes =>
  deriveKey(secret, `conclave/meeting-${role}-traffic/v1`, transcript)

/** What a device signs: the transcript and its own key, as one role only. */
export const signedByRole = (role: Role, transcript: Uint8Array, deviceKey: Uint8Array): Bytes =>
  concatBytes(utf8(`conclave/meeting-${role}-signature/v1\0`), transcript, deviceKey)
