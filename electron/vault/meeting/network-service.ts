import {
  type HeardMeeting,
  type NetworkClient,
  NetworkEvent,
  networkContract,
} from '../../../shared/contracts/network'
import type { Port } from '../../../shared/contracts/ports'
import { createClient } from '../../../shared/contracts/rpc'

export interface NetworkListener {
  readonly onHeard: (meetings: readonly HeardMeeting[]) => void
  /** The server that ran here ended, or main did. */
  readonly onHostingEnded: () => void
  /** There is a service, and it does nothing yet. */
  readonly onAttached: () => void
}

/** What main does for a meeting, whichever end of it is there now. */
export interface NetworkService {
  /** Asks over this port from now on; what ran at the one before is over. */
  readonly attach: (port: Port) => void
  /** `null` while there is none. Every call answers, when the port closes too. */
  readonly client: () => NetworkClient | null
  readonly listen: (listener: NetworkListener | null) => void
}

interface Service {
  readonly port: Port
  readonly client: NetworkClient
  /** Answers what is still asked. */
  readonly end: () => void
}

/** A port that is closed from this end tells nobody: the client hears of it all the same. */
const watchedBy = (port: Port, onEnd: (() => void)[]): Port => ({
  post: (message) => port.post(message),
  on: (heard) => port.on(heard),
  onClose: (ended) => onEnd.push(ended),
  close: () => port.close(),
})

export const createNetworkService = (): NetworkService => {
  let current: Service | null = null
  let listener: NetworkListener | null = null

  const detach = (): void => {
    if (current === null) return
    const { end } = current
    current = null
    end()
    listener?.onHeard([])
    listener?.onHostingEnded()
  }

  return {
    attach: (port) => {
      current?.port.close()
      detach()
      const onEnd: (() => void)[] = []
      const mine: Service = {
        port,
        client: createClient(networkContract, watchedBy(port, onEnd), {
          schema: NetworkEvent,
          listener: (event) => {
            if (current !== mine) return
            if (event.kind === 'heard') listener?.onHeard(event.meetings)
            else listener?.onHostingEnded()
          },
        }),
        end: () => {
          for (const ended of onEnd.splice(0)) ended()
        },
      }
      port.onClose(() => {
        if (current === mine) detach()
      })
      current = mine
      listener?.onAttached()
    },
    client: () => current?.client ?? null,
    listen: (next) => {
      listener = next
    },
  }
}
