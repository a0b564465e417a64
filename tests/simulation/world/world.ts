import type { SqlJsStatic } from 'sql.js'
import { committeeChecks } from '../../../electron/vault/committee/attestation'
import type { HaveTable, LocalDevice } from '../../../electron/vault/ledger/ledger-port'
import type { CommitteeActor } from '../../../shared/domain/committee/decide'
import type { Network } from './network'
import { createNetwork } from './network'
import { type CommitteeName, createSimVault, type SimVault } from './sim-vault'
import { isLiveFor, liveDevicesOf } from './standings'
import { createWatch, type Watch } from './watch'

export const castNames = ['Ada', 'Ben', 'Cleo', 'Dana', 'Eli', 'Finn', 'Gus', 'Hana'] as const

export interface World {
  readonly SQL: SqlJsStatic
  readonly committee: CommitteeName
  readonly vaults: SimVault[]
  readonly network: Network
  readonly watch: Watch
  /** Laptops' clocks disagree by years; nothing may depend on them. */
  readonly clock: { nowMs: number }
  readonly cases: { readonly notice: string; readonly caseSpace: string }[]
  readonly matters: string[]
  readonly add: (name: string, device: LocalDevice, image?: Uint8Array) => SimVault
  readonly close: () => void
}

const startMs = Date.UTC(2026, 4, 4, 22, 0)
const yearMs = 31_557_600_000

export const createWorld = (SQL: SqlJsStatic, committee: CommitteeName): World => {
  const vaults: SimVault[] = []
  const watch = createWatch()
  const clock = { nowMs: startMs }
  return {
    SQL,
    committee,
    vaults,
    network: createNetwork(vaults),
    watch,
    clock,
    cases: [],
    matters: [],
    add: (name, device, image) => {
      const skewMs = ((vaults.length % 3) - 1) * 10 * yearMs
      const now = () => clock.nowMs + skewMs
      const vault = createSimVault({
        SQL,
        name,
        device,
        committee,
        image: image ?? null,
        now,
        watch,
      })
      vaults.push(vault)
      return vault
    },
    close: () => {
      for (const vault of vaults) vault.close()
    },
  }
}

export const actorOf = (vault: SimVault): CommitteeActor => ({
  deviceId: vault.deviceId,
  space: vault.committee.space,
  checks: committeeChecks(vault.committee.foundingDevice),
})

/** What a laptop has, told to another as they meet. */
const toldBy = (to: SimVault, from: SimVault): HaveTable => {
  const spaces = new Map(
    to
      .ledger()
      .havesFor(from.memberId)
      .map(({ space, logs }) => [
        space,
        new Map(logs.map(({ device, count, last }) => [device, { count, last }] as const)),
      ]),
  )
  return new Map(liveDevicesOf(from, to.memberId).map((device) => [device, spaces]))
}

/** One laptop gives another what it lacks of what it may have, and nothing gets lost. */
export const give = async (from: SimVault, to: SimVault): Promise<number> => {
  const delivery = from.collect(to.memberId, toldBy(to, from))
  if (delivery.spaces.length + delivery.receipts.length === 0) return 0
  const { newEntries } = await to.receive(delivery, from.deviceId)
  return newEntries
}

/** What two laptops had when they last had everything of each other. */
const lastMet = new WeakMap<SimVault, Map<SimVault, string>>()

/** Everyone gives everyone what they may have, until nothing is new to anyone. */
export const exchangeAll = async (
  vaults: readonly SimVault[],
  maxRounds = 12,
): Promise<boolean> => {
  for (let round = 0; round < maxRounds; round++) {
    let news = 0
    for (const from of vaults)
      for (const to of vaults) {
        if (from === to || !isLiveFor(from, to)) continue
        const versions = () => `${from.version()}/${to.version()}`
        const met = lastMet.get(from) ?? new Map<SimVault, string>()
        lastMet.set(from, met)
        if (met.get(to) === versions()) continue
        news += await give(from, to)
        met.set(to, versions())
      }
    if (news === 0) return true
  }
  return false
}

export const nameOf = ({ vaults }: Pick<World, 'vaults'>, memberId: string): string =>
  vaults.find((vault) => vault.memberId === memberId)?.name ?? memberId.slice(0, 6)
