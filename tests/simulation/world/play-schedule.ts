import { seedRandomness } from '../crypto/randomness'
import type { Action } from './action'
import * as caseActions from './actions-case'
import * as committeeActions from './actions-committee'
import * as noticeActions from './actions-notice'
import { checkAgreement, firstDifference, stateOf } from './agreement'
import { type Chance, createChance } from './chance'
import { setupCommittee } from './committee'
import { checkEnd } from './end-of-schedule'
import { Crash } from './sim-store'
import type { SimVault } from './sim-vault'
import { openCaseFor } from './stage'
import { isLiveFor, membersIn } from './standings'
import { Violation } from './watch'
import { give, type World } from './world'

const actions: readonly Action[] = [
  caseActions.openCase,
  caseActions.writeInCase,
  caseActions.grantSomeone,
  caseActions.grantAnyone,
  noticeActions.declare,
  noticeActions.declareAgain,
  noticeActions.leave,
  noticeActions.exclude,
  noticeActions.voteOnReturn,
  noticeActions.amend,
  noticeActions.withhold,
  noticeActions.agreeLeftOut,
  noticeActions.shareNotice,
  noticeActions.closeOrReopen,
  committeeActions.removeMember,
  committeeActions.resign,
  committeeActions.letIn,
  committeeActions.addDevice,
  committeeActions.replaceDevice,
  committeeActions.revokeDevice,
  committeeActions.discussRemoval,
]
const totalWeight = actions.reduce((sum, { weight }) => sum + weight, 0)

const pickAction = (chance: Chance): Action => {
  let left = (chance.below(1_000_000) / 1_000_000) * totalWeight
  for (const action of actions) {
    left -= action.weight
    if (left < 0) return action
  }
  return caseActions.writeInCase
}

/** Tries until something can be done. */
const act = async (world: World, vault: SimVault, chance: Chance): Promise<string> => {
  if (!isLiveFor(vault, vault)) return `${vault.name} is not in the committee`
  for (let attempt = 0; attempt < 14; attempt++) {
    const { name, play } = pickAction(chance)
    const done = await play({ world, vault, chance })
    if (done !== null) return `${vault.name} ${name} ${done}`
  }
  return `${vault.name} finds nothing to do`
}

const send = (world: World, vault: SimVault, chance: Chance): string => {
  const { members } = vault.ledger().committee()
  if (members.length === 0) return `${vault.name} knows nobody yet`
  const isToAll = chance.happens(0.6)
  const to = isToAll ? membersIn(vault) : [chance.pick(members).memberId]
  const frames = to.map((memberId) => world.network.send(vault, memberId, chance.happens(0.1)))
  return `${vault.name} sends ${frames.reduce((sum, one) => sum + one, 0)} bundles`
}

const deliver = async (world: World, chance: Chance): Promise<string> => {
  const told: string[] = []
  for (let count = 1 + chance.below(4); count > 0; count--) {
    const one = await world.network.deliverOne(chance)
    if (one !== null) told.push(one)
  }
  return told.join('; ') || meet(world, chance)
}

/** Two laptops at one table, where nothing gets lost. */
const meet = async (world: World, chance: Chance): Promise<string> => {
  const [one, other] = chance.shuffle(world.vaults) as [SimVault, SimVault]
  const given = isLiveFor(one, other) ? await give(one, other) : 0
  const taken = isLiveFor(other, one) ? await give(other, one) : 0
  return `${one.name} meets ${other.name}: ${given} and ${taken} new`
}

/** What a vault kept in memory was no more than what it had stored. */
const startAnew = async (world: World, vault: SimVault): Promise<void> => {
  const states = () => [...world.watch.spaces()].map((space) => stateOf(vault, space))
  await vault.tend()
  const before = states()
  await vault.restart()
  for (const [at, after] of states().entries())
    if (after !== before[at])
      throw new Violation(
        `${vault.name} judges differently after starting anew:${firstDifference(before[at] as string, after)}`,
      )
}

