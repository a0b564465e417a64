import { newestOf } from '../access/placed-fact'
import type { MemberId } from '../terms'
import { isAmong } from './access'
import type { BallotChoice, ProposalId } from './facts'
import type { MatterState } from './state'

/** A ballot as a removal carries it: anyone can check it by the device's signature. */
export interface SignedBallot {
  readonly deviceId: string
  readonly choice: BallotChoice
  readonly signature: string
}

/**
 * The ballots that count, one for each member who is still in the matter, ordered by member: the
 * newest. Different ones that a member cast on two devices at once count as none until recast.
 */
export const ballotsOf = (
  state: MatterState,
  proposalId: ProposalId,
): ReadonlyMap<MemberId, SignedBallot> => {
  const all = state.facts['removal.balloted'].filter(
    ({ content }) => content.proposalId === proposalId,
  )
  const voters = [...new Set(all.map(({ by }) => by))].filter((by) => isAmong(state, by)).sort()
  return new Map(
    voters.flatMap((voter) => {
      const newest = newestOf(all.filter(({ by }) => by === voter))
      const [first] = newest
      if (!first || new Set(newest.map(({ content }) => content.choice)).size > 1) return []
      const { choice, signature } = first.content
      return [[voter, { deviceId: first.deviceId, choice, signature }]]
    }),
  )
}

/** What the entry of a removal carries. Whether it is a majority, the committee's rules say (R73). */
export const ballotsToCarry = (
  state: MatterState,
  proposalId: ProposalId,
): readonly SignedBallot[] => [...ballotsOf(state, proposalId).values()]
