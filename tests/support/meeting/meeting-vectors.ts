import { deriveKey, hash256 } from '../../../electron/vault/crypto/hash'
import { sign } from '../../../electron/vault/crypto/keys'
import { sodium } from '../../../electron/vault/crypto/sodium'
import { type Bytes, bytesToHex, concatBytes, utf8 } from '../../../shared/util/bytes'
import { createFixedBytes } from '../fixed-bytes'
import { type ComposedMessage, composeStream } from './compose-stream'

/**
 * The frozen bytes of `tests/vectors/v1/meeting`, made anew from fixed seeds. They are composed here by
 * hand, from the primitives alone, as `docs/meeting.md` says: the product's own handshake takes no part,
 * so that a change in it shows.
 */

const { fixed, sealFixed } = createFixedBytes('conclave meeting vector')

type Party = 'Ada' | 'Ben' | 'Mallory'

const deviceOf = (name: Party) => {
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(fixed(`${name}, device`))
  return { publicKey, secretKey: privateKey }
}
const seedOf = (name: string) => fixed(`${name}, ephemeral seed`)
const ephemeralOf = (name: string) => {
  const secretKey = hash256(seedOf(name))
  return { secretKey, publicKey: sodium.crypto_scalarmult_base(secretKey) }
}
/** The lower fingerprint speaks first. */
const fingerprintOf = (name: Party): Bytes => {
  const bytes = fixed(`${name}, fingerprint`)
  bytes[0] = { Ada: 1, Ben: 2, Mallory: 3 }[name]
  return bytes
}
const nonceName = (name: string) => `${name}, credentials`

/** Where a draft departs from the good run. */
interface Draft {
  readonly committee?: Uint8Array
  readonly roomSecret?: Uint8Array
  /** The initiator's fingerprint, then the responder's. */
  readonly fingerprints?: readonly [Uint8Array, Uint8Array]
  readonly ephemeralKeyOfAda?: Uint8Array
  readonly initiator?: Party
  readonly responder?: Party
  readonly signerOfAnswer?: Party
  readonly labelOfAnswer?: 'initiator' | 'responder'
  readonly ephemeralOfBen?: string
}

const step = (transcript: Uint8Array, ...said: Uint8Array[]) =>
  hash256(utf8('conclave/meeting-transcript/v1\0'), transcript, ...said)

const composeRun = (draft: Draft = {}) => {
  const start = hash256(
    utf8('conclave/meeting-handshake/v1\0'),
    Uint8Array.of(1),
    draft.committee ?? fixed('committee', 16),
    ...(draft.fingerprints ?? [fingerprintOf('Ada'), fingerprintOf('Ben')]),
  )
  const room = draft.roomSecret ?? fixed('room secret')
  const roomKey = deriveKey(room, 'conclave/meeting-room-key/v1', start)
  const ada = ephemeralOf('Ada')
  const ben = ephemeralOf(draft.ephemeralOfBen ?? 'Ben')
  const keyOfAda = draft.ephemeralKeyOfAda ?? ada.publicKey
  const mac = deriveKey(roomKey, 'conclave/meeting-hello-mac/v1', keyOfAda)
  const hello = concatBytes(Uint8Array.of(1, 1), keyOfAda, mac)

  const exchanged = step(step(start, hello), ben.publicKey)
  const product = sodium.crypto_scalarmult(ada.secretKey, ben.publicKey)
  const agreed = sodium.crypto_generichash(
    64,
    concatBytes(product, ada.publicKey, ben.publicKey),
    null,
  )
  const secret = deriveKey(
    agreed,
    'conclave/meeting-run-secret/v1',
    concatBytes(roomKey, exchanged),
  )
  const show = (
    role: 'initiator' | 'responder',
    transcript: Uint8Array,
    named: Party,
    signer: Party,
    label: string,
  ) => {
    const device = deviceOf(named).publicKey
    const message = concatBytes(
      utf8(`conclave/meeting-${label}-signature/v1\0`),
      transcript,
      device,
    )
    const credentials = concatBytes(device, sign(deviceOf(signer).secretKey, message))
    const key = deriveKey(secret, `conclave/meeting-${role}-identity/v1`, transcript)
    const sealed = sealFixed(key, credentials, transcript, nonceName(role))
    return { sealed, after: step(transcript, sealed, device) }
  }
  const responder = draft.responder ?? 'Ben'
  const signer = draft.signerOfAnswer ?? responder
  const answered = show(
    'responder',
    exchanged,
    responder,
    signer,
    draft.labelOfAnswer ?? 'responder',
  )
  const initiator = draft.initiator ?? 'Ada'
  const shown = show('initiator', answered.after, initiator, initiator, 'initiator')
  const trafficKey = (role: string) =>
    deriveKey(secret, `conclave/meeting-${role}-traffic/v1`, shown.after)
  const stream = (role: string, messages: readonly ComposedMessage[]) => {
    const header = fixed(`${role}, stream header`, 24)
    const first = { message: new Uint8Array(), associatedData: shown.after }
    const [ready, ...frames] = composeStream(trafficKey(role), header, [first, ...messages])
    return {
      ready: concatBytes(Uint8Array.of(1, 4), header, ready as Bytes),
      frames,
    }
  }
  return {
    hello,
    answer: concatBytes(Uint8Array.of(1, 2), ben.publicKey, answered.sealed),
    identity: concatBytes(Uint8Array.of(1, 3), shown.sealed),
    transcript: shown.after,
    trafficKeys: { initiator: trafficKey('initiator'), responder: trafficKey('responder') },
    stream,
  }
}

