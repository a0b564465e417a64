import { err, ok, type Result } from '../../../shared/errors/result'
import type { Announcement } from './announcement'
import { createDiscovery, type Discovery } from './discovery'
import { listMeetingHosts, type MeetingHost } from './meeting-hosts'
import type { NetworkDeps } from './network-deps'
import { searchLimits } from './search'

/** The search for announcements, on every network that this laptop is on. */
export interface Searching {
  start(): Promise<Result<null, SearchFailure>>
  /** Leaves networks that are gone and listens on new ones, while a search is on. */
  follow(hosts: readonly MeetingHost[]): void
  stop(): Promise<void>
}

export type SearchFailure = { readonly code: 'meeting/discovery-blocked' | 'meeting/no-network' }

/** A cable, a Wi-Fi, a phone and one more; some systems invent networks by the dozen for virtual machines. */
const maxNetworks = 4

interface Network {
  readonly discovery: Discovery
  heard: readonly Announcement[]
}

export const createSearching = (
  deps: NetworkDeps,
  ownInstances: Set<string>,
  onHeard: (announcements: readonly Announcement[]) => void,
): Searching => {
  const networks = new Map<string, Network>()
  let isOn = false
  let lastTold = '[]'
  let turn: Promise<void> = Promise.resolve()

  const tell = (): void => {
    const heard = mergeHeard([...networks.values()].map((network) => network.heard))
    const told = JSON.stringify(heard)
    if (!isOn || told === lastTold) return
    lastTold = told
    onHeard(heard)
  }

  const listenOn = async (address: string): Promise<void> => {
    const opened = await deps.openMulticast(address)
    if (!opened.ok) return
    const discovery = createDiscovery({ ...deps, multicast: opened.value, ownInstances })
    if (!isOn) return discovery.close()
    const network: Network = { discovery, heard: [] }
    networks.set(address, network)
    discovery.search({
      onHeard: (heard) => {
        network.heard = heard
        tell()
      },
    })
  }

  const listenOnAll = async (addresses: readonly string[]): Promise<void> => {
    for (const [address, { discovery }] of networks) {
      if (addresses.includes(address)) continue
      networks.delete(address)
      void discovery.close()
    }
    tell()
    for (const address of addresses) if (isOn && !networks.has(address)) await listenOn(address)
  }

  /** One change at a time. */
  const change = (addresses: readonly string[]): Promise<void> => {
    turn = turn.then(() => (isOn ? listenOnAll(addresses) : undefined))
    return turn
  }

  const stop = async (): Promise<void> => {
    isOn = false
    lastTold = '[]'
    const ended = [...networks.values()]
    networks.clear()
    await Promise.all(ended.map(({ discovery }) => discovery.close()))
  }

  return {
    start: async () => {
      const addresses = listAddresses(listMeetingHosts(deps.networkInterfaces(), deps))
      if (addresses.length === 0) return err({ code: 'meeting/no-network' })
      isOn = true
      await change(addresses)
      if (networks.size > 0) return ok(null)
      await stop()
      return err({ code: 'meeting/discovery-blocked' })
    },
    follow: (hosts) => {
      if (isOn) void change(listAddresses(hosts))
    },
    stop,
  }
}

const listAddresses = (hosts: readonly MeetingHost[]): readonly string[] =>
  [...new Set(hosts.flatMap(({ discoveryAddress }) => discoveryAddress ?? []))].slice(
    0,
    maxNetworks,
  )

/** By turns, so that a network full of announcements leaves room for what another has. */
const mergeHeard = (heard: readonly (readonly Announcement[])[]): readonly Announcement[] => {
  const merged = new Map<string, Announcement>()
  const longest = Math.max(0, ...heard.map(({ length }) => length))
  for (let i = 0; i < longest; i++) {
    for (const { [i]: each } of heard) if (each) merged.set(JSON.stringify(each), each)
  }
  return [...merged.values()].slice(0, searchLimits.servicesPerRound)
}
