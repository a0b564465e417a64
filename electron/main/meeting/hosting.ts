import { err, ok, type Result } from '../../../shared/errors/result'
import { type Announced, type AnnounceFailure, createDiscovery, type Discovery } from './discovery'
import { listMeetingHosts, type MeetingHost } from './meeting-hosts'
import type { MulticastFailure } from './multicast-link'
import type { NetworkDeps } from './network-deps'
import {
  type SignallingFailure,
  type SignallingServer,
  startSignallingServer,
} from './signalling-server'

/** The signalling server of this laptop and its announcement: one of each at most. `host` and `announce` go one at a time. */
export interface Hosting {
  /** A server that runs is stopped first. */
  host(address: string, accessToken: string): Promise<Result<{ port: number }, SignallingFailure>>
  /** Takes the place of what was announced before. */
  announce(text: string): Promise<Result<null, AnnouncingFailure>>
  /** Stops both. */
  stop(): Promise<void>
  /** Stops both and answers true when the laptop does not have the address any more. */
  endIfGone(hosts: readonly MeetingHost[]): boolean
}

export type AnnouncingFailure =
  | { readonly code: 'meeting/not-hosting' }
  | MulticastFailure
  | AnnounceFailure

/** What runs. It is taken out of its place before it is ended, so that nothing is ended twice. */
interface Running {
  readonly server: SignallingServer
  readonly discoveryAddress: string | null
  discovery: Discovery | null
  announced: Announced | null
}

export const createHosting = (deps: NetworkDeps, ownInstances: Set<string>): Hosting => {
  let running: Running | null = null
  /** Counted, so that a server which comes up after it was stopped does not stay. */
  let stops = 0

  const stop = async (): Promise<void> => {
    stops += 1
    const ended = running
    running = null
    await Promise.all([ended?.server.close(), ended?.discovery?.close()])
  }

  const findDiscovery = async (current: Running): Promise<Result<Discovery, MulticastFailure>> => {
    if (current.discovery !== null) return ok(current.discovery)
    // An IPv6 address alone: mDNS goes over IPv4 here.
    if (current.discoveryAddress === null) return err({ code: 'meeting/discovery-blocked' })
    const opened = await deps.openMulticast(current.discoveryAddress)
    if (!opened.ok) return opened
    const discovery = createDiscovery({ ...deps, multicast: opened.value, ownInstances })
    current.discovery = discovery
    return ok(discovery)
  }

  return {
    host: async (host, accessToken) => {
      await stop()
      const order = stops
      const started = await startSignallingServer({ ...deps, host, port: 0, accessToken })
      if (!started.ok) return started
      if (order !== stops) {
        await started.value.close()
        return err({ code: 'meeting/no-network' })
      }
      const [own] = listMeetingHosts(deps.networkInterfaces(), deps).filter(
        (each) => each.host === host,
      )
      const discoveryAddress = own?.discoveryAddress ?? null
      running = { server: started.value, discoveryAddress, discovery: null, announced: null }
      return ok({ port: started.value.port })
    },
    announce: async (text) => {
      const current = running
      if (current === null) return err({ code: 'meeting/not-hosting' })
      await current.announced?.stop()
      current.announced = null
      const discovery = await findDiscovery(current)
      if (!discovery.ok) return discovery
      if (running !== current) {
        await discovery.value.close()
        return err({ code: 'meeting/not-hosting' })
      }
      const { host, port } = current.server
      const announced = await discovery.value.announce({ host, port, text })
      if (!announced.ok) return announced
      current.announced = announced.value
      return ok(null)
    },
    stop,
    endIfGone: (hosts) => {
      if (running === null || hosts.some(({ host }) => host === running?.server.host)) return false
      void stop()
      return true
    },
  }
}
