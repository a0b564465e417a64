import type { LogReach } from '../../../shared/formats/delivery'
import type { Reached, SpaceSharing } from '../ledger/ledger-port'
import { hasReached } from '../ledger/log-reach'

type Logs = ReadonlyMap<string, Reached>

interface OfSpace {
  readonly told: Logs
  /** As told, with what went out since; `null` when all of it was acknowledged. */
  readonly sent: { readonly logs: Logs; readonly upTo: number } | null
}

export interface Gap {
  readonly toSend: number
  readonly toReceive: number
}

/** What one peer is known to have, on one channel. */
export interface PeerKnowledge {
  /**
   * The peer's word on a space.
   *
   * @param upTo the last of our deliveries that it counts
   * @returns whether it has more than it had told before
   */
  readonly tell: (space: string, logs: readonly LogReach[], upTo: number) => boolean
  /** An entry of these numbers came from the peer: it has them, whether or not it told. */
  readonly showed: (space: string, logs: readonly LogReach[]) => void
  /** These entries went out, up to the delivery of this number. */
  readonly sent: (space: string, logs: readonly LogReach[], number: number) => void
  readonly hasTold: (space: string) => boolean
  /** With what is under way. */
  readonly logsOf: (space: string) => Logs
  readonly lacks: (sharing: SpaceSharing) => boolean
  /** By what the peer told alone. */
  readonly gapOf: (space: string, sharing: SpaceSharing | undefined) => Gap
  /** Forgets a space that is shared no more. */
  readonly drop: (space: string) => void
  /** Of all spaces together. */
  readonly logsTold: () => number
  /** Those without any log among them. */
  readonly spacesTold: () => number
}

const none: Logs = new Map()

/** A peer may tell of any number: what it is counted with stays exact in sums. */
const maxCounted = 4_294_967_296

/** The farther of two; of two that name other entries under one number, the newer word. */
const further = (known: Reached | undefined, { count, last }: Reached): Reached =>
  known !== undefined && known.count > count ? known : { count, last }

const isMore = (before: Logs, logs: readonly LogReach[]): boolean =>
  logs.some(({ device, count, last }) => {
    const known = before.get(device)
    return (
      known === undefined || known.count < count || (known.count === count && known.last !== last)
    )
  })

export const createPeerKnowledge = (): PeerKnowledge => {
  const spaces = new Map<string, OfSpace>()
  let logsTold = 0

  const put = (space: string, of: OfSpace): void => {
    logsTold += of.told.size - (spaces.get(space)?.told.size ?? 0)
    spaces.set(space, of)
  }
  const logsOf = (space: string): Logs => {
    const known = spaces.get(space)
    return known?.sent?.logs ?? known?.told ?? none
  }
  const merge = (base: Logs, logs: readonly LogReach[]): Logs => {
    const merged = new Map(base)
    for (const log of logs) merged.set(log.device, further(merged.get(log.device), log))
    return merged
  }

  return {
    tell: (space, logs, upTo) => {
      const known = spaces.get(space)
      const told = new Map(logs.map(({ device, count, last }) => [device, { count, last }]))
      const sent = known?.sent && known.sent.upTo > upTo ? known.sent : null
      put(space, { told, sent })
      return isMore(known?.told ?? none, logs)
    },
    showed: (space, logs) => {
      if (logs.length === 0) return
      const { told, sent } = spaces.get(space) ?? { told: none, sent: null }
      put(space, {
        told: merge(told, logs),
        sent: sent && { ...sent, logs: merge(sent.logs, logs) },
      })
    },
    sent: (space, logs, number) => {
      const told = spaces.get(space)?.told ?? none
      put(space, { told, sent: { logs: merge(logsOf(space), logs), upTo: number } })
    },
    hasTold: (space) => (spaces.get(space)?.told.size ?? 0) > 0,
    logsOf,
    lacks: ({ space, reaches }) => {
      const logs = logsOf(space)
      return reaches.some((log) => !hasReached(logs.get(log.device), log))
    },
    gapOf: (space, sharing) => {
      const told = spaces.get(space)?.told ?? none
      const reaches = new Map(sharing?.reaches.map((log) => [log.device, log]))
      let toSend = 0
      let toReceive = 0
      for (const { device, count, last } of reaches.values()) {
        const theirs = told.get(device)
        if (!theirs) toSend += count
        else if (theirs.count < count) toSend += count - theirs.count
        else if (theirs.count === count && theirs.last !== last) toSend += 1
      }
      for (const [device, { count }] of told)
        toReceive += Math.min(maxCounted, Math.max(0, count - (reaches.get(device)?.count ?? 0)))
      return { toSend, toReceive }
    },
    drop: (space) => {
      logsTold -= spaces.get(space)?.told.size ?? 0
      spaces.delete(space)
    },
    logsTold: () => logsTold,
    spacesTold: () => spaces.size,
  }
}
