import type { DispatchOptions } from '../../../shared/contracts/dispatch'
import {
  type NetworkContract,
  type NetworkEvent,
  type NetworkHandlers,
  networkContract,
} from '../../../shared/contracts/network'
import type { Port } from '../../../shared/contracts/ports'
import { serveContract } from '../../../shared/contracts/rpc'
import { err, ok } from '../../../shared/errors/result'
import { createHosting } from './hosting'
import { listMeetingHosts } from './meeting-hosts'
import type { NetworkDeps } from './network-deps'
import { createSearching } from './searching'

/** What main does for a meeting, for one vault at a time (docs/meeting-network.md). */
export interface MeetingNetwork {
  /**
   * Serves a vault from now on. What another one hosted and searched ends at once, and so it does when the port
   * closes: with a lock, or the vault's process.
   */
  serve(port: Port): void
  /** Ends everything for good. */
  stop(): Promise<void>
}

export const createMeetingNetwork = (
  deps: NetworkDeps,
  defects: DispatchOptions,
): MeetingNetwork => {
  let endCurrent = async (): Promise<void> => {}
  return {
    serve: (port) => {
      void endCurrent()
      const session = openSession(deps, (event) => served.emit(event))
      const served = serveContract<NetworkContract, NetworkEvent>(
        networkContract,
        session.handlers,
        port,
        defects,
      )
      port.onClose(() => void session.end())
      endCurrent = () => {
        served.close()
        return session.end()
      }
    },
    stop: () => endCurrent(),
  }
}

/** A laptop that changed its network has another address within this time; asking costs next to nothing. */
const watchMs = 3_000
/** As in the contract. */
const maxHosts = 64
const maxNameChars = 200

interface Session {
  readonly handlers: NetworkHandlers
  end(): Promise<void>
}

const openSession = (deps: NetworkDeps, emit: (event: NetworkEvent) => void): Session => {
  const ownInstances = new Set<string>()
  const hosting = createHosting(deps, ownInstances)
  const searching = createSearching(deps, ownInstances, (heard) =>
    emit({ kind: 'heard', meetings: [...heard] }),
  )
  const inTurn = createTurns()
  let isOver = false

  const listHosts = () => listMeetingHosts(deps.networkInterfaces(), deps)
  let cancelWatch = (): void => {}
  const watch = (): void => {
    cancelWatch = deps.startTimer(watchMs, () => {
      const hosts = listHosts()
      searching.follow(hosts)
      if (hosting.endIfGone(hosts)) emit({ kind: 'hosting-ended' })
      watch()
    })
  }
  watch()

  return {
    handlers: {
      'network.hosts': () =>
        ok(
          listHosts()
            .slice(0, maxHosts)
            .map(({ interfaceName, host }) => ({
              interfaceName: interfaceName.slice(0, maxNameChars),
              host,
            })),
        ),
      'network.host': ({ host, accessToken }) =>
        inTurn(async () =>
          isOver ? err({ code: 'meeting/no-network' }) : hosting.host(host, accessToken),
        ),
      'network.announce': ({ text }) => inTurn(() => hosting.announce(text)),
      'network.stopHosting': async () => {
        await hosting.stop()
        return ok(null)
      },
      'network.search': async ({ on }) => {
        if (on) return searching.start()
        await searching.stop()
        return ok(null)
      },
    },
    end: async () => {
      isOver = true
      cancelWatch()
      await Promise.all([hosting.stop(), searching.stop()])
    },
  }
}

/** One after the other, whatever becomes of those before. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(run: () => Promise<T>): Promise<T> => {
    const own = last.then(run)
    last = own.catch(() => null)
    return own
  }
}