const goodbye: ComposedMessage = { message: new Uint8Array(), isLast: true }
const said = () => ({
  initiator: [utf8('What I have'), new Uint8Array(), utf8('and what I lack')],
  responder: [fixed('a long frame', 64), utf8('Here it is')],
})
const framesOf = (messages: readonly Uint8Array[]) => [
  ...messages.map((message) => ({ message })),
  goodbye,
]

const changed = (bytes: Uint8Array, at: number, value: number): Bytes => {
  const out = bytes.slice() as Bytes
  out[at < 0 ? bytes.length + at : at] = value
  return out
}

const partyOf = (name: 'Ada' | 'Ben', nonceOf: string) => ({
  fingerprint: bytesToHex(fingerprintOf(name)),
  device: {
    publicKey: bytesToHex(deviceOf(name).publicKey),
    secretKey: bytesToHex(deviceOf(name).secretKey),
  },
  /** In the order in which a side asks for them. */
  random: [bytesToHex(seedOf(name)), bytesToHex(fixed(`${nonceName(nonceOf)}, nonce`, 24))],
})

const makeHandshakes = () => {
  const run = composeRun()
  const ada = run.stream('initiator', framesOf(said().initiator))
  const ben = run.stream('responder', framesOf(said().responder))
  const swapped = [fingerprintOf('Ben'), fingerprintOf('Ada')] as const
  const bad = (
    name: string,
    to: 'Ada' | 'Ben',
    /** How many messages of the good run that side has had. */
    after: number,
    message: Uint8Array,
    code: string,
  ) => ({ name, to, after, message: bytesToHex(message), code })
  const small = new Uint8Array(32)
  return {
    committee: bytesToHex(fixed('committee', 16)),
    roomSecret: bytesToHex(fixed('room secret')),
    ada: partyOf('Ada', 'initiator'),
    ben: partyOf('Ben', 'responder'),
    good: {
      fromAda: [run.hello, run.identity, ada.ready].map(bytesToHex),
      fromBen: [run.answer, ben.ready].map(bytesToHex),
      transcript: bytesToHex(run.transcript),
      trafficKeyOfAda: bytesToHex(run.trafficKeys.initiator),
      trafficKeyOfBen: bytesToHex(run.trafficKeys.responder),
      frames: {
        fromAda: ada.frames.map(bytesToHex),
        heardByBen: said().initiator.map(bytesToHex),
        fromBen: ben.frames.map(bytesToHex),
        heardByAda: said().responder.map(bytesToHex),
      },
    },
    bad: [
      bad(
        'of another committee',
        'Ben',
        0,
        composeRun({ committee: fixed('x', 16) }).hello,
        'meeting/wrong-room',
      ),
      bad(
        'without the room secret',
        'Ben',
        0,
        composeRun({ roomSecret: fixed('guess') }).hello,
        'meeting/wrong-room',
      ),
      bad(
        'of a link with the fingerprints exchanged',
        'Ben',
        0,
        composeRun({ fingerprints: swapped }).hello,
        'meeting/wrong-room',
      ),
      bad('of a newer version', 'Ben', 0, changed(run.hello, 0, 2), 'meeting/newer-version'),
      bad(
        'with a key of small order',
        'Ben',
        0,
        composeRun({ ephemeralKeyOfAda: small }).hello,
        'meeting/handshake-malformed',
      ),
      bad('an identity before the hello', 'Ben', 0, run.identity, 'meeting/handshake-malformed'),
      bad(
        'signed by another device than it names',
        'Ada',
        0,
        composeRun({ signerOfAnswer: 'Mallory' }).answer,
        'meeting/bad-signature',
      ),
      bad(
        'signed as the other role',
        'Ada',
        0,
        composeRun({ labelOfAnswer: 'initiator' }).answer,
        'meeting/bad-signature',
      ),
      bad(
        'by this very device',
        'Ada',
        0,
        composeRun({ responder: 'Ada' }).answer,
        'meeting/own-device',
      ),
      bad(
        'by a device that is no member',
        'Ada',
        0,
        composeRun({ responder: 'Mallory' }).answer,
        'meeting/peer-refused',
      ),
      bad(
        'of another room',
        'Ada',
        0,
        composeRun({ roomSecret: fixed('guess') }).answer,
        'meeting/does-not-open',
      ),
      bad('the hello sent back', 'Ada', 0, run.hello, 'meeting/handshake-malformed'),
      bad(
        'of another run',
        'Ben',
        1,
        composeRun({ ephemeralOfBen: 'Ben, later' }).identity,
        'meeting/does-not-open',
      ),
      bad(
        'by a device that is no member either',
        'Ben',
        1,
        composeRun({ initiator: 'Mallory' }).identity,
        'meeting/peer-refused',
      ),
      bad('cut short', 'Ben', 1, run.identity.subarray(0, -1), 'meeting/handshake-malformed'),
      bad('a stream that is our own', 'Ben', 2, ben.ready, 'meeting/frame-refused'),
      bad('a stream that ends at once', 'Ben', 2, readyThatEnds(run), 'meeting/frame-refused'),
      bad(
        'a stream of another run',
        'Ada',
        1,
        composeRun({ ephemeralOfBen: 'Ben, later' }).stream('responder', []).ready,
        'meeting/frame-refused',
      ),
    ],
  }
}

