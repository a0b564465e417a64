import { isSeen, newestOf } from '../access/placed-fact'
import type { Channel, EntryRef, MemberId, Urgency } from '../terms'
import type { NoticeFact, NoticeState } from './state'

/** Whom a notice is for, and what it says. */

type Opening = NoticeFact<'notice.opened'>

/** The opening; the first in order, should a modified program have entered another beside it. */
export const openingOf = (state: NoticeState): Opening | null =>
  state.facts['notice.opened'][0] ?? null

export const isOpened = (state: NoticeState): boolean => openingOf(state) !== null

/** Counts openings and amendments: a declaration answers one version of the notice. Zero before it is opened. */
export const versionOf = (state: NoticeState): number =>
  isOpened(state) ? 1 + state.facts['notice.amended'].length : 0

/** The announced names. Amendments that cross lose none. */
export const reportedNamesOf = (state: NoticeState): readonly string[] => [
  ...new Set(
    newestOf([...state.facts['notice.opened'], ...state.facts['notice.amended']]).flatMap(
      ({ content }) => content.reportedNames,
    ),
  ),
]

export const channelOf = (state: NoticeState): Channel | null =>
  openingOf(state)?.content.channel ?? null

export const urgencyOf = (state: NoticeState): Urgency | null =>
  openingOf(state)?.content.urgency ?? null

/** Closed and reopened by whoever did it last; where both crossed it is open. */
export const isOpen = (state: NoticeState): boolean => {
  const last = newestOf([...state.facts['notice.closed'], ...state.facts['notice.reopened']])
  const reopened = new Set<unknown>(state.facts['notice.reopened'])
  return isOpened(state) && (last.length === 0 || last.some((fact) => reopened.has(fact)))
}

/** R29: when the case went to the mediator, and when the mediator's receipt came. */
export const handedOverOf = (
  state: NoticeState,
): { readonly atMs: number; readonly receiptAtMs: number | null } | null => {
  const facts = state.facts['notice.handed-over']
  const receipt = facts.find(({ content }) => content.receiptAtMs !== null)
  return facts[0]
    ? { atMs: facts[0].atMs, receiptAtMs: receipt?.content.receiptAtMs ?? null }
    : null
}

/**
 * Whether a member made the package themselves. Who was cleared once can enter that somebody did: no vault
 * lets go of its copy for another's word.
 */
export const hasHandedOver = (state: NoticeState, memberId: MemberId): boolean =>
  state.facts['notice.handed-over'].some(({ by }) => by === memberId)

type Telling = Opening | NoticeFact<'notice.shared'>
type Withholding = Opening | NoticeFact<'notice.withheld'>

/** Every fact that meant the notice for a member, whatever came after. */
export const tellingsOf = (state: NoticeState, memberId: MemberId): readonly Telling[] => [
  ...state.facts['notice.opened'].filter(({ content }) => content.audience.includes(memberId)),
  ...state.facts['notice.shared'].filter(({ content }) => content.memberIds.includes(memberId)),
]

/** Every fact that left a member out, whatever came after. */
export const withholdingsOf = (state: NoticeState, memberId: MemberId): readonly Withholding[] => [
  ...state.facts['notice.opened'].filter(({ content }) => content.leftOut.includes(memberId)),
  ...state.facts['notice.withheld'].filter(({ content }) => content.memberId === memberId),
]

/** The sharings that undo a withholding: those whose author had seen it. */
export const sharedAgain = (
  state: NoticeState,
  memberId: MemberId,
  withholding: { readonly bit: bigint },
): readonly EntryRef[] =>
  tellingsOf(state, memberId)
    .filter(({ before }) => isSeen(before, withholding))
    .map(({ entryId }) => entryId)

/** Whether a member has the notice: told by someone who had seen every fact that leaves them out. */
export const isTold = (state: NoticeState, memberId: MemberId): boolean => {
  const tellings = tellingsOf(state, memberId)
  return (
    tellings.length > 0 &&
    withholdingsOf(state, memberId).every((one) => sharedAgain(state, memberId, one).length > 0)
  )
}

/** Everyone for whom the notice was meant at some time. */
export const everToldOf = (state: NoticeState): readonly MemberId[] => [
  ...new Set([
    ...state.facts['notice.opened'].flatMap(({ content }) => content.audience),
    ...state.facts['notice.shared'].flatMap(({ content }) => content.memberIds),
  ]),
]

/** Everyone whom a fact left out at some time. */
export const everLeftOutOf = (state: NoticeState): readonly MemberId[] => [
  ...new Set([
    ...state.facts['notice.opened'].flatMap(({ content }) => content.leftOut),
    ...state.facts['notice.withheld'].map(({ content }) => content.memberId),
  ]),
]

export interface ToldMember {
  readonly memberId: MemberId
  readonly addedBy: MemberId
}

/** The members who have the notice, and who told them last. */
export const audienceOf = (state: NoticeState): readonly ToldMember[] =>
  everToldOf(state).flatMap((memberId) => {
    const telling = tellingsOf(state, memberId).at(-1)
    return telling && isTold(state, memberId) ? [{ memberId, addedBy: telling.by }] : []
  })

export interface LeftOutMember {
  readonly memberId: MemberId
  /** Everyone who left the member out. */
  readonly by: readonly MemberId[]
  /** Others who agree. */
  readonly agreedBy: readonly MemberId[]
}

/** The members whom the notice is kept from. Any reader sees this and can share it with them. */
export const leftOutOf = (state: NoticeState): readonly LeftOutMember[] =>
  everLeftOutOf(state)
    .filter((memberId) => !isTold(state, memberId))
    .map((memberId) => {
      const standing = withholdingsOf(state, memberId).filter(
        (one) => sharedAgain(state, memberId, one).length === 0,
      )
      const agreedBy = state.facts['left-out.agreed']
        .filter(({ content }) => content.memberId === memberId)
        .filter((agreed) =>
          standing.some((one) => isSeen(agreed.before, one) && one.by !== agreed.by),
        )
        .map(({ by }) => by)
      return {
        memberId,
        by: [...new Set(standing.map(({ by }) => by))],
        agreedBy: [...new Set(agreedBy)],
      }
    })

/** The members left out by one member alone. Two who left out the same one agree by that. */
export const leftOutNeedingAgreement = (state: NoticeState): readonly MemberId[] =>
  leftOutOf(state)
    .filter(({ by, agreedBy }) => by.length === 1 && agreedBy.length === 0)
    .map(({ memberId }) => memberId)
