import { everything, isSeen, newestOf } from '../access/placed-fact'
import type { Quorum } from '../access/types'
import type { EntryRef, MemberId } from '../terms'
import { isTold } from './audience'
import { clearancesOf, ownLeavingsOf } from './declarations'
import type { NoticeState } from './state'

/** Members whom the committee's space knows to be gone. A notice cannot. */
export type Gone = ReadonlySet<MemberId>
export const nobody: Gone = new Set()

/**
 * Those who decide on a reinstatement, as a voter had seen it: everyone cleared but the subject and
 * those who left on their own. Excluded members are among them: nobody wins a vote by excluding
 * the voters first.
 */
const electorsOf = (
  state: NoticeState,
  subject: MemberId,
  before: bigint,
  gone: Gone,
): ReadonlySet<MemberId> =>
  new Set(
    state.facts['conflict.declared']
      .filter((declared) => declared.content.answer === 'no-conflict' && isSeen(before, declared))
      .map(({ by }) => by)
      .filter(
        (memberId) =>
          memberId !== subject &&
          !gone.has(memberId) &&
          isTold(state, memberId) &&
          ownLeavingsOf(state, memberId).length === 0,
      ),
  )

export const isElector = (
  state: NoticeState,
  subject: MemberId,
  memberId: MemberId,
  before: bigint,
): boolean => electorsOf(state, subject, before, nobody).has(memberId)

/** The majority that reinstated a member after a leaving; `null` while there is none. A "yes" is not withdrawn. */
const majorityFor = (
  state: NoticeState,
  subject: MemberId,
  leaving: { readonly bit: bigint },
  gone: Gone,
): Quorum | null => {
  const yes = state.facts['reinstatement.voted'].filter(
    ({ content, before }) =>
      content.memberId === subject && content.choice === 'yes' && isSeen(before, leaving),
  )
  for (const vote of yes) {
    const electors = electorsOf(state, subject, vote.before, gone)
    const firstOf = new Map<MemberId, EntryRef>()
    for (const { by, entryId } of yes) {
      if (electors.has(by) && !firstOf.has(by)) firstOf.set(by, entryId)
    }
    if (electors.has(vote.by) && firstOf.size * 2 > electors.size) {
      return { of: [...firstOf.values()], needed: Math.floor(electors.size / 2) + 1 }
    }
  }
  return null
}

/** What undid a leaving: a majority, and after leaving on one's own a new "no conflict" as well. */
export const undoneBy = (
  state: NoticeState,
  subject: MemberId,
  leaving: { readonly bit: bigint },
  isOwn: boolean,
  gone: Gone,
): readonly Quorum[] | null => {
  const majority = majorityFor(state, subject, leaving, gone)
  if (!majority || !isOwn) return majority && [majority]
  const cleared = clearancesOf(state, subject).filter(({ before }) => isSeen(before, leaving))
  return cleared.length === 0
    ? null
    : [majority, { of: cleared.map(({ entryId }) => entryId), needed: 1 }]
}

/** Everyone's newest choice on a member, of those who vote and know of the last leaving. */
const choicesOn = (
  state: NoticeState,
  subject: MemberId,
  electors: ReadonlySet<MemberId>,
): ReadonlyMap<MemberId, 'yes' | 'no'> => {
  const last = newestOf([
    ...state.facts['access.excluded'].filter(({ content }) => content.memberId === subject),
    ...ownLeavingsOf(state, subject),
  ])
  const choices = new Map<MemberId, 'yes' | 'no'>()
  for (const { by, before, content } of state.facts['reinstatement.voted']) {
    if (content.memberId !== subject || !electors.has(by)) continue
    if (last.every((left) => isSeen(before, left))) choices.set(by, content.choice)
  }
  return choices
}

export const choiceOnReinstatement = (
  state: NoticeState,
  subject: MemberId,
  by: MemberId,
): 'yes' | 'no' | null =>
  choicesOn(state, subject, electorsOf(state, subject, everything, nobody)).get(by) ?? null

export interface Reinstatement {
  readonly yes: number
  readonly no: number
  readonly needed: number
}

/** How the others' vote on a member stands. For people to read. */
export const reinstatementOf = (
  state: NoticeState,
  subject: MemberId,
  gone: Gone = nobody,
): Reinstatement => {
  const electors = electorsOf(state, subject, everything, gone)
  const choices = [...choicesOn(state, subject, electors).values()]
  return {
    yes: choices.filter((choice) => choice === 'yes').length,
    no: choices.filter((choice) => choice === 'no').length,
    needed: Math.floor(electors.size / 2) + 1,
  }
}
