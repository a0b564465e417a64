import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import { isRevokedAlone } from '../../../electron/vault/meeting/peer-standing'
import { draft } from '../../../shared/domain/ledger/fact'
import type { Delivery } from '../../../shared/formats/delivery'
import type { MeetingRoom, Participant } from '../../support/meeting/meeting-room'
import { sentTo } from '../../support/meeting/meeting-room'
import { removeBy } from '../world/actions-committee'
import { commandNotice } from '../world/actions-notice'
import { command } from '../world/committee'
import type { SimVault } from '../world/sim-vault'
import { openCaseFor, setupStage } from '../world/stage'
import { idsIn, sitDown, writeIn } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

const bigText = () =>
  draft('text.updated', { name: 'notes' }, [{ kind: 'text', value: 'x'.repeat(200_000) }])

const quietMs = 120_000

const declare = (
  room: MeetingRoom,
  vault: SimVault,
  notice: string,
  answer: 'conflict' | 'no-conflict',
) =>
  room.seat(vault).inTurn(() => commandNotice(vault, notice, { do: 'declare', version: 1, answer }))

/** Whether the id of a space stands in anything that one laptop was sent. */
const isNamedTo = (room: MeetingRoom, { deviceId }: SimVault, space: string): boolean =>
  room
    .sent()
    .filter(({ to }) => to === deviceId)
    .some(({ bytes }) => Buffer.from(bytes).includes(Buffer.from(space, 'hex')))

const namesSpace = ({ spaces }: Delivery, id: string): boolean =>
  spaces.some(({ space }) => space === id)