const disturb = async (world: World, vault: SimVault, chance: Chance): Promise<string> => {
  switch (chance.below(6)) {
    case 0: {
      const groups = new Map(world.vaults.map((one) => [one, chance.below(2)] as const))
      world.network.partition(groups)
      return `apart: ${world.vaults.map((one) => `${one.name} ${groups.get(one)}`).join()}`
    }
    case 1:
    case 4:
      world.network.partition(null)
      return 'together'
    case 2:
      await startAnew(world, vault)
      return `${vault.name} starts anew`
    default:
      vault.crashAfter(chance.below(3))
      return `${vault.name} will crash`
  }
}

const playStep = async (world: World, chance: Chance): Promise<string> => {
  const vault = chance.pick(world.vaults)
  const kind = chance.below(100)
  if (kind < 42) return act(world, vault, chance)
  if (kind < 62) return send(world, vault, chance)
  if (kind < 93) return deliver(world, chance)
  return disturb(world, vault, chance)
}

export interface Schedule {
  readonly seed: number
  readonly size: number
  /** Whether there is a case already that everyone reads. */
  readonly hasCase: boolean
  /** The steps that are played: each chooses for itself, so that others can be left out. */
  readonly steps: readonly number[]
}

export interface Played {
  readonly trace: readonly string[]
  readonly failure: unknown
  /** The step that failed; `null` at the end. */
  readonly failedAt: number | null
  /** How often something was compared or tried, so that a run that checks nothing shows. */
  readonly checks: { readonly states: number; readonly keys: number; readonly readers: number }
}

/** Most things that go wrong take three; what eight members cost would pay for thirty schedules of three. */
const sizeAt = (percent: number): number =>
  percent < 58 ? 3 : percent < 88 ? 4 : percent < 95 ? 5 : percent < 97 ? 6 : percent < 98 ? 7 : 8

export const scheduleOf = (seed: number, stepCount: number): Schedule => {
  const chance = createChance('size', seed)
  const size = sizeAt(chance.below(100))
  return {
    seed,
    size,
    hasCase: chance.happens(0.75),
    steps: Array.from({ length: stepCount }, (_none, at) => at),
  }
}

const openFirstCase = async (world: World): Promise<void> => {
  const [opener, ...others] = world.vaults as [SimVault, ...SimVault[]]
  world.cases.push(await openCaseFor(world, opener, others))
}

export const playSchedule = async ({ seed, size, hasCase, steps }: Schedule): Promise<Played> => {
  const world = await (hasCase ? setupCommittee(size, openFirstCase) : setupCommittee(size))
  const trace: string[] = [`seed ${seed}, ${size} members${hasCase ? ' who all read a case' : ''}`]
  const checks = { states: 0, keys: 0, readers: 0 }
  let at: number | null = null
  try {
    for (const step of steps) {
      at = step
      world.clock.nowMs += 60_000
      seedRandomness(seed, step)
      const chance = createChance('step', seed, step)
      trace.push(`${step}: ${await survivingCrashes(world, () => playStep(world, chance))}`)
      checks.states += checkAgreement(world.vaults, world.watch.spaces())
    }
    at = null
    seedRandomness(seed, 'end')
    const ended = await checkEnd(world, createChance('end', seed), trace)
    return {
      trace,
      failure: null,
      failedAt: null,
      checks: { ...ended, states: checks.states + ended.states },
    }
  } catch (failure) {
    return { trace, failure, failedAt: at, checks }
  } finally {
    world.close()
  }
}

const survivingCrashes = async (world: World, play: () => Promise<string>): Promise<string> => {
  try {
    return await play()
  } catch (error) {
    if (!(error instanceof Crash)) throw error
    for (const vault of world.vaults) await vault.restart()
    return 'a process ends in the middle; all start anew'
  }
}
