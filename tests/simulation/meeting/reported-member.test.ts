import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import type { MeetingRoom } from '../../support/meeting/meeting-room'
import { seedRandomness } from '../crypto/randomness'
import { commandCase, openCaseBy } from '../world/actions-case'
import { commandNotice } from '../world/actions-notice'
import { createChance } from '../world/chance'
import { command, newId, setupCommittee } from '../world/committee'
import type { SimVault } from '../world/sim-vault'
import { noticeIn } from '../world/standings'
import { sitDown } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

interface Life {
  readonly seed: number
  readonly room: MeetingRoom
  readonly vaults: readonly SimVault[]
  readonly shared: { notice: string; caseSpace: string }[]
}

/** What is done either way, by anyone, the reported member too: with the committee and with a case for all. */
const liveOn = async ({ seed, room, vaults, shared }: Life, step: number): Promise<void> => {
  const chance = createChance('everyday', seed, step)
  const vault = chance.pick(vaults)
  await room.seat(vault).inTurn(async () => {
    seedRandomness('everyday', seed, step)
    const known = shared.find(({ caseSpace }) => vault.ledger().spaceOf(caseSpace))
    if (shared.length < 2) {
      const audience = vaults.map(({ memberId }) => memberId)
      shared.push(await openCaseBy(vault, audience, []))
    } else if (known && chance.happens(0.4)) {
      await commandCase(vault, known.caseSpace, {
        do: 'add-task',
        taskId: newId(),
        title: 'Call back',
        detail: '',
      })
    } else if (chance.happens(0.5)) {
      const { notice } = chance.pick(shared)
      if (vault.ledger().spaceOf(notice))
        await commandNotice(vault, notice, { do: 'declare', version: 1, answer: 'no-conflict' })
    } else await command(vault, { do: 'check-in', stay: true })
  })
  for (const { caseSpace } of shared)
    for (const reader of vaults)
      await room.seat(reader).inTurn(async () => {
        for (const memberId of reader.ledger().access(caseSpace)?.grantable ?? [])
          await reader.grant(caseSpace, memberId)
      })
}

/** What goes on besides among the others, where there is a case about the reported member. */
const handleCase = async (
  { seed, room, vaults }: Life,
  step: number,
  secret: { notice: string; caseSpace: string } | null,
) => {
  const chance = createChance('secret', seed, step)
  const others = vaults.slice(0, 3)
  const reported = vaults[3] as SimVault
  const vault = chance.pick(others)
  return room.seat(vault).inTurn(async () => {
    seedRandomness('secret', seed, step)
    const audience = others.map(({ memberId }) => memberId)
    if (!secret) return openCaseBy(vault, audience, [reported.memberId])
    const { notice, caseSpace } = secret
    if (noticeIn(vault, notice) && vault.ledger().spaceOf(notice))
      await commandNotice(vault, notice, { do: 'declare', version: 1, answer: 'no-conflict' })
    for (const memberId of vault.ledger().access(caseSpace)?.grantable ?? [])
      await vault.grant(caseSpace, memberId)
    if (vault.ledger().spaceOf(caseSpace))
      await commandCase(vault, caseSpace, { do: 'set-overview', occurred: `step ${step}` })
    return secret
  })
}

/** Everything on the channels of the reported member: when, from whom, to whom, what kind, how long. */
const transcriptOf = async (seed: number, hasCase: boolean, isSealed = false) => {
  seedRandomness('reported', seed)
  const world = await setupCommittee(4)
  const { room, parties } = sitDown(world)
  const reported = world.vaults[3] as SimVault
  const life = { seed, room, vaults: world.vaults, shared: [] }
  const startMs = room.clock.nowMs
  const log: unknown[] = []
  let logged = 0
  room.linkAll(parties, { delayMs: 7, isSealed })
  const mine = () =>
    room.sent().filter(({ from, to }) => from === reported.deviceId || to === reported.deviceId)
  let secret: Awaited<ReturnType<typeof handleCase>> | null = null
  for (let step = 0; step < 14; step++) {
    world.clock.nowMs += 60_000
    await liveOn(life, step)
    if (hasCase) secret = await handleCase(life, step, secret)
    // In slices, so that the transcript says when.
    const passMs = [30, 300, 2_500, 20_000][step % 4] as number
    for (let slice = 0; slice < 20; slice++) {
      await room.clock.pass(passMs / 20)
      const all = mine()
      log.push([
        Math.round(room.clock.nowMs - startMs),
        ...all
          .slice(logged)
          .map(({ from, to, bytes, message }) => [from, to, message?.kind, bytes.length].join(' '))
          .sort(),
      ])
      logged = all.length
    }
  }
  await room.clock.pass(60_000)
  const others = world.vaults.slice(0, 3)
  const readers = others.filter((one) => one.ledger().spaceOf(secret?.caseSpace ?? ''))
  const names = mine().filter(({ bytes }) =>
    [secret?.notice, secret?.caseSpace].some(
      (id) => id !== undefined && Buffer.from(bytes).includes(Buffer.from(id, 'hex')),
    ),
  )
  world.close()
  return { log, count: logged, readers: readers.length, names: names.length }
}

describe('a reported member in a meeting', () => {
  it.each([1, 2, 3])(
    'sees the same messages at the same times with and without the case (promise 3), seed %i',
    async (seed) => {
      const without = await transcriptOf(seed, false)
      const withCase = await transcriptOf(seed, true)
      expect(without.count).toBeGreaterThan(50)
      expect(withCase.readers).toBeGreaterThan(1)
      expect(withCase.names).toBe(0)
      expect(withCase.log).toEqual(without.log)
    },
  )

  it('sees as many bytes at the same times over sealed channels too (promise 3)', async () => {
    const without = await transcriptOf(4, false, true)
    const withCase = await transcriptOf(4, true, true)
    expect(without.count).toBeGreaterThan(50)
    expect(withCase.readers).toBeGreaterThan(1)
    expect(withCase.log).toEqual(without.log)
  })
})
