import { isSeen } from '../access/placed-fact'
import type { Entitlement, Leaving } from '../access/types'
import type { EntryRef, MemberId } from '../terms'
import type { MatterFact, MatterState } from './state'

/** Who may read a matter, and who left it. */

type Telling = MatterFact<'matter.opened'> | MatterFact<'matter.shared'>

const tellingsOf = (state: MatterState, memberId: MemberId): readonly Telling[] => [
  ...state.facts['matter.opened'].filter(({ content }) => content.members.includes(memberId)),
  ...state.facts['matter.shared'].filter(({ content }) => content.memberId === memberId),
]

const everNamedOf = (state: MatterState): readonly MemberId[] => [
  ...new Set([
    ...state.facts['matter.opened'].flatMap(({ content }) => content.members),
    ...state.facts['matter.shared'].map(({ content }) => content.memberId),
  ]),
]

/** Sharings by those who knew that the member had left: they let the member in again. */
const sharedAgain = (
  state: MatterState,
  memberId: MemberId,
  left: { readonly bit: bigint },
): readonly EntryRef[] =>
  tellingsOf(state, memberId)
    .filter(({ before }) => isSeen(before, left))
    .map(({ entryId }) => entryId)

/** Whether a matter names a member who has not left it. */
export const isAmong = (state: MatterState, memberId: MemberId): boolean =>
  tellingsOf(state, memberId).length > 0 &&
  state.facts['matter.left'].every(
    (left) => left.by !== memberId || sharedAgain(state, memberId, left).length > 0,
  )

/** The members whom the matter names, less who left it. */
export const membersOf = (state: MatterState): readonly MemberId[] =>
  everNamedOf(state).filter((memberId) => isAmong(state, memberId))

/** Why members may be given the matter: it names them. What ended that is a leaving. */
export const entitlementsToMatter = (state: MatterState): readonly Entitlement[] =>
  everNamedOf(state).map((memberId) => ({ memberId, seen: null, outdatedBy: [] }))

export const leavingsOfMatter = (state: MatterState): readonly Leaving[] =>
  state.facts['matter.left'].map((left) => {
    const of = sharedAgain(state, left.by, left)
    return {
      entryId: left.entryId,
      space: state.space,
      memberId: left.by,
      deviceId: null,
      ...(of.length > 0 && { undone: [{ of, needed: 1 }] }),
    }
  })
