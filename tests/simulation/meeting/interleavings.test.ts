import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { loadSodium } from '../../../electron/vault/crypto/sodium'
import type { MeetingRoom, Participant } from '../../support/meeting/meeting-room'
import { seedRandomness } from '../crypto/randomness'
import { commandCase, openCaseBy } from '../world/actions-case'
import { commandNotice } from '../world/actions-notice'
import { command, newId, setupCommittee } from '../world/committee'
import { nightly } from '../world/run-schedules'
import type { SimVault } from '../world/sim-vault'
import { exchangeAll, type World } from '../world/world'
import { holdings, sitDown } from './sim-room'

vi.mock('../../../electron/vault/crypto/keys', () => import('../crypto/fake-keys'))
vi.mock('../../../electron/vault/crypto/seal', () => import('../crypto/fake-seal'))
vi.mock('../../../electron/vault/crypto/hash', () => import('../crypto/fake-hash'))
await loadSodium()

type Step =
  | { readonly do: 'act'; readonly who: number; readonly what: number }
  | { readonly do: 'cut' | 'link'; readonly a: number; readonly b: number }
  | { readonly do: 'pass'; readonly ms: number }

const size = 4
const who = fc.nat({ max: size - 1 })
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('act' as const), who, what: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), a: who, b: who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), a: who, b: who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 2, 5, 199, 500, 2_001, 9_000),
    }),
  },
)

/** Whatever a member may do here, by its number. */
const act = async (world: World, vault: SimVault, what: number): Promise<unknown> => {
  const ledger = vault.ledger()
  const cases = ledger.spacesOf('case')
  const notices = ledger.spacesOf('notice')
  const caseSpace = cases[what % Math.max(1, cases.length)]
  const notice = notices[what % Math.max(1, notices.length)]
  const other = world.vaults[what % size] as SimVault
  if (what < 15 || !notice) {
    if (notices.length > 3) return null
    const leftOut = what % 3 === 0 && other !== vault ? [other.memberId] : []
    const all = world.vaults.map(({ memberId }) => memberId)
    return openCaseBy(
      vault,
      all.filter((memberId) => !leftOut.includes(memberId)),
      leftOut,
    )
  }
  if (what < 45) {
    const answer = what === 44 ? 'conflict' : 'no-conflict'
    return commandNotice(vault, notice, { do: 'declare', version: 1, answer })
  }
  if (what < 60) {
    for (const space of cases)
      for (const memberId of ledger.access(space)?.grantable ?? [])
        await vault.grant(space, memberId)
    return null
  }
  if (what < 64) return commandNotice(vault, notice, { do: 'exclude', memberId: other.memberId })
  if (what < 66) return command(vault, { do: 'resign' })
  if (what < 72) return command(vault, { do: 'check-in', stay: true })
  return (
    caseSpace &&
    commandCase(vault, caseSpace, { do: 'add-task', taskId: newId(), title: 'x', detail: '' })
  )
}

const play = async (
  world: World,
  room: MeetingRoom,
  parties: readonly Participant[],
  step: Step,
) => {
  if (step.do === 'pass') return room.clock.pass(step.ms)
  if (step.do === 'act') {
    const vault = world.vaults[step.who] as SimVault
    // Not waited for: it takes its turn between what arrives.
    void room.seat(vault).inTurn(() => act(world, vault, step.what))
    return undefined
  }
  const [a, b] = [parties[step.a] as Participant, parties[step.b] as Participant]
  if (a === b) return undefined
  if (step.do === 'cut') room.cut(a, b)
  else if (!room.hasLink(a, b)) room.link(a, b, { delayMs: 3, roomBytes: 2_000 })
  return undefined
}

const linkEveryone = (room: MeetingRoom, parties: readonly Participant[]): void => {
  parties.forEach((a, at) => {
    for (const b of parties.slice(at + 1)) {
      room.cut(a, b)
      room.link(a, b)
    }
  })
}

describe('a meeting, however links come and go', () => {
  it('gives everyone what bundles would have given them, and nothing else', async () => {
    let entries = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(anyStep, { minLength: 10, maxLength: 60 }),
        async (seed, steps) => {
          const world = await setupCommittee(size)
          seedRandomness('interleavings', seed)
          const { room, parties } = sitDown(world)
          for (const step of steps) await play(world, room, parties, step)
          linkEveryone(room, parties)
          await room.clock.pass(3_600_000)
          const met = world.vaults.map(holdings)
          for (const seat of room.seats.values()) await seat.exchange.stop()
          for (const vault of world.vaults) await vault.tend()
          expect(await exchangeAll(world.vaults)).toBe(true)
          expect(world.vaults.map(holdings)).toEqual(met)
          for (const of of met) for (const ids of of.values()) entries += ids.length
          world.close()
        },
      ),
      { numRuns: nightly(25) },
    )
    expect(entries).toBeGreaterThan(25 * 40)
  })
})