describe('the filter on a channel (promise 3)', () => {
  it('keeps every byte of a case from a member who declares a conflict', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben])
    const { room, parties } = sitDown(world)
    room.linkAll(parties)
    await room.clock.pass(quietMs)
    await declare(room, cleo, notice, 'conflict')
    for (let edit = 0; edit < 5; edit++) {
      await writeIn(room, edit % 2 ? ada : ben, caseSpace)
      await room.clock.pass(3_000)
    }
    await room.clock.pass(quietMs)
    expect(idsIn(cleo, notice)).toEqual(idsIn(ada, notice))
    expect(isNamedTo(room, cleo, caseSpace)).toBe(false)
    expect(isNamedTo(room, ben, caseSpace)).toBe(true)
    world.close()
  })

  it('ends with the access: the same channel brings nothing more of the case', async () => {
    const { world, ada, ben, cleo, dana } = await setupStage(4)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const { room, parties } = sitDown(world)
    room.linkAll(parties)
    await room.clock.pass(quietMs)
    await writeIn(room, ada, caseSpace)
    await room.clock.pass(quietMs)
    const before = sentTo(room, cleo, caseSpace)
    expect(before).toBeGreaterThan(0)
    const excluded = await room
      .seat(ben)
      .inTurn(() => commandNotice(ben, notice, { do: 'exclude', memberId: cleo.memberId }))
    expect(excluded).toBe('done')
    for (let edit = 0; edit < 5; edit++) {
      await writeIn(room, ben, caseSpace)
      await room.clock.pass(3_000)
      await writeIn(room, ada, caseSpace)
    }
    await room.clock.pass(quietMs)
    expect(sentTo(room, cleo, caseSpace)).toBe(before)
    expect(cleo.ledger().spaceOf(caseSpace)).toBeNull()
    expect(idsIn(ada, caseSpace)).toEqual(idsIn(ben, caseSpace))
    expect(dana.ledger().spaceOf(caseSpace)).toBeNull()
    world.close()
  })

  it('lets go of pieces that wait for room when access ends meanwhile', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { notice, caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    for (let edit = 0; edit < 30; edit++) {
      await ada.append([{ space: caseSpace, facts: [bigText()] }])
    }
    const { room, parties } = sitDown(world)
    const [atAda, , atCleo] = parties as [never, never, never]
    const link = room.link(atAda, atCleo, { roomBytes: 1 })
    await room.clock.pass(3)
    // Cleo's laptop hangs: the first piece is on its way, the others wait for room.
    link.stopReading(cleo.deviceId)
    await room.clock.pass(quietMs)
    const excluded = await room
      .seat(ada)
      .inTurn(() => commandNotice(ada, notice, { do: 'exclude', memberId: cleo.memberId }))
    expect(excluded).toBe('done')
    const pieces = () =>
      room
        .deliveries()
        .filter(({ to, delivery }) => to === cleo.deviceId && namesSpace(delivery, caseSpace))
        .length
    const underWay = pieces()
    expect(underWay).toBeGreaterThan(0)
    // Six million bytes are more than twenty pieces.
    expect(underWay).toBeLessThan(3)
    link.readAgain(cleo.deviceId)
    await room.clock.pass(quietMs)
    expect(idsIn(cleo, notice)).toEqual(idsIn(ada, notice))
    expect(cleo.ledger().spaceOf(caseSpace)).toBeNull()
    expect(pieces()).toBe(underWay)
    world.close()
  })

  it('tells a removed member so, and hangs up', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    const { room, parties } = sitDown(world)
    room.linkAll(parties)
    await room.clock.pass(quietMs)
    expect(await room.seat(ada).inTurn(() => removeBy(ada, cleo.memberId, [ada, ben]))).toBe('done')
    await room.clock.pass(quietMs)
    await writeIn(room, ben, caseSpace)
    await command(ben, { do: 'check-in', stay: true })
    await room.clock.pass(quietMs)
    for (const vault of [ada, ben])
      expect(room.seat(vault).events).toContainEqual({
        kind: 'ended',
        deviceId: cleo.deviceId,
        memberId: cleo.memberId,
        by: 'us',
        reason: 'gone',
      })
    expect(room.seat(cleo).events).toContainEqual(
      expect.objectContaining({ kind: 'ended', by: 'peer', reason: 'gone' }),
    )
    expect(cleo.ledger().spacesOf('case')).toEqual([])
    expect(cleo.ledger().committee().leavings.length).toBe(1)
    expect(idsIn(cleo, world.committee.space).length).toBeLessThan(
      idsIn(ben, world.committee.space).length,
    )
    world.close()
  })

  it('tells a member who was removed while away nothing but that, when they come', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const { caseSpace } = await openCaseFor(world, ada, [ben, cleo])
    expect(await removeBy(ada, cleo.memberId, [ada, ben])).toBe('done')
    const { room, parties } = sitDown(world)
    const link = room.link(parties[0] as never, parties[2] as never)
    await room.clock.pass(quietMs)
    expect(cleo.ledger().spaceOf(caseSpace)).toBeNull()
    const spaces = room
      .deliveries()
      .filter(({ to }) => to === cleo.deviceId)
      .flatMap(({ delivery }) => delivery.spaces.map(({ space }) => space))
    expect(new Set(spaces)).toEqual(new Set([world.committee.space]))
    const told = link.sent.filter(
      ({ to, message }) => to === cleo.deviceId && message?.kind === 'reached',
    )
    expect(told).toEqual([])
    world.close()
  })

  it('tells a device that was revoked nothing, not even that its member was removed later', async () => {
    const { world, ada, ben, cleo } = await setupStage(3)
    const deviceId = cleo.deviceId as never
    expect((await command(cleo, { do: 'revoke-device', deviceId, reason: 'lost' })).ok).toBe(true)
    const { room, parties } = sitDown(world)
    const [atAda, atBen, atCleo] = parties as [Participant, Participant, Participant]
    room.link(atAda, atCleo)
    await room.clock.pass(quietMs)
    room.cut(atAda, atCleo)
    room.link(atAda, atBen)
    await room.clock.pass(quietMs)
    expect(await room.seat(ada).inTurn(() => removeBy(ada, cleo.memberId, [ada, ben]))).toBe('done')
    await room.clock.pass(quietMs)
    const before = room.sent().length
    room.link(atAda, atCleo)
    await room.clock.pass(quietMs)
    const told = room
      .sent()
      .slice(before)
      .filter(({ to }) => to === cleo.deviceId)
      .map(({ message }) => message?.kind)
    expect(told).toEqual(['hello', 'bye'])
    expect(isRevokedAlone(ada.ledger().committee(), cleo.deviceId)).toBe(true)
    world.close()
  })

  it('tells a revoked device nothing more, and hangs up', async () => {
    const { world, ada, ben } = await setupStage(3)
    const { room, parties } = sitDown(world)
    room.linkAll(parties)
    await room.clock.pass(quietMs)
    const revoke = (vault: SimVault) =>
      room.seat(vault).inTurn(() =>
        command(vault, {
          do: 'revoke-device',
          deviceId: ben.deviceId as never,
          reason: 'lost',
        }),
      )
    const revoked = await revoke(ben)
    expect(revoked.ok).toBe(true)
    await room.clock.pass(quietMs)
    expect(room.seat(ada).events).toContainEqual(
      expect.objectContaining({ kind: 'ended', deviceId: ben.deviceId, reason: 'gone' }),
    )
    const before = room.deliveries().filter(({ to }) => to === ben.deviceId).length
    await room.seat(ada).inTurn(() => command(ada, { do: 'check-in', stay: true }))
    await room.clock.pass(quietMs)
    expect(room.deliveries().filter(({ to }) => to === ben.deviceId).length).toBe(before)
    world.close()
  })
})
