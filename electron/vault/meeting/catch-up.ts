import type { SpaceSharing } from '../ledger/ledger-port'
import { type ExchangePorts, exchangeTimes } from './exchange-ports'
import type { PeerKnowledge } from './peer-knowledge'
import { placeInLine } from './who-sends-first'

/**
 * How soon a peer is sent what it lacks. `in-line`, at the beginning of a channel: by the first in line at once, by who comes
 * behind as in need. `in-need`: when it reported nothing new for some seconds and still lacks it. `at-once`: it was
 * just let in at the door that this device keeps, and the others in line have no channel to it yet.
 */
export type Haste = 'at-once' | 'in-line' | 'in-need'

/**
 * When a peer that lacks something is sent it, though it is not this device's own news: nobody passes on what its
 * author sends anyway, and yet a peer that misses something gets it from anyone.
 */
export interface CatchUp {
  /** The peer may lack something of a space: it goes out when it is due, or nothing does. */
  readonly consider: (sharing: SpaceSharing, haste: Haste) => void
  /** The peer told of a space. */
  readonly told: (sharing: SpaceSharing | undefined, space: string, isProgress: boolean) => void
  readonly drop: (space: string) => void
  /** Who else is there changed. */
  readonly replan: () => void
  readonly stop: () => void
}

export interface CatchUpDeps {
  readonly ports: ExchangePorts
  readonly ownDevice: string
  readonly knowledge: PeerKnowledge
  readonly sharingOf: (space: string) => SpaceSharing | undefined
  /** Other devices here that have all of it. */
  readonly othersWith: (sharing: SpaceSharing) => readonly string[]
  readonly onDue: (spaces: readonly string[]) => void
}

interface Lacking {
  readonly sinceMs: number
  readonly haste: Haste
}

export const createCatchUp = (deps: CatchUpDeps): CatchUp => {
  const { ports, knowledge } = deps
  const lacking = new Map<string, Lacking>()
  /** How often a space was offered without any of it being taken. */
  const attempts = new Map<string, number>()
  let lastProgressMs = ports.now()
  let timer: { readonly atMs: number; readonly cancel: () => void } | null = null

  const dueAtMs = (sharing: SpaceSharing, { sinceMs, haste }: Lacking): number => {
    const { graceMs, stepMs, maxRetryMs } = exchangeTimes
    const place = placeInLine(sharing.space, deps.ownDevice, deps.othersWith(sharing))
    const failed = attempts.get(sharing.space) ?? 0
    if (failed > 0) {
      return sinceMs + Math.min(graceMs * 4 ** failed, maxRetryMs) + place * stepMs
    }
    if (haste === 'at-once' || (haste === 'in-line' && place === 0)) return sinceMs
    return Math.max(sinceMs, lastProgressMs) + graceMs + place * stepMs
  }

  const wakeAt = (atMs: number): void => {
    if (timer !== null && timer.atMs <= atMs) return
    timer?.cancel()
    timer = { atMs, cancel: ports.startTimer(Math.max(0, atMs - ports.now()), ring) }
  }

  const ring = (): void => {
    timer = null
    replan()
  }

  const replan = (): void => {
    const due: string[] = []
    let nextMs = Number.POSITIVE_INFINITY
    for (const [space, one] of lacking) {
      const sharing = deps.sharingOf(space)
      if (!sharing || !knowledge.lacks(sharing)) {
        lacking.delete(space)
        continue
      }
      const atMs = dueAtMs(sharing, one)
      if (atMs > ports.now()) {
        nextMs = Math.min(nextMs, atMs)
        continue
      }
      lacking.delete(space)
      attempts.set(space, (attempts.get(space) ?? 0) + 1)
      due.push(space)
    }
    if (nextMs < Number.POSITIVE_INFINITY) wakeAt(nextMs)
    if (due.length > 0) deps.onDue(due)
  }

  const consider: CatchUp['consider'] = (sharing, haste) => {
    const { space } = sharing
    const before = lacking.get(space)
    // That somebody was let in is heard of after what let them in.
    const isHastier = before !== undefined && haste === 'at-once' && before.haste !== haste
    if ((before && !isHastier) || !knowledge.lacks(sharing)) return
    const one = { sinceMs: ports.now(), haste }
    lacking.set(space, one)
    wakeAt(dueAtMs(sharing, one))
  }

  return {
    consider,
    told: (sharing, space, isProgress) => {
      if (isProgress) {
        lastProgressMs = ports.now()
        attempts.delete(space)
      }
      if (sharing && knowledge.lacks(sharing)) consider(sharing, 'in-need')
      else lacking.delete(space)
    },
    drop: (space) => {
      lacking.delete(space)
      attempts.delete(space)
    },
    replan,
    stop: () => {
      timer?.cancel()
      lacking.clear()
    },
  }
}
