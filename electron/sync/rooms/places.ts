import { createTokenBucket, type TokenBucket } from '../../../shared/util/token-bucket'

/**
 * Who gets a connection in a room. Announcing costs nothing, and whoever has the room's password can do it under a
 * thousand names; a connection costs memory, and Chromium has 500. So those that do not connect hold few places, give
 * them up when others wait, and come last from then on.
 */
export interface Places {
  /**
   * Whether to begin a connection with this peer now, and who has to make way for it.
   * @param isOurs we make the offer; else the peer made it
   */
  ask(peer: string, isOurs: boolean): Answer
  /** It took the place. */
  begin(peer: string, isOurs: boolean): void
  /** It answered our offer. */
  answer(peer: string): void
  /** It is linked. */
  connect(peer: string): void
  /** It is over. A peer that never linked, or whose links do not last, is not taken again at once. */
  end(peer: string): void
  /** How long to wait for this peer's link. */
  patienceMs(peer: string): number
}

interface Answer {
  readonly isAdmitted: boolean
  readonly makesWay: string | null
}

export interface RoomSize {
  readonly linked: number
  /** Connections that are not linked yet. */
  readonly pending: number
  /** Begun connections, and again as many that others begin. */
  readonly begun: { readonly burst: number; readonly perSecond: number }
}

/** Three times a committee of 20, and all of it at once. With a sweep every 64 connections (sweep.ts) never 500. */
export const mainRoom: RoomSize = {
  linked: 64,
  pending: 32,
  begun: { burst: 64, perSecond: 16 },
}
/** A door: who knocks is let in, one after the other. There may be 15 of them. */
export const doorRoom: RoomSize = { linked: 8, pending: 8, begun: { burst: 24, perSecond: 8 } }

export const placeLimits = {
  /** When all places are taken, one whose offer nobody answered for so long goes: ten times what it takes on a local network. */
  unansweredMs: 600,
  /** And one that is not linked after so long. */
  unlinkedMs: 1_500,
  /** y-webrtc would wait for ever; with what two laptops on a bad Wi-Fi need, and longer at every failure. */
  patienceMs: 5_000,
  longestPatienceMs: 20_000,
  /** A link that was over sooner was of no use to the vault. */
  usefulMs: 10_000,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  /** Peers whose failures are remembered. */
  remembered: 512,
} as const

interface Standing {
  readonly failures: number
  /** Not taken before. */
  readonly untilMs: number
}

export interface PlacesDeps {
  readonly size: RoomSize
  nowMs(): number
  /** 0 to 1. */
  random(): number
}

export const createPlaces = ({ size, nowMs, random }: PlacesDeps): Places => {
  /** Until when a place is not taken away. */
  const pendingUntilMs = new Map<string, number>()
  const linkedAtMs = new Map<string, number>()
  const standings = new Map<string, Standing>()
  const newPace = (): TokenBucket => createTokenBucket(size.begun, nowMs)
  const pace = { ours: newPace(), theirs: newPace() }
  const no: Answer = { isAdmitted: false, makesWay: null }

  const failuresOf = (peer: string): number => standings.get(peer)?.failures ?? 0

  /** One of those that had time, whichever: who comes first or last is up to the peers. */
  const chooseWhoMakesWay = (): string | null => {
    const late = [...pendingUntilMs].filter(([, untilMs]) => nowMs() > untilMs)
    return late[Math.floor(random() * late.length)]?.[0] ?? null
  }

  const remember = (peer: string, pausesFrom: number): void => {
    const failures = failuresOf(peer) + 1
    const pauseMs = Math.min(
      placeLimits.longestPauseMs,
      placeLimits.firstPauseMs * 2 ** Math.min(failures - 1, 10),
    )
    standings.delete(peer)
    standings.set(peer, { failures, untilMs: failures < pausesFrom ? 0 : nowMs() + pauseMs })
    const [oldest] = standings.keys()
    if (standings.size > placeLimits.remembered && oldest !== undefined) standings.delete(oldest)
  }

  return {
    ask: (peer, isOurs) => {
      if (pendingUntilMs.has(peer) || linkedAtMs.has(peer)) return no
      if (linkedAtMs.size >= size.linked) return no
      const standing = standings.get(peer)
      if (standing !== undefined && nowMs() < standing.untilMs) return no
      // Half of the places are for those that did not fail before.
      const mayTake = standing === undefined ? size.pending : size.pending / 2
      const isFull = pendingUntilMs.size >= mayTake
      const makesWay = isFull && standing === undefined ? chooseWhoMakesWay() : null
      if (isFull && makesWay === null) return no
      return pace[isOurs ? 'ours' : 'theirs'].take(1) ? { isAdmitted: true, makesWay } : no
    },
    begin: (peer, isOurs) => {
      const forMs = isOurs ? placeLimits.unansweredMs : placeLimits.unlinkedMs
      pendingUntilMs.set(peer, nowMs() + forMs)
    },
    answer: (peer) => {
      if (pendingUntilMs.has(peer)) pendingUntilMs.set(peer, nowMs() + placeLimits.unlinkedMs)
    },
    connect: (peer) => {
      if (pendingUntilMs.delete(peer)) linkedAtMs.set(peer, nowMs())
    },
    end: (peer) => {
      const linked = linkedAtMs.get(peer)
      const isUseful = linked !== undefined && nowMs() - linked > placeLimits.usefulMs
      // It may fail once for no fault of its own: that has no pause.
      if (isUseful) standings.delete(peer)
      else if (linked !== undefined) remember(peer, 2)
      else if (pendingUntilMs.has(peer)) remember(peer, 3)
      linkedAtMs.delete(peer)
      pendingUntilMs.delete(peer)
    },
    patienceMs: (peer) =>
      Math.min(
        placeLimits.longestPatienceMs,
        placeLimits.patienceMs * (1 + failuresOf(peer)) + random() * 1_000,
      ),
  }
}
