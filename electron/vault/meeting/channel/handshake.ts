import type { LinkBinding } from '../../../../shared/contracts/frame-pipe'
import { err, ok, type Result } from '../../../../shared/errors/result'
import {
  encodeHandshakeMessage,
  type HandshakeMessageFailure,
  parseHandshakeMessage,
} from '../../../../shared/formats/meeting-frame'
import { type Bytes, bytesToHex, compareBytes } from '../../../../shared/util/bytes'
import { makeExchangeKeys } from '../../crypto/key-exchange'
import { type KeyPair, wipe } from '../../crypto/keys'
import { checkMac, makeMac } from '../../crypto/mac'
import { type CredentialsFailure, openCredentials, type Run, sealCredentials } from './credentials'
import type { ChannelPeer, Entrance, JudgePeer, PeerRefusalReason } from './judge-peer'
import {
  deriveRoomKey,
  deriveRunSecret,
  deriveTrafficKey,
  extendTranscript,
  type Role,
  startTranscript,
} from './key-schedule'

export interface HandshakeSetup {
  /** The committee's space: 16 bytes, in hex. */
  readonly committee: string
  readonly binding: LinkBinding
  readonly entrance: Entrance
  /** 32 bytes, of this room. The caller keeps it, and wipes it. */
  readonly roomSecret: Uint8Array
  /** Ed25519. The public key names this device. The caller wipes it. */
  readonly device: KeyPair
  readonly judgePeer: JudgePeer
  /** Fresh random bytes; what it gives may be wiped. */
  readonly random: (length: number) => Bytes
}

export type HandshakeFailure =
  | HandshakeMessageFailure
  | CredentialsFailure
  /** The fingerprints are not two different ones of 32 bytes. */
  | { readonly code: 'meeting/bad-link' }
  /** The first message is not by someone with this room's secret, committee, version and link. */
  | { readonly code: 'meeting/wrong-room' }
  /** The other side shows this very device: a copied folder, or our own words sent back. */
  | { readonly code: 'meeting/own-device' }
  /** The device is proven, and the vault does not talk to it. */
  | {
      readonly code: 'meeting/peer-refused'
      readonly deviceId: string
      readonly reason: PeerRefusalReason | 'not-a-member'
    }

/** What both sides hold once the other has proven itself. Whoever takes it wipes the keys. */
export interface Secured {
  readonly peer: ChannelPeer
  readonly sendKey: Bytes
  readonly receiveKey: Bytes
  /** 32 bytes that name this run; the same on both sides. */
  readonly transcript: Bytes
}

export interface HandshakeStep {
  /** To send now. */
  readonly reply: Bytes | null
  /** There when the other side has proven itself. */
  readonly secured: Secured | null
}

/** One run, of one side. After a failure, or once secured, it is to be wiped and takes nothing more. */
export interface Handshake {
  /** To send before anything comes; `null` for the side that waits. */
  readonly first: Bytes | null
  readonly take: (message: Uint8Array) => Result<HandshakeStep, HandshakeFailure>
  /** Destroys what the run still holds. May be called at any time, and again. */
  readonly wipe: () => void
}

const fingerprintBytes = 32
const sealNonceBytes = 24
const helloMacLabel = 'conclave/meeting-hello-mac/v1'

/** Whose fingerprint is lower speaks first, so that nobody has to be asked. */
const findRole = ({ localFingerprint, remoteFingerprint }: LinkBinding): Role | null => {
  const order = compareBytes(localFingerprint, remoteFingerprint)
  const areSound =
    localFingerprint.length === fingerprintBytes && remoteFingerprint.length === fingerprintBytes
  if (!areSound || order === 0) return null
  return order < 0 ? 'initiator' : 'responder'
}

export const startHandshake = (setup: HandshakeSetup): Result<Handshake, HandshakeFailure> => {
  const role = findRole(setup.binding)
  if (role === null) return err({ code: 'meeting/bad-link' })
  return ok(role === 'initiator' ? startInitiator(setup) : startResponder(setup))
}

const startInitiator = (setup: HandshakeSetup): Handshake => {
  const start = startTranscript(circumstancesOf(setup, 'initiator'))
  const roomKey = deriveRoomKey(setup.roomSecret, start)
  const ephemeral = makeExchangeKeys(setup.random(32))
  const hello = encodeHandshakeMessage('hello', {
    ephemeralKey: ephemeral.publicKey,
    mac: makeMac(roomKey, helloMacLabel, ephemeral.publicKey),
  })

  const takeAnswer = (message: Uint8Array): Result<HandshakeStep, HandshakeFailure> => {
    const answer = parseHandshakeMessage('answer', message)
    if (!answer.ok) return answer
    const { ephemeralKey, sealed } = answer.value
    const exchanged = extendTranscript(extendTranscript(start, hello), ephemeralKey)
    const secret = deriveRunSecret('initiator', ephemeral, ephemeralKey, roomKey, exchanged)
    if (secret === null) return err({ code: 'meeting/handshake-malformed' })
    try {
      const shown = admit(setup, 'responder', { secret, transcript: exchanged }, sealed)
      if (!shown.ok) return shown
      const mine = show(setup, 'initiator', { secret, transcript: shown.value.transcript })
      const secured = secure('initiator', { secret, transcript: mine.transcript }, shown.value.peer)
      return ok({ reply: encodeHandshakeMessage('identity', { sealed: mine.sealed }), secured })
    } finally {
      wipe(secret)
    }
  }

  return inTurn(hello, [takeAnswer], () => wipe(roomKey, ephemeral.secretKey))
}

