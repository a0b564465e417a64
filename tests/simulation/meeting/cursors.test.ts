import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { cursorPace } from '../../../electron/vault/meeting/peer-cursors'
import { encodePeerMessage, type TextCursor } from '../../../shared/formats/meeting-message'
import { createChannelPair } from '../../support/meeting/channel-pair'
import type { MeetingRoom } from '../../support/meeting/meeting-room'
import type { SimVault } from '../world/sim-vault'
import { openCaseFor, setupStage } from '../world/stage'
import { sitDown } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

const quietMs = 120_000
const at = (value: number) => new Uint8Array([value])

const cursorsAt = (room: MeetingRoom, vault: SimVault) =>
  room.seat(vault).events.flatMap((event) => (event.kind === 'cursor' ? [event] : []))

const cursorsSent = (room: MeetingRoom, from: SimVault) =>
  room.sent().filter((one) => one.from === from.deviceId && one.message?.kind === 'cursor')

/** Ada and Ben know a case, Cleo does not. */
const setupCursors = async () => {
  const { world, ada, ben, cleo } = await setupStage(3)
  const { caseSpace } = await openCaseFor(world, ada, [ben])
  const { room, parties } = sitDown(world)
  room.linkAll(parties)
  await room.clock.pass(quietMs)
  const cursor = (value: number | null): TextCursor => ({
    space: caseSpace,
    name: 'notes',
    at: value === null ? null : at(value),
  })
  return { world, room, parties, ada, ben, cleo, caseSpace, cursor }
}

describe('cursors on a channel (promise 3)', () => {
  it('go to those who read the text, ten times a second, the newest', async () => {
    const { world, room, ada, ben, cleo, cursor } = await setupCursors()
    for (let value = 0; value < 100; value++) {
      room.seat(ada).exchange.showCursor(cursor(value))
      await room.clock.pass(10)
    }
    await room.clock.pass(200)
    const heard = cursorsAt(room, ben)
    expect(heard.length).toBeGreaterThanOrEqual(9)
    expect(heard.length).toBeLessThanOrEqual(12)
    expect(heard.at(-1)).toMatchObject({ deviceId: ada.deviceId, at: at(99) })
    expect(cursorsAt(room, cleo)).toEqual([])
    expect(cursorsSent(room, ada).map(({ to }) => to)).not.toContain(cleo.deviceId)
    room.seat(ada).exchange.showCursor(cursor(null))
    await room.clock.pass(200)
    expect(cursorsAt(room, ben).at(-1)).toMatchObject({ at: null })
    world.close()
  })

  it('are dropped where the space is none of theirs, or none of ours', async () => {
    const { world, room, parties, ada, ben, cleo, caseSpace, cursor } = await setupCursors()
    const [atAda] = parties as [(typeof parties)[number]]
    const pair = createChannelPair(room.clock, atAda, {
      deviceId: cleo.deviceId,
      memberId: cleo.memberId,
    })
    pair.b.onFrame(() => undefined)
    room.seat(ada).exchange.open(pair.a)
    const say = (message: Parameters<typeof encodePeerMessage>[0]) =>
      void pair.b.send(encodePeerMessage(message))
    // Before a hello nothing counts but junk.
    say({ kind: 'hello', protocol: 1, oldest: 1 })
    say({ kind: 'cursor', ...cursor(1) })
    say({ kind: 'cursor', space: 'ee'.repeat(16), name: 'notes', at: at(1) })
    await room.clock.pass(1_000)
    expect(cursorsAt(room, ada)).toEqual([])
    room.seat(cleo).exchange.showCursor({ space: caseSpace, name: 'notes', at: at(1) })
    room.seat(ben).exchange.showCursor({ space: 'ee'.repeat(16), name: 'notes', at: at(1) })
    await room.clock.pass(1_000)
    expect([...cursorsSent(room, cleo), ...cursorsSent(room, ben)]).toEqual([])
    world.close()
  })

  it('of a flood are dropped, and cost the channel nothing', async () => {
    const { world, room, parties, ada, ben, cursor } = await setupCursors()
    const [atAda] = parties as [(typeof parties)[number]]
    const pair = createChannelPair(room.clock, atAda, {
      deviceId: ben.deviceId,
      memberId: ben.memberId,
    })
    pair.b.onFrame(() => undefined)
    room.seat(ada).exchange.open(pair.a)
    await room.clock.pass(10)
    void pair.b.send(encodePeerMessage({ kind: 'hello', protocol: 1, oldest: 1 }))
    for (let value = 0; value < 1_000; value++)
      void pair.b.send(encodePeerMessage({ kind: 'cursor', ...cursor(value % 256) }))
    await room.clock.pass(500)
    expect(cursorsAt(room, ada).length).toBeGreaterThan(0)
    expect(cursorsAt(room, ada).length).toBeLessThanOrEqual(cursorPace.burst + 15)
    const { exchange } = room.seat(ada)
    expect(exchange.progress().map(({ deviceId }) => deviceId)).toContain(ben.deviceId)
    world.close()
  })
})
