import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSodium } from '../../../../../../electron/vault/crypto/sodium'
import type { JudgePeer } from '../../../../../../electron/vault/meeting/channel/judge-peer'
import { type Bytes, bytesToHex, hexToBytes } from '../../../../../../shared/util/bytes'
import { channelOf, openSide, outcomeOf } from '../../../../../support/meeting/channel-cast'
import { composeStream } from '../../../../../support/meeting/compose-stream'
import { makeMeetingVectors } from '../../../../../support/meeting/meeting-vectors'

type Vectors = ReturnType<typeof makeMeetingVectors>
type VectorFile = keyof Vectors

const read = <K extends VectorFile>(name: K): Vectors[K] =>
  JSON.parse(
    readFileSync(new URL(`../../../../../vectors/v1/meeting/${name}`, import.meta.url), 'utf8'),
  )
const bytesOf = (hex: string) => hexToBytes(hex) as Bytes

beforeAll(loadSodium)

const handshakes = read('handshakes.json')
const frames = read('frames.json')
const { good } = handshakes

const judgePeer: JudgePeer = (deviceId) =>
  [handshakes.ada, handshakes.ben].some(({ device }) => device.publicKey === deviceId)
    ? { kind: 'member', memberId: 'ad'.repeat(16) }
    : { kind: 'refused', reason: 'unknown-device' }

/** One side, with the random bytes of the vectors, that has had the first messages of the good run. */
const openAs = (name: 'Ada' | 'Ben', count: number) => {
  const [me, other] =
    name === 'Ada' ? [handshakes.ada, handshakes.ben] : [handshakes.ben, handshakes.ada]
  const random = me.random.map(bytesOf)
  const side = openSide({
    committee: handshakes.committee,
    binding: {
      localFingerprint: bytesOf(me.fingerprint),
      remoteFingerprint: bytesOf(other.fingerprint),
    },
    entrance: { kind: 'meeting' },
    roomSecret: bytesOf(handshakes.roomSecret),
    device: { publicKey: bytesOf(me.device.publicKey), secretKey: bytesOf(me.device.secretKey) },
    judgePeer,
    random: (length) => {
      const bytes = random.shift()
      if (bytes?.length !== length) throw new Error('not the random bytes that are due')
      return bytes
    },
  })
  for (const message of (name === 'Ada' ? good.fromBen : good.fromAda).slice(0, count)) {
    side.pipe.receive(bytesOf(message))
  }
  return side
}

describe('the frozen vectors of a meeting', () => {
  it('are what the documented messages give for the same seeds', () => {
    const made = JSON.parse(JSON.stringify(makeMeetingVectors())) as Vectors
    for (const name of Object.keys(made) as VectorFile[]) expect(read(name)).toEqual(made[name])
  })
})

describe('the frozen handshake', () => {
  it.each([
    ['Ada', 2, good.fromAda, good.trafficKeyOfAda],
    ['Ben', 3, good.fromBen, good.trafficKeyOfBen],
  ] as const)(
    'is what %s says, message by message, to the same words',
    async (name, count, said, key) => {
      const side = openAs(name, count)
      expect((await channelOf(side)).peer.kind).toBe('member')
      const sent = side.pipe.sent.map(bytesToHex)
      expect(sent.slice(0, -1)).toEqual(said.slice(0, -1))
      // The header of a stream is libsodium's own random choice; what follows from it is not.
      const ready = side.pipe.sent.at(-1) as Uint8Array
      const header = ready.slice(2, 26)
      const associatedData = bytesOf(good.transcript)
      const [first] = composeStream(bytesOf(key), header, [
        { message: new Uint8Array(), associatedData },
      ])
      expect(bytesToHex(ready)).toBe(`0104${bytesToHex(header)}${bytesToHex(first as Bytes)}`)
    },
  )

  it.each(handshakes.bad)('$name: refused with $code', async ({ to, after, message, code }) => {
    const side = openAs(to, after)
    side.pipe.receive(bytesOf(message))
    expect(await outcomeOf(side)).toBe(code)
    expect(side.pipe.isClosed).toBe(true)
  })
})

describe('the frozen frames', () => {
  it.each(frames)('$name: $heard are heard', async (vector) => {
    const side = openAs('Ben', 3)
    const channel = await channelOf(side)
    const heard: string[] = []
    channel.onFrame((frame) => heard.push(bytesToHex(frame)))
    for (const frame of vector.frames) side.pipe.receive(bytesOf(frame))
    expect(heard).toEqual(good.frames.heardByBen.slice(0, vector.heard))
    expect(channel.ended()).toEqual(vector.end)
  })

  it('are heard by the other side too', async () => {
    const side = openAs('Ada', 2)
    const channel = await channelOf(side)
    const heard: string[] = []
    channel.onFrame((frame) => heard.push(bytesToHex(frame)))
    for (const frame of good.frames.fromBen) side.pipe.receive(bytesOf(frame))
    expect(heard).toEqual(good.frames.heardByAda)
    expect(channel.ended()).toEqual({ kind: 'goodbye', by: 'peer' })
  })

  it('are what a side sends, under the header that it chose', async () => {
    const side = openAs('Ben', 3)
    const channel = await channelOf(side)
    const messages = good.frames.heardByAda.map(bytesOf)
    for (const message of messages) void channel.send(message)
    channel.close()
    const [ready, ...sent] = side.pipe.sent.slice(1) as [Uint8Array, ...Uint8Array[]]
    const composed = composeStream(bytesOf(good.trafficKeyOfBen), ready.slice(2, 26), [
      { message: new Uint8Array(), associatedData: bytesOf(good.transcript) },
      ...messages.map((message) => ({ message })),
      { message: new Uint8Array(), isLast: true },
    ])
    expect(sent.map(bytesToHex)).toEqual(composed.slice(1).map(bytesToHex))
  })
})
