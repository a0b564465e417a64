import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { exchangeLimits } from '../../../electron/vault/meeting/exchange-ports'
import { encodeCbor } from '../../../shared/formats/cbor'
import { type Delivery, emptyDelivery } from '../../../shared/formats/delivery'
import {
  encodePeerMessage,
  maxRequestBytes,
  type PeerMessage,
} from '../../../shared/formats/meeting-message'
import { createChannelPair } from '../../support/meeting/channel-pair'
import type { MeetingRoom, Participant } from '../../support/meeting/meeting-room'
import { openCaseFor, setupStage } from '../world/stage'
import { idsIn, partyOf, sitDown, writeIn } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

const quietMs = 120_000
const hello: PeerMessage = { kind: 'hello', protocol: 1, oldest: 1 }
const toldAll: PeerMessage = { kind: 'reached', upTo: 0, more: false, haves: [] }

/** A channel to one who sits here, of a device whose program says what the test says. */
const connect = (room: MeetingRoom, to: Participant, as: Participant) => {
  const pair = createChannelPair(room.clock, to, as)
  const heard: Uint8Array[] = []
  let isClosed = false
  pair.b.onFrame((frame) => heard.push(frame))
  pair.b.onClose(() => {
    isClosed = true
  })
  room.seat(to).exchange.open(pair.a)
  return {
    send: (frame: Uint8Array) => void pair.b.send(frame),
    say: (...messages: readonly PeerMessage[]) => {
      for (const message of messages) void pair.b.send(encodePeerMessage(message))
    },
    heard: () => pair.sent.filter(({ from }) => from === to.deviceId).map(({ message }) => message),
    isClosed: () => isClosed,
    pair,
  }
}

/** Ada, Ben and Cleo, who know a case; Dana's laptop is Mallory's. */
const setupHostile = async () => {
  const { world, ada, ben, cleo, dana } = await setupStage(4)
  const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
  const { room, parties } = sitDown(world)
  const [atAda, atBen] = parties as [Participant, Participant, Participant, Participant]
  room.link(atAda, atBen)
  await room.clock.pass(quietMs)
  const mallory = connect(room, atAda, partyOf(world, dana))
  const ended = (reason: string) =>
    expect(room.seat(ada).events).toContainEqual({
      kind: 'ended',
      deviceId: dana.deviceId,
      memberId: dana.memberId,
      by: 'us',
      reason,
    })
  const isOpen = () =>
    room
      .seat(ada)
      .exchange.progress()
      .some(({ deviceId }) => deviceId === dana.deviceId)
  return { world, room, ada, ben, dana, mallory, ended, isOpen, caseSpace }
}

const junk = (space: string, count: number, sizeBytes: number): Delivery => ({
  ...emptyDelivery,
  spaces: [
    {
      space,
      entries: Array.from({ length: count }, (_, at) => new Uint8Array(sizeBytes).fill(at + 1)),
      parts: [],
    },
  ],
})

/** The id of a space that nobody ever made. */
const spaceNumber = (number: number): string => number.toString(16).padStart(32, '0')

describe('another version of the program', () => {
  it.each([['newer', { kind: 'hello', protocol: 9, oldest: 2 }, 'newer-program']] as const)(
    'that is %s and does not understand this one is told so',
    async (_, said, reason) => {
      const { world, room, mallory, ended } = await setupHostile()
      mallory.say(said)
      await room.clock.pass(100)
      ended(reason)
      expect(mallory.isClosed()).toBe(true)
      expect(mallory.heard()).toEqual([hello, { kind: 'bye', reason }])
      world.close()
    },
  )

  it('that is newer and understands this one may say what is not known here yet', async () => {
    const { world, room, mallory, isOpen } = await setupHostile()
    mallory.say({ kind: 'hello', protocol: 2, oldest: 1 })
    for (let count = 0; count < 20; count++) mallory.send(encodeCbor([17, 'something later']))
    mallory.say(toldAll)
    await room.clock.pass(quietMs)
    expect(isOpen()).toBe(true)
    expect(mallory.heard().some((message) => message?.kind === 'delivery')).toBe(true)
    world.close()
  })

  it('of this version may not', async () => {
    const { world, room, mallory, ended } = await setupHostile()
    mallory.say(hello)
    for (let count = 0; count < 20; count++) mallory.send(encodeCbor([17, 'something later']))
    await room.clock.pass(1_000)
    ended('malformed')
    world.close()
  })
})