const startResponder = (setup: HandshakeSetup): Handshake => {
  const start = startTranscript(circumstancesOf(setup, 'responder'))
  const roomKey = deriveRoomKey(setup.roomSecret, start)
  let answered: Run | null = null

  const takeHello = (message: Uint8Array): Result<HandshakeStep, HandshakeFailure> => {
    const hello = parseHandshakeMessage('hello', message)
    if (!hello.ok) return hello
    const { ephemeralKey, mac } = hello.value
    // Before anything is computed with the other's key: a stranger gets no answer at all.
    if (!checkMac(roomKey, helloMacLabel, ephemeralKey, mac))
      return err({ code: 'meeting/wrong-room' })
    const ephemeral = makeExchangeKeys(setup.random(32))
    const exchanged = extendTranscript(extendTranscript(start, message), ephemeral.publicKey)
    const secret = deriveRunSecret('responder', ephemeral, ephemeralKey, roomKey, exchanged)
    if (secret === null) return err({ code: 'meeting/handshake-malformed' })
    const mine = show(setup, 'responder', { secret, transcript: exchanged })
    answered = { secret, transcript: mine.transcript }
    const fields = { ephemeralKey: ephemeral.publicKey, sealed: mine.sealed }
    return ok({ reply: encodeHandshakeMessage('answer', fields), secured: null })
  }

  const takeIdentity = (message: Uint8Array): Result<HandshakeStep, HandshakeFailure> => {
    const identity = parseHandshakeMessage('identity', message)
    if (!identity.ok) return identity
    const run = answered as Run
    const shown = admit(setup, 'initiator', run, identity.value.sealed)
    if (!shown.ok) return shown
    const { transcript, peer } = shown.value
    const secured = secure('responder', { secret: run.secret, transcript }, peer)
    return ok({ reply: null, secured })
  }

  return inTurn(null, [takeHello, takeIdentity], () => wipe(roomKey, answered?.secret))
}

/**
 * Each message once, each in its turn. One out of turn must not be answered under a secret that was
 * used or wiped: a wiped one is a known one.
 */
const inTurn = (
  first: Bytes | null,
  turns: readonly Handshake['take'][],
  destroy: () => void,
): Handshake => {
  let next = 0
  return {
    first,
    take: (message) => {
      const turn = turns[next]
      const step = turn ? turn(message) : err({ code: 'meeting/handshake-malformed' as const })
      next = step.ok ? next + 1 : turns.length
      return step
    },
    wipe: () => {
      next = turns.length
      destroy()
    },
  }
}

const circumstancesOf = ({ committee, binding }: HandshakeSetup, role: Role) => {
  const { localFingerprint, remoteFingerprint } = binding
  return role === 'initiator'
    ? { committee, initiatorFingerprint: localFingerprint, responderFingerprint: remoteFingerprint }
    : { committee, initiatorFingerprint: remoteFingerprint, responderFingerprint: localFingerprint }
}

/** The transcript after a side has shown itself: what it sent, and who it is. */
const afterShowing = (run: Run, sealed: Uint8Array, deviceKey: Uint8Array): Bytes =>
  extendTranscript(run.transcript, sealed, deviceKey)

const show = ({ device, random }: HandshakeSetup, role: Role, run: Run) => {
  const sealed = sealCredentials(role, run, device, random(sealNonceBytes))
  return { sealed, transcript: afterShowing(run, sealed, device.publicKey) }
}

const admit = (
  setup: HandshakeSetup,
  role: Role,
  run: Run,
  sealed: Uint8Array,
): Result<{ readonly peer: ChannelPeer; readonly transcript: Bytes }, HandshakeFailure> => {
  const opened = openCredentials(role, run, sealed)
  if (!opened.ok) return opened
  const deviceId = bytesToHex(opened.value)
  if (deviceId === bytesToHex(setup.device.publicKey)) return err({ code: 'meeting/own-device' })
  const peer = judge(setup, deviceId)
  return peer.ok
    ? ok({ peer: peer.value, transcript: afterShowing(run, sealed, opened.value) })
    : peer
}

const judge = (
  { judgePeer, entrance }: HandshakeSetup,
  deviceId: string,
): Result<ChannelPeer, HandshakeFailure> => {
  const standing = judgePeer(deviceId)
  const refuse = (reason: PeerRefusalReason | 'not-a-member') =>
    err({ code: 'meeting/peer-refused', deviceId, reason })
  if (standing.kind === 'refused') return refuse(standing.reason)
  if (entrance.kind === 'door') {
    return ok({ kind: 'door', deviceId, reason: entrance.reason, standing })
  }
  return standing.kind === 'member'
    ? ok({ kind: 'member', deviceId, memberId: standing.memberId })
    : refuse('not-a-member')
}

const secure = (role: Role, run: Run, peer: ChannelPeer): Secured => {
  const other: Role = role === 'initiator' ? 'responder' : 'initiator'
  return {
    peer,
    sendKey: deriveTrafficKey(role, run.secret, run.transcript),
    receiveKey: deriveTrafficKey(other, run.secret, run.transcript),
    transcript: run.transcript as Bytes,
  }
}
