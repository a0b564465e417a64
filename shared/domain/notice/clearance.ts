import { isSeen, newestOf } from '../access/placed-fact'
import type { Entitlement, Leaving, Quorum } from '../access/types'
import type { EntryRef, MemberId } from '../terms'
import {
  everLeftOutOf,
  everToldOf,
  isTold,
  sharedAgain,
  versionOf,
  withholdingsOf,
} from './audience'
import { type Declaration, declarationsOf, ownLeavingsOf } from './declarations'
import { type Gone, nobody, undoneBy } from './reinstatement'
import type { NoticeState } from './state'

/** Who is cleared for the case of a notice, and who left it (R24-R28; rules.md). */

/** `stale`: cleared for an older version; keeps access, and is given none without a new answer. */
export type MemberStanding =
  | 'not-told'
  | 'asked'
  | 'cleared'
  | 'stale'
  | 'conflict'
  | 'recused'
  | 'declined'
  | 'excluded'

const leavingBy = (
  state: NoticeState,
  memberId: MemberId,
  entryId: EntryRef,
  undone: readonly Quorum[] | null,
): Leaving => ({
  entryId,
  space: state.space,
  memberId,
  deviceId: null,
  ...(undone && { undone }),
})

const unique = (ids: readonly MemberId[]): readonly MemberId[] => [...new Set(ids)]

/** The leavings of a notice's own readers: who was left out, undone by whoever shared it knowing that. */
export const leavingsOfNotice = (state: NoticeState): readonly Leaving[] =>
  everLeftOutOf(state).flatMap((memberId) =>
    withholdingsOf(state, memberId).map((withheld) => {
      const of = sharedAgain(state, memberId, withheld)
      return leavingBy(
        state,
        memberId,
        withheld.entryId,
        of.length === 0 ? null : [{ of, needed: 1 }],
      )
    }),
  )

/** The leavings that end the access to the case of this notice, those of the notice among them. */
export const leavingsOfCase = (state: NoticeState, gone: Gone = nobody): readonly Leaving[] => [
  ...leavingsOfNotice(state),
  ...unique(
    [...state.facts['conflict.declared'], ...state.facts['access.left']].map(({ by }) => by),
  ).flatMap((memberId) =>
    ownLeavingsOf(state, memberId).map((left) =>
      leavingBy(state, memberId, left.entryId, undoneBy(state, memberId, left, true, gone)),
    ),
  ),
  ...state.facts['access.excluded'].map((excluded) => {
    const { memberId } = excluded.content
    const undone = undoneBy(state, memberId, excluded, false, gone)
    return leavingBy(state, memberId, excluded.entryId, undone)
  }),
]

/** Why members may be given the notice: it was meant for them. What ended that is a leaving. */
export const entitlementsToNotice = (state: NoticeState): readonly Entitlement[] =>
  everToldOf(state).map((memberId) => ({ memberId, seen: null, outdatedBy: [] }))

/** Why members may be given the case: each "no conflict", until an amendment that it does not answer. */
export const entitlementsToCase = (state: NoticeState): readonly Entitlement[] =>
  state.facts['conflict.declared']
    .filter(({ content }) => content.answer === 'no-conflict')
    .map((declared) => ({
      memberId: declared.by,
      seen: declared.entryId,
      outdatedBy: unansweredBy(state, declared),
    }))

const unansweredBy = (state: NoticeState, declared: Declaration): readonly EntryRef[] => {
  const amendments = state.facts['notice.amended']
  const seen = amendments.filter((amended) => isSeen(declared.before, amended))
  const answered = declared.content.version > seen.length ? seen : []
  return amendments.filter((one) => !answered.includes(one)).map(({ entryId }) => entryId)
}

/** Where a member stands. Of declarations that cross, on two devices of one member, a "conflict" wins. */
export const stateOfMember = (
  state: NoticeState,
  memberId: MemberId,
  gone: Gone = nobody,
): MemberStanding => {
  if (!isTold(state, memberId)) return 'not-told'
  const stands = (fact: { readonly bit: bigint }, isOwn: boolean) =>
    undoneBy(state, memberId, fact, isOwn, gone) === null
  const excluded = state.facts['access.excluded'].filter(
    ({ content }) => content.memberId === memberId,
  )
  if (excluded.some((fact) => stands(fact, false))) return 'excluded'
  const left = ownLeavingsOf(state, memberId).findLast((fact) => stands(fact, true))
  if (left) return 'as' in left.content ? left.content.as : 'recused'
  const newest = newestOf(declarationsOf(state, memberId))
  if (newest.length === 0) return 'asked'
  if (newest.some(({ content }) => content.answer === 'conflict')) return 'conflict'
  return newest.some((declared) => unansweredBy(state, declared).length === 0) ? 'cleared' : 'stale'
}

/** Whether a member may act for those who are cleared: also while an amendment waits for their answer. */
export const hasClearance = (state: NoticeState, memberId: MemberId): boolean => {
  const standing = stateOfMember(state, memberId)
  return standing === 'cleared' || standing === 'stale'
}

/** The members cleared for the newest version. */
export const clearedMembers = (state: NoticeState, gone: Gone = nobody): readonly MemberId[] =>
  unique(state.facts['conflict.declared'].map(({ by }) => by)).filter(
    (memberId) => !gone.has(memberId) && stateOfMember(state, memberId, gone) === 'cleared',
  )

/** The version that a member has to answer, or `null` when no answer of theirs is open. */
export const versionToAnswer = (state: NoticeState, memberId: MemberId): number | null => {
  const standing = stateOfMember(state, memberId)
  return standing === 'asked' || standing === 'stale' ? versionOf(state) : null
}
