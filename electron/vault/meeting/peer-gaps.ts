import type { SpaceSharing } from '../ledger/ledger-port'
import type { Gap, PeerKnowledge } from './peer-knowledge'

/** What a peer and this vault lack of each other, summed up over spaces as they change. */
export interface PeerGaps {
  readonly update: (space: string, sharing: SpaceSharing | undefined) => void
  readonly total: () => Gap
  /** Spaces of which the peer lacks something. */
  readonly lacking: () => readonly string[]
}

export const createPeerGaps = (knowledge: PeerKnowledge): PeerGaps => {
  const gaps = new Map<string, Gap>()
  const total = { toSend: 0, toReceive: 0 }
  const add = ({ toSend, toReceive }: Gap, sign: 1 | -1): void => {
    total.toSend += sign * toSend
    total.toReceive += sign * toReceive
  }
  return {
    update: (space, sharing) => {
      const before = gaps.get(space)
      if (before) add(before, -1)
      const gap = knowledge.gapOf(space, sharing)
      if (gap.toSend + gap.toReceive === 0) gaps.delete(space)
      else {
        gaps.set(space, gap)
        add(gap, 1)
      }
    },
    total: () => total,
    lacking: () => [...gaps].filter(([, { toSend }]) => toSend > 0).map(([space]) => space),
  }
}
