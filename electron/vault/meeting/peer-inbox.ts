import type { PeerMessage } from '../../../shared/formats/meeting-message'
import { parsePeerMessage } from '../../../shared/formats/meeting-message'
import { type ExchangePorts, exchangeLimits } from './exchange-ports'
import type { JunkMeter } from './junk-meter'

/** What waits of one peer, and its messages one after the other. */
export interface PeerInbox {
  readonly take: (frame: Uint8Array) => void
  /** The link is over: what came before is still worked through. */
  readonly drain: () => void
  readonly stop: () => void
}

export interface PeerInboxDeps {
  readonly ports: ExchangePorts
  readonly meter: JunkMeter
  /** @param sizeBytes of the message as it came */
  readonly onMessage: (message: PeerMessage, sizeBytes: number) => Promise<void> | void
  /** A message of a later version of the protocol. @returns whether the peer may know such */
  readonly mayBeNewer: () => boolean
  readonly onMalformed: () => void
  readonly onFlooded: () => void
  readonly onDrained: () => void
  readonly onDefect: (thrown: unknown) => void
}

export const createPeerInbox = (deps: PeerInboxDeps): PeerInbox => {
  const { ports, meter } = deps
  const waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isBusy = false
  let isStopped = false
  let isDraining = false
  let cancelPause: (() => void) | null = null

  const pause = (afterMs: number): Promise<void> =>
    new Promise((resolve) => {
      cancelPause = ports.startTimer(afterMs, resolve)
    })

  const work = async (): Promise<void> => {
    for (let frame = waiting.shift(); frame && !isStopped; frame = waiting.shift()) {
      const parsed = parsePeerMessage(frame)
      if (parsed.ok) await deps.onMessage(parsed.value, frame.length)
      else if (parsed.error.code === 'meeting/malformed' || !deps.mayBeNewer()) deps.onMalformed()
      else meter.vain(frame.length)
      waitingBytes -= frame.length
      const pauseMs = meter.pauseMs()
      if (pauseMs > 0 && !isStopped) await pause(pauseMs)
    }
    isBusy = false
    if (isDraining && !isStopped) deps.onDrained()
  }

  const start = (): void => {
    if (isBusy) return
    isBusy = true
    // Not within `take`: who made this inbox is not done yet when the first frame waits already.
    Promise.resolve().then(work).catch(deps.onDefect)
  }

  return {
    take: (frame) => {
      if (isStopped || isDraining) return
      waiting.push(frame)
      waitingBytes += frame.length
      if (
        waitingBytes > exchangeLimits.waitingBytes ||
        waiting.length > exchangeLimits.waitingMessages
      ) {
        deps.onFlooded()
        return
      }
      start()
    },
    drain: () => {
      isDraining = true
      start()
    },
    stop: () => {
      isStopped = true
      waiting.length = 0
      cancelPause?.()
    },
  }
}
