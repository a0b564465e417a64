import type { KeyPair } from '../../../electron/vault/crypto/keys'
import { sodium } from '../../../electron/vault/crypto/sodium'
import type { HandshakeSetup } from '../../../electron/vault/meeting/channel/handshake'
import type { JudgePeer } from '../../../electron/vault/meeting/channel/judge-peer'
import {
  type OpenChannelFailure,
  type OpenedChannel,
  openChannel,
} from '../../../electron/vault/meeting/channel/open-channel'
import type { Result } from '../../../shared/errors/result'
import { type Bytes, bytesToHex } from '../../../shared/util/bytes'
import { createFixedBytes } from '../fixed-bytes'
import { carryAll, FakePipe, HandTimer } from './fake-pipe'

const { fixed } = createFixedBytes('conclave meeting test')

export type Name = 'Ada' | 'Ben' | 'Cleo' | 'Mallory'
const names: readonly Name[] = ['Ada', 'Ben', 'Cleo', 'Mallory']

export const committee = 'c0'.repeat(16)
export const roomSecret = (): Bytes => fixed('room secret')

const devices = new Map<string, KeyPair>()
export const deviceOf = (name: string): KeyPair => {
  const known = devices.get(name)
  if (known) return known
  const keys = sodium.crypto_sign_seed_keypair(fixed(`${name}, device`))
  const device = { publicKey: keys.publicKey as Bytes, secretKey: keys.privateKey as Bytes }
  devices.set(name, device)
  return device
}
export const deviceIdOf = (name: string): string => bytesToHex(deviceOf(name).publicKey)
export const memberIdOf = (name: Name): string =>
  bytesToHex(new Uint8Array(16).fill(1 + names.indexOf(name)))

/** Of the DTLS certificate; in the order of the cast, so that Ada speaks first to everyone. */
export const fingerprintOf = (name: Name): Bytes =>
  new Uint8Array(32).fill(16 * names.indexOf(name))

/** Everyone of the cast is a member, whoever asks. */
export const judgeCast: JudgePeer = (deviceId) => {
  const name = names.find((one) => deviceIdOf(one) === deviceId)
  return name === undefined
    ? { kind: 'refused', reason: 'unknown-device' }
    : { kind: 'member', memberId: memberIdOf(name) }
}

/** The same bytes in every run of one name and salt. */
export const fixedRandom = (name: string, salt = ''): ((length: number) => Bytes) => {
  let count = 0
  return (length) => fixed(`${name}, random ${salt}${count++}`, length)
}

export const setupOf = (
  me: Name,
  other: Name,
  more: Partial<HandshakeSetup> = {},
): HandshakeSetup => ({
  committee,
  binding: { localFingerprint: fingerprintOf(me), remoteFingerprint: fingerprintOf(other) },
  entrance: { kind: 'meeting' },
  roomSecret: roomSecret(),
  device: deviceOf(me),
  judgePeer: judgeCast,
  random: fixedRandom(me),
  ...more,
})

/** One side that opens a channel, with the link's end and the timer in the test's hand. */
export interface Side {
  readonly pipe: FakePipe
  readonly timer: HandTimer
  readonly opened: Promise<Result<OpenedChannel, OpenChannelFailure>>
}

export const openSide = (setup: HandshakeSetup): Side => {
  const pipe = new FakePipe()
  const timer = new HandTimer()
  const { startTimer } = timer
  return { pipe, timer, opened: openChannel(pipe, setup, { timeoutMs: 10_000, startTimer }) }
}

/** The code with which a side ended, or `open`. */
export const outcomeOf = async ({ opened }: Side): Promise<string> => {
  const result = await opened
  return result.ok ? 'open' : result.error.code
}

export const openPair = (
  adaMore: Partial<HandshakeSetup> = {},
  benMore: Partial<HandshakeSetup> = {},
): { readonly ada: Side; readonly ben: Side } => {
  const ben = openSide(setupOf('Ben', 'Ada', benMore))
  const ada = openSide(setupOf('Ada', 'Ben', adaMore))
  carryAll(ada.pipe, ben.pipe)
  return { ada, ben }
}

export const channelOf = async ({ opened }: Side): Promise<OpenedChannel['channel']> => {
  const result = await opened
  if (!result.ok) throw new Error(`not open: ${result.error.code}`)
  return result.value.channel
}

/** A copy with one bit changed. */
export const flipBit = (bytes: Uint8Array, bit: number): Bytes => {
  const flipped = bytes.slice() as Bytes
  const at = Math.floor(bit / 8)
  flipped[at] = (flipped[at] as number) ^ (1 << (bit % 8))
  return flipped
}