describe('a hostile peer', () => {
  it('hears nothing but hello before it says hello', async () => {
    const { world, room, mallory } = await setupHostile()
    await room.clock.pass(quietMs)
    expect(mallory.heard()).toEqual([hello])
    world.close()
  })

  it('that begins with something else is hung up on', async () => {
    const { world, room, mallory, ended } = await setupHostile()
    mallory.say(toldAll)
    await room.clock.pass(100)
    ended('malformed')
    world.close()
  })

  it('that sends what is no message is hung up on and named, and what it sent sound before stays', async () => {
    const { world, room, mallory, ended, ada, ben, caseSpace } = await setupHostile()
    mallory.say(hello, toldAll)
    for (let count = 0; count < 4; count++) mallory.send(new Uint8Array(100).fill(count))
    await room.clock.pass(1_000)
    ended('malformed')
    await writeIn(room, ada, caseSpace)
    await room.clock.pass(10)
    expect(idsIn(ben, caseSpace)).toEqual(idsIn(ada, caseSpace))
    world.close()
  })

  it('that numbers its deliveries otherwise than one by one is hung up on', async () => {
    const { world, room, mallory, ended } = await setupHostile()
    mallory.say(hello, toldAll)
    for (const number of [5, 5, 0x7fff, 2])
      mallory.say({ kind: 'delivery', number, delivery: emptyDelivery })
    await room.clock.pass(1_000)
    ended('malformed')
    world.close()
  })

  it('that sends mostly junk is slowed down, then hung up on and named; the others feel nothing of it', async () => {
    const { world, room, mallory, ended, isOpen, ada, ben, caseSpace } = await setupHostile()
    const { space } = world.committee
    mallory.say(hello, toldAll)
    const startMs = room.clock.nowMs
    let number = 0
    while (isOpen() && number < 1_000) {
      number += 1
      mallory.say({ kind: 'delivery', number, delivery: junk(space, 20, 3_000) })
      await writeIn(room, ben, caseSpace)
      await room.clock.pass(10)
      expect(idsIn(ada, caseSpace)).toEqual(idsIn(ben, caseSpace))
      await room.clock.pass(1_000)
    }
    ended('refused')
    // A megabyte is looked at at once, the next three at the pace of a slow line.
    expect(room.clock.nowMs - startMs).toBeGreaterThan(60_000)
    expect(
      ada
        .ledger()
        .refused()
        .every(({ fromDevice }) => fromDevice === world.vaults[3]?.deviceId),
    ).toBe(true)
    world.close()
  })

  it('that sends entries of a space that its member may not read changes nothing there', async () => {
    const { world, room, mallory, ada, ben, caseSpace } = await setupHostile()
    const { spaces } = ben.collect(ada.memberId, new Map())
    const ofCase = spaces.filter(({ space }) => space === caseSpace)
    const damaged = ofCase.map((one) => ({
      ...one,
      entries: one.entries.map((bytes) => bytes.map((byte, at) => (at === 200 ? byte ^ 1 : byte))),
    }))
    const before = idsIn(ada, caseSpace)
    mallory.say(hello, toldAll, {
      kind: 'delivery',
      number: 1,
      delivery: { ...emptyDelivery, spaces: damaged },
    })
    await room.clock.pass(1_000)
    expect(idsIn(ada, caseSpace)).toEqual(before)
    // What it is told in answer is what it would be told of a space that nobody ever heard of.
    const answers = mallory.heard().filter((message) => message?.kind === 'reached')
    expect(answers.at(-1)).toEqual({
      kind: 'reached',
      upTo: 1,
      more: false,
      haves: [{ space: caseSpace, logs: [] }],
    })
    world.close()
  })

  it('that tells of more than there can be is hung up on', async () => {
    const { world, room, mallory, ended, ada } = await setupHostile()
    mallory.say(hello)
    const [device = ''] = ada
      .ledger()
      .committee()
      .devices.map(({ deviceId }) => deviceId)
    let told = 0
    while (told <= exchangeLimits.logsTold) {
      const haves = Array.from({ length: 4_000 }, () => ({
        space: (told++).toString(16).padStart(32, '0'),
        logs: [{ device, count: 1, last: '00'.repeat(32) }],
      }))
      mallory.say({ kind: 'reached', upTo: 0, more: true, haves })
      await room.clock.pass(10)
    }
    await room.clock.pass(1_000)
    ended('flooded')
    world.close()
  })

  it('that tells of spaces without end, and of no log in them, is hung up on', async () => {
    const { world, room, mallory, ended } = await setupHostile()
    mallory.say(hello)
    for (let told = 0; told <= exchangeLimits.spacesTold; ) {
      const haves = Array.from({ length: 20_000 }, () => ({ space: spaceNumber(told++), logs: [] }))
      mallory.say({ kind: 'reached', upTo: 0, more: true, haves })
      await room.clock.pass(10)
    }
    await room.clock.pass(1_000)
    ended('flooded')
    world.close()
  })

  it('that names spaces without end and reads no answer is hung up on', async () => {
    const { world, room, mallory, dana, ended } = await setupHostile()
    mallory.say(hello, toldAll)
    mallory.pair.stopReading(dana.deviceId)
    let named = 0
    for (let number = 1; named <= exchangeLimits.spacesTold; number++) {
      const spaces = Array.from({ length: 20_000 }, () => ({
        space: spaceNumber(named++),
        entries: [],
        parts: [],
      }))
      mallory.say({ kind: 'delivery', number, delivery: { ...emptyDelivery, spaces } })
      await room.clock.pass(10)
    }
    await room.clock.pass(1_000)
    ended('flooded')
    world.close()
  })

  it('that says much to no end is slowed down, and nobody else is', async () => {
    const { world, room, mallory, isOpen, ada, ben, caseSpace } = await setupHostile()
    mallory.say(hello, toldAll)
    const file = new Uint8Array(maxRequestBytes)
    // Of who is a member no request is looked at: 36 MiB of them, of which 32 are read at once.
    for (let count = 0; count < 1_150; count++) mallory.say({ kind: 'request', file })
    mallory.say({ kind: 'bye', reason: 'leaving' })
    await room.clock.pass(1_000)
    await writeIn(room, ben, caseSpace)
    await room.clock.pass(10)
    expect(idsIn(ada, caseSpace)).toEqual(idsIn(ben, caseSpace))
    expect(isOpen()).toBe(true)
    await room.clock.pass(60_000)
    expect(isOpen()).toBe(false)
    world.close()
  })

  it('that comes again after it was hung up on has not been forgotten', async () => {
    const { world, room, ada, dana, mallory, ended, isOpen } = await setupHostile()
    mallory.say(hello, toldAll)
    for (let count = 0; count < 4; count++) mallory.send(new Uint8Array(100).fill(count))
    await room.clock.pass(1_000)
    ended('malformed')
    const [atAda, , , atDana] = [ada, null, null, dana].map((one) => one && partyOf(world, one))
    const again = connect(room, atAda as Participant, atDana as Participant)
    again.say(hello, toldAll)
    await room.clock.pass(1_000)
    expect(isOpen()).toBe(true)
    again.send(new Uint8Array(100))
    await room.clock.pass(1_000)
    expect(isOpen()).toBe(false)
    world.close()
  })

  it('that claims to have more than there can be spoils no sum', async () => {
    const { world, room, mallory, ada } = await setupHostile()
    const last = '00'.repeat(32)
    const devices = ada.ledger().committee().devices
    const logs = devices.map(({ deviceId }) => ({
      device: deviceId,
      count: Number.MAX_SAFE_INTEGER,
      last,
    }))
    const haves = Array.from({ length: 1_000 }, (_, at) => ({ space: spaceNumber(at), logs }))
    mallory.say(hello, { kind: 'reached', upTo: 0, more: false, haves })
    await room.clock.pass(quietMs)
    const all = room.seat(ada).exchange.progress()
    for (const counted of ['entriesToReceive', 'bytesToReceive'] as const) {
      const sum = all.reduce((total, peer) => total + peer[counted], 0)
      expect(Number.isSafeInteger(sum)).toBe(true)
      expect(sum).toBeGreaterThan(1_000_000)
    }
    world.close()
  })

  it('that never answers or stops reading makes nobody wait, and is sent no more than the window', async () => {
    const { world, room, ada, ben, mallory, caseSpace } = await setupHostile()
    mallory.say(hello, toldAll)
    mallory.pair.stopReading(world.vaults[3]?.deviceId as string)
    for (let edit = 0; edit < 30; edit++) {
      await writeIn(room, ada, caseSpace)
      await room.clock.pass(100)
      expect(idsIn(ben, caseSpace)).toEqual(idsIn(ada, caseSpace))
    }
    expect(mallory.pair.waitingBytes(world.vaults[3]?.deviceId as string)).toBeLessThan(
      exchangeLimits.windowBytes + exchangeLimits.pieceBytes,
    )
    world.close()
  })
})

