import { makeExchangeKeys } from '../../../electron/vault/crypto/key-exchange'
import type { KeyPair } from '../../../electron/vault/crypto/keys'
import { makeMac } from '../../../electron/vault/crypto/mac'
import { open, seal } from '../../../electron/vault/crypto/seal'
import { type Run, sealCredentials } from '../../../electron/vault/meeting/channel/credentials'
import {
  type Circumstances,
  deriveIdentityKey,
  deriveRoomKey,
  deriveRunSecret,
  extendTranscript,
  type Role,
  startTranscript,
} from '../../../electron/vault/meeting/channel/key-schedule'
import { encodeHandshakeMessage } from '../../../shared/formats/meeting-frame'
import type { Bytes } from '../../../shared/util/bytes'
import { committee, fingerprintOf, type Name, roomSecret } from './channel-cast'

/**
 * Someone who knows the room's secret, controls the link and the sync windows at both of its ends, and has a
 * program of their own: they may compose any message out of what they know.
 */

export const circumstancesOf = (initiator: Name, responder: Name): Circumstances => ({
  committee,
  initiatorFingerprint: fingerprintOf(initiator),
  responderFingerprint: fingerprintOf(responder),
})

export const ephemeralOf = (fill: number): KeyPair =>
  makeExchangeKeys(new Uint8Array(32).fill(fill))

/** What `deriveRunSecret` wipes is a copy. */
const copyOf = ({ publicKey, secretKey }: KeyPair): KeyPair => ({
  publicKey,
  secretKey: secretKey.slice() as Bytes,
})

const startOf = (circumstances: Circumstances) => {
  const start = startTranscript(circumstances)
  return { start, roomKey: deriveRoomKey(roomSecret(), start) }
}

export const composeHello = (circumstances: Circumstances, ephemeralKey: Uint8Array): Bytes => {
  const { roomKey } = startOf(circumstances)
  const mac = makeMac(roomKey, 'conclave/meeting-hello-mac/v1', ephemeralKey)
  return encodeHandshakeMessage('hello', { ephemeralKey, mac })
}

/**
 * The run as far as both ephemeral keys, known to whoever holds the secret key of one of them.
 *
 * @param keys of the responder's side: what the answer will carry.
 */
export const runOf = (
  circumstances: Circumstances,
  hello: Uint8Array,
  role: Role,
  own: KeyPair,
  responderKey: Uint8Array,
): Run => {
  const { start, roomKey } = startOf(circumstances)
  const transcript = extendTranscript(extendTranscript(start, hello), responderKey)
  const otherKey = role === 'initiator' ? responderKey : hello.slice(2, 34)
  const secret = deriveRunSecret(role, copyOf(own), otherKey, roomKey, transcript)
  if (secret === null) throw new Error('no secret with this key')
  return { secret, transcript }
}

/** The credentials of one side, as bytes, for who knows the run; `null` for who does not. */
export const readCredentials = (role: Role, run: Run, sealed: Uint8Array): Bytes | null =>
  open(deriveIdentityKey(role, run.secret, run.transcript), sealed, run.transcript)

/** Any credentials, sealed as if they were of this run. */
export const resealCredentials = (role: Role, run: Run, credentials: Uint8Array): Bytes =>
  seal(deriveIdentityKey(role, run.secret, run.transcript), credentials, run.transcript)

/** As a side with this device would seal its own. */
export const ownCredentials = (role: Role, run: Run, device: KeyPair): Bytes =>
  sealCredentials(role, run, device, new Uint8Array(24))

export const afterCredentials = (run: Run, sealed: Uint8Array, deviceKey: Uint8Array): Run => ({
  secret: run.secret,
  transcript: extendTranscript(run.transcript, sealed, deviceKey),
})
