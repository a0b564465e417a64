import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { exchangeTimes } from '../../../electron/vault/meeting/exchange-ports'
import { sentTo } from '../../support/meeting/meeting-room'
import { openCaseBy } from '../world/actions-case'
import { commandNotice } from '../world/actions-notice'
import { command } from '../world/committee'
import { openCaseFor, setupStage } from '../world/stage'
import { holdings, idsIn, sitDown, writeIn } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

const quietMs = 120_000

/** A case that everyone reads, everyone at the table and linked, and nothing left to say. */
const setupTable = async (size: number) => {
  const { world, vaults, ...cast } = await setupStage(size)
  const { caseSpace, notice } = await openCaseFor(world, cast.ada, vaults.slice(1))
  const { room, parties } = sitDown(world)
  room.linkAll(parties)
  await room.clock.pass(quietMs)
  return { world, vaults, room, parties, caseSpace, notice, ...cast }
}

describe('news among laptops in one meeting', () => {
  it.each([2, 3, 5, 8])(
    'takes one delivery to each other: N-1 for an edit, with N = %i',
    async (size) => {
      const { world, vaults, room, ada, caseSpace } = await setupTable(size)
      const before = room.deliveries().length
      expect(await writeIn(room, ada, caseSpace)).toBe('done')
      await room.clock.pass(5)
      for (const vault of vaults) expect(idsIn(vault, caseSpace)).toEqual(idsIn(ada, caseSpace))
      await room.clock.pass(quietMs)
      expect(room.deliveries().length - before).toBe(size - 1)
      world.close()
    },
  )

  it('is told of in batches: at most one telling to each other in two seconds, however much is typed', async () => {
    const { world, room, ada, ben, caseSpace } = await setupTable(4)
    const before = room.sent().length
    for (let edit = 0; edit < 40; edit++) {
      await writeIn(room, edit % 2 ? ada : ben, caseSpace)
      await room.clock.pass(50)
    }
    await room.clock.pass(quietMs)
    const sent = room.sent().slice(before)
    const tellings = sent.filter(({ message }) => message?.kind === 'reached')
    expect(sent.length - tellings.length).toBe(40 * 3)
    // Two authors are answered every 200 ms by three; twelve ordered pairs tell each other every 2 s.
    const inTwoSeconds = 10 * (3 + 3) + 12
    expect(tellings.length).toBeLessThan(inTwoSeconds + 2 * 12)
    world.close()
  })

  it('reaches who has no link to its author from anyone else, once', async () => {
    const { world, room, parties, ada, ben, cleo, dana, caseSpace } = await setupTable(4)
    const [atAda, , atCleo] = parties as [never, never, never]
    room.cut(atAda, atCleo)
    await room.clock.pass(quietMs)
    const before = sentTo(room, cleo, caseSpace)
    await writeIn(room, ada, caseSpace)
    await room.clock.pass(exchangeTimes.graceMs - 1)
    expect(idsIn(cleo, caseSpace).length).toBe(idsIn(ada, caseSpace).length - 1)
    await room.clock.pass(quietMs)
    for (const vault of [ben, cleo, dana])
      expect(idsIn(vault, caseSpace)).toEqual(idsIn(ada, caseSpace))
    expect(sentTo(room, cleo, caseSpace) - before).toBe(1)
    world.close()
  })

  it('is the own alone: what another just entered is on its way already', async () => {
    const { world, room, parties, ada, ben, cleo, caseSpace } = await setupTable(3)
    const [atAda, , atCleo] = parties as [never, never, never]
    room.cut(atAda, atCleo)
    room.link(atAda, atCleo, { delayMs: 1_500 })
    await room.clock.pass(quietMs)
    const before = sentTo(room, cleo, caseSpace)
    await writeIn(room, ada, caseSpace)
    await room.clock.pass(10)
    await writeIn(room, ben, caseSpace)
    await room.clock.pass(quietMs)
    expect(idsIn(cleo, caseSpace)).toEqual(idsIn(ada, caseSpace))
    expect(sentTo(room, cleo, caseSpace) - before).toBe(2)
    world.close()
  })

  it('goes to who is let into a case, all of it, as soon as a key is made', async () => {
    const { world, room, ada, ben, caseSpace, notice, cleo } = await (async () => {
      const stage = await setupStage(3)
      const { caseSpace, notice } = await openCaseFor(stage.world, stage.ada, [stage.ben])
      const seated = sitDown(stage.world)
      seated.room.linkAll(seated.parties)
      await seated.room.clock.pass(quietMs)
      return { ...stage, ...seated, caseSpace, notice }
    })()
    expect(cleo.ledger().spaceOf(caseSpace)).toBeNull()
    const asked = { do: 'declare', version: 1, answer: 'no-conflict' } as const
    await room.seat(cleo).inTurn(() => commandNotice(cleo, notice, asked))
    await room.clock.pass(50)
    await room.seat(ben).inTurn(() => ben.grant(caseSpace, cleo.memberId))
    await room.clock.pass(50)
    expect(idsIn(cleo, caseSpace)).toEqual(idsIn(ada, caseSpace))
    world.close()
  })

  it('brings a new case to all who are told of it', async () => {
    const { world, vaults, room, ada } = await setupTable(4)
    const audience = vaults.map(({ memberId }) => memberId)
    const opened = await room.seat(ada).inTurn(() => openCaseBy(ada, audience, []))
    await room.clock.pass(50)
    for (const vault of vaults)
      expect(idsIn(vault, opened.notice).length).toBe(idsIn(ada, opened.notice).length)
    world.close()
  })
})