describe('the end of a meeting', () => {
  it('comes at once with a lock: nothing is sent after it, and what had arrived is settled', async () => {
    const { world, room, ada, ben, caseSpace } = await setupHostile()
    await writeIn(room, ben, caseSpace)
    await room.clock.pass(2)
    const before = room.seat(ada).settled.reports
    const stopped = room.seat(ada).exchange.stop()
    const sent = room.sent().length
    await stopped
    expect(room.seat(ada).settled.reports).toBe(before + 1)
    await writeIn(room, ada, caseSpace)
    await writeIn(room, ben, caseSpace)
    await room.clock.pass(quietMs)
    const after = room.sent().slice(sent)
    expect(after.filter(({ from }) => from === ada.deviceId)).toEqual([])
    expect(room.seat(ada).exchange.progress()).toEqual([])
    expect(room.seat(ben).events).toContainEqual(
      expect.objectContaining({ kind: 'ended', by: 'peer', reason: 'leaving' }),
    )
    world.close()
  })

  it('loses nothing when a link breaks in the middle: the next one goes on from what arrived', async () => {
    const { world, ada, ben } = await setupStage(2)
    const { caseSpace } = await openCaseFor(world, ada, [ben])
    const { room, parties } = sitDown(world)
    const [atAda, atBen] = parties as [Participant, Participant]
    for (let edit = 0; edit < 400; edit++) await writeIn(room, ada, caseSpace)
    const link = room.link(atAda, atBen, { roomBytes: 1, delayMs: 20 })
    let arrived = 0
    for (let tick = 0; tick < 100 && arrived < 50; tick++) {
      await room.clock.pass(10)
      arrived = idsIn(ben, caseSpace).length
    }
    link.cut()
    await room.clock.pass(quietMs)
    const missing = idsIn(ada, caseSpace).length - idsIn(ben, caseSpace).length
    const before = room.deliveries().length
    room.link(atAda, atBen)
    await room.clock.pass(quietMs)
    expect(idsIn(ben, caseSpace)).toEqual(idsIn(ada, caseSpace))
    const again = room
      .deliveries()
      .slice(before)
      .flatMap(({ delivery }) => delivery.spaces.flatMap(({ entries }) => entries))
    expect(again.length).toBe(missing)
    world.close()
  })
})