const readyThatEnds = ({ trafficKeys, transcript }: ReturnType<typeof composeRun>): Bytes => {
  const header = fixed('a stream that ends, header', 24)
  const first = { ...goodbye, associatedData: transcript }
  const [ended] = composeStream(trafficKeys.initiator, header, [first])
  return concatBytes(Uint8Array.of(1, 4), header, ended as Bytes)
}

const makeFrames = () => {
  const { stream } = composeRun()
  const good = stream('initiator', framesOf(said().initiator)).frames
  const [first, second, third, last] = good as [Bytes, Bytes, Bytes, Bytes]
  const other = stream('responder', framesOf(said().responder)).frames[0] as Bytes
  const talking = stream('initiator', [{ message: utf8('and then'), isLast: true }]).frames
  const tagged = (tag: number) => stream('initiator', [{ message: utf8('tagged'), tag }]).frames
  const refused = { kind: 'failed', error: { code: 'meeting/frame-refused' } }
  const end = (name: string, frames: readonly Uint8Array[], heard: number, how: unknown) => ({
    name,
    frames: frames.map(bytesToHex),
    heard,
    end: how,
  })
  return [
    end('whole', good, 3, { kind: 'goodbye', by: 'peer' }),
    end('without a goodbye', [first, second, third], 3, null),
    end('more behind the goodbye', [first, second, third, last, first], 3, {
      kind: 'goodbye',
      by: 'peer',
    }),
    end('its second one repeated', [first, second, second], 2, refused),
    end('its second one left out', [first, third], 1, refused),
    end('two exchanged', [second, first], 0, refused),
    end('a bit changed', [changed(first, 5, (first[5] as number) ^ 1)], 0, refused),
    end('cut short', [first.subarray(0, -1)], 0, refused),
    end('shorter than any', [first.subarray(0, 16)], 0, refused),
    end('of the other direction', [other], 0, refused),
    end('a goodbye that says something', talking, 0, refused),
    end('with a tag that is not ours', tagged(1), 0, refused),
    end('with a tag for new keys', tagged(2), 0, refused),
  ]
}

/** By file name. */
export const makeMeetingVectors = () => ({
  'handshakes.json': makeHandshakes(),
  /** What Ben hears of what Ada sends after the good run of `handshakes.json`. */
  'frames.json': makeFrames(),
})
