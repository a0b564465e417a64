import { isSeen } from '../access/placed-fact'
import type { MemberId } from '../terms'
import type { NoticeFact, NoticeState } from './state'

/** What members said of themselves: their answers, and that they left (R24, R28). */

export type Declaration = NoticeFact<'conflict.declared'>

export const declarationsOf = (state: NoticeState, memberId: MemberId): readonly Declaration[] =>
  state.facts['conflict.declared'].filter(({ by }) => by === memberId)

export const clearancesOf = (state: NoticeState, memberId: MemberId): readonly Declaration[] =>
  declarationsOf(state, memberId).filter(({ content }) => content.answer === 'no-conflict')

/** Whether a member was cleared at some time, whatever came after. */
export const wasCleared = (state: NoticeState, memberId: MemberId): boolean =>
  clearancesOf(state, memberId).length > 0

type OwnLeaving = Declaration | NoticeFact<'access.left'>

/**
 * The facts by which a member left on their own. A "conflict" is one when the member was cleared
 * before it, or on another device meanwhile; before any clearance it is an answer like any other.
 */
export const ownLeavingsOf = (state: NoticeState, memberId: MemberId): readonly OwnLeaving[] => {
  const clearances = clearancesOf(state, memberId)
  return [
    ...declarationsOf(state, memberId).filter(
      (declared) =>
        declared.content.answer === 'conflict' &&
        clearances.some((cleared) => !isSeen(cleared.before, declared)),
    ),
    ...state.facts['access.left'].filter(({ by }) => by === memberId),
  ]
}