describe('the first sync of a meeting', () => {
  it('brings a laptop that was away everything once, from several of those who have it', async () => {
    const { world, vaults, ada, ben, cleo, dana } = await setupStage(4)
    const { room, parties } = sitDown(world)
    room.linkAll(parties.slice(0, 3))
    const audience = vaults.map(({ memberId }) => memberId)
    for (let count = 0; count < 12; count++)
      await room.seat(ada).inTurn(() => openCaseBy(ada, audience, []))
    await room.clock.pass(quietMs)
    expect(ben.ledger().spacesOf('notice').length).toBe(12)
    for (const party of parties.slice(0, 3)) room.link(party, parties[3] as never)
    await room.clock.pass(1_000)
    for (const notice of ada.ledger().spacesOf('notice'))
      expect(idsIn(dana, notice)).toEqual(idsIn(ada, notice))
    await room.clock.pass(quietMs)
    const toDana = room.deliveries().filter(({ to }) => to === dana.deviceId)
    const entries = toDana.flatMap(({ delivery }) => delivery.spaces.flatMap((one) => one.entries))
    const ids = entries.map((bytes) => Buffer.from(bytes).toString('base64'))
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(toDana.map(({ from }) => from)).size).toBeGreaterThan(1)
    expect(idsIn(cleo, world.committee.space)).toEqual(idsIn(dana, world.committee.space))
    world.close()
  })

  it('settles what arrived together, not entry by entry', async () => {
    const { world, vaults, ada, ben } = await setupStage(2)
    const audience = vaults.map(({ memberId }) => memberId)
    for (let count = 0; count < 60; count++) await openCaseBy(ada, audience, [])
    const { room, parties } = sitDown(world)
    room.linkAll(parties)
    await room.clock.pass(quietMs)
    expect(holdings(ben).size).toBeGreaterThan(60)
    expect(room.seat(ben).settled.calls).toBeLessThan(10)
    world.close()
  })

  it('tells how much is left, at most four times a second, until both are up to date', async () => {
    const { world, vaults, ada, ben } = await setupStage(2)
    const audience = vaults.map(({ memberId }) => memberId)
    for (let count = 0; count < 30; count++) await openCaseBy(ada, audience, [])
    await command(ben, { do: 'check-in', stay: true })
    const { room, parties } = sitDown(world)
    room.link(parties[0] as never, parties[1] as never, { delayMs: 300 })
    const seen: { atMs: number; toSend: number; toReceive: number }[] = []
    const startMs = room.clock.nowMs
    for (let tick = 0; tick < 200; tick++) {
      await room.clock.pass(20)
      const [one] = room.seat(ada).exchange.progress()
      if (one)
        seen.push({
          atMs: room.clock.nowMs,
          toSend: one.entriesToSend,
          toReceive: one.entriesToReceive,
        })
    }
    expect(Math.max(...seen.map(({ toSend }) => toSend))).toBeGreaterThan(60)
    expect(Math.max(...seen.map(({ toReceive }) => toReceive))).toBe(1)
    const events = room.seat(ada).events.filter(({ kind }) => kind === 'progress')
    expect(events.length).toBeGreaterThan(2)
    expect(events.length).toBeLessThanOrEqual(1 + (room.clock.nowMs - startMs) / 250)
    expect(room.seat(ada).exchange.progress()).toMatchObject([
      { memberId: ben.memberId, entriesToSend: 0, bytesToSend: 0, isUpToDate: true },
    ])
    expect(room.seat(ada).exchange.unsynced()).toEqual(new Map())
    world.close()
  })

  it('names what is not synced yet, and with whom', async () => {
    const { world, room, parties, ada, ben, cleo, caseSpace } = await setupTable(3)
    const [atAda, atBen] = parties as [never, never]
    room.cut(atAda, atBen)
    room.link(atAda, atBen).stopReading(ben.deviceId)
    await writeIn(room, ada, caseSpace)
    await room.clock.pass(1_000)
    expect(idsIn(cleo, caseSpace)).toEqual(idsIn(ada, caseSpace))
    expect(room.seat(cleo).exchange.unsynced().get(caseSpace)).toEqual([ben.memberId])
    world.close()
  })
})
