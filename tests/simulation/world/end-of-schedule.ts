import { draft } from '../../../shared/domain/ledger/fact'
import { checkAgreement, firstDifference, stateOf } from './agreement'
import { barredDevices, barredFrom } from './barred'
import type { Chance } from './chance'
import { newId } from './committee'
import type { SimVault } from './sim-vault'
import { isLiveFor } from './standings'
import { Violation } from './watch'
import { exchangeAll, type World } from './world'

interface Ended {
  readonly states: number
  readonly keys: number
  readonly readers: number
}

/** Laptops that are live for everybody whom they would call live themselves. */
const present = (world: World): SimVault[] => {
  const live = world.vaults.filter((vault) => isLiveFor(vault, vault))
  return live.filter((vault) => live.every((other) => isLiveFor(other, vault)))
}

/**
 * Whoever reads a space has all of it, opened, and sees the same. A vault that somebody has barred is not
 * asked: nobody tells it what happened since.
 */
const checkReaders = (vaults: readonly SimVault[], spaces: Iterable<string>): number => {
  let count = 0
  for (const space of spaces) {
    const [wider] = vaults.flatMap((vault) => vault.ledger().spaceOf(space)?.wider ?? [])
    const bars = [space, ...(wider ? [wider] : [])].flatMap((one) =>
      vaults.map((vault) => barredFrom(vault, one)),
    )
    const isInformed = ({ memberId }: SimVault) => bars.every((barred) => !barred.has(memberId))
    const informed = vaults.find((vault) => vault.ledger().spaceOf(space) && isInformed(vault))
    if (!informed) continue
    const readers = new Set(informed.ledger().access(space)?.readers)
    const state = stateOf(informed, space, false)
    for (const vault of vaults) {
      if (vault === informed || !readers.has(vault.memberId)) continue
      count++
      const other = stateOf(vault, space, false)
      if (state !== other)
        throw new Violation(
          `${informed.name} and ${vault.name} read ${space.slice(0, 6)} and do not have the same of it:${firstDifference(state, other)}`,
        )
    }
  }
  return count
}

/** Grants what is owed, so that everyone who may read everything is seen to. */
const grantAll = async (vaults: readonly SimVault[]): Promise<void> => {
  for (const vault of vaults)
    for (const space of vault.ledger().spacesOf('case'))
      for (const memberId of vault.ledger().access(space)?.grantable ?? [])
        await vault.grant(space, memberId)
}

const settle = async (world: World): Promise<void> => {
  if (!(await exchangeAll(world.vaults)))
    throw new Violation('vaults go on telling each other news for ever')
}

/** Somebody who knows how a space stands: whom the others left out is told nothing, and cannot judge. */
const informedOf = (all: readonly SimVault[], space: string): SimVault | null => {
  const holders = all.filter((vault) => vault.ledger().spaceOf(space) !== null)
  const isBarredBy = (other: SimVault, vault: SimVault) =>
    other !== vault && barredDevices(other, space).has(vault.deviceId)
  return holders.find((vault) => holders.every((other) => !isBarredBy(other, vault))) ?? null
}

/** After everything arrived everywhere: what must hold of all who remain, and of all who left. */
export const checkEnd = async (world: World, chance: Chance, trace: string[]): Promise<Ended> => {
  const { network, vaults, watch } = world
  network.partition(null)
  network.clear()
  for (const vault of vaults) vault.crashAfter(Number.POSITIVE_INFINITY)
  trace.push('end: everyone gives everyone everything')
  // Half of the last writers know everything by then; the others write beside each other.
  if (chance.happens(0.5)) await settle(world)
  await grantAll(present(world))
  for (const vault of chance.shuffle(present(world)).slice(0, 2))
    for (const space of vault.ledger().spacesOf('case')) {
      const content = { taskId: newId(), kind: 'general', title: 'Last', detail: '' }
      const appended = await vault.append([{ space, facts: [draft('task.added', content)] }])
      trace.push(
        `end: ${vault.name} writes in ${space.slice(0, 6)}: ${appended.ok ? 'done' : appended.error.code}`,
      )
    }
  await settle(world)
  // Whoever left may hold the same as another who left.
  const left = vaults.filter((vault) => !present(world).includes(vault))
  const states = checkAgreement(left, watch.spaces())
  const readers = checkReaders(present(world), watch.spaces())
  const keys = watch.checkKeys(vaults, (space) => informedOf(present(world), space))
  return { states, keys, readers }
}
