import { err, ok } from '../../errors/result'
import type { Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import { isAmong, membersOf } from './access'
import { ballotsOf } from './ballots'
import type { MatterFactContent, MatterFactKind, MatterPurpose } from './facts'
import type { MatterState } from './state'

/**
 * The rules of a matter (see rules.md), asked of the matter as the author had seen it, so that acts
 * which cross both stand.
 */
const fine: Verdict = ok(null)
const refuse = (code: string): Verdict => err({ code })

export const openingOf = (state: MatterState) => state.facts['matter.opened'][0] ?? null

/** X2. A removal has a subject, who is not among its members; nothing else has one. */
const namesItsMembers = (by: MemberId, content: MatterFactContent<'matter.opened'>): Verdict => {
  const { purpose, members, subject } = content
  if ((purpose === 'removal') !== (subject !== null)) return refuse('matter/wrong-subject')
  if (subject !== null && members.includes(subject)) return refuse('matter/subject-not-told')
  if (!members.includes(by)) return refuse('matter/opener-not-among')
  const isTooMany = purpose !== 'removal' && new Set(members).size > 2
  const isTooFew = purpose === 'handover' && new Set(members).size < 2
  return isTooMany || isTooFew ? refuse('matter/wrong-members') : fine
}

/** X3. The subject is never told, and a hand-over stays between two. */
const sharesWithOneMore = (
  state: MatterState,
  { memberId }: MatterFactContent<'matter.shared'>,
): Verdict => {
  const opening = openingOf(state)?.content
  if (opening?.subject === memberId) return refuse('matter/subject-not-told')
  return opening?.purpose === 'handover' ? refuse('matter/between-two') : fine
}

const isFor = (state: MatterState, purpose: MatterPurpose): Verdict =>
  openingOf(state)?.content.purpose === purpose ? fine : refuse('matter/wrong-purpose')

const hasProposal = (state: MatterState, proposalId: string): boolean =>
  state.facts['removal.proposed'].some(({ content }) => content.proposalId === proposalId)

/**
 * Whether a fact may stand. The one table that `decideMatter` and the fold share.
 *
 * @param state the matter as the author had seen it
 */
export const judgeMatter = <K extends MatterFactKind>(
  state: MatterState,
  by: MemberId,
  kind: K,
  content: MatterFactContent<K>,
): Verdict => {
  const as = <T extends MatterFactKind>() => content as unknown as MatterFactContent<T>
  // X1. The first fact opens the matter, and only the first.
  if ((kind === 'matter.opened') === (openingOf(state) !== null))
    return refuse(openingOf(state) ? 'matter/already-open' : 'matter/unknown')
  // Whom the matter is for decides who may enter facts at all: judged by their standing alone.
  if (kind === 'matter.opened') return namesItsMembers(by, as<'matter.opened'>())
  if (kind === 'matter.shared') return sharesWithOneMore(state, as<'matter.shared'>())
  if (kind === 'matter.left') return fine
  // X4. Only those among it enter facts.
  if (!isAmong(state, by)) return refuse('matter/not-yours')
  if (kind === 'handover.recorded') return isFor(state, 'handover')
  const isRemoval = isFor(state, 'removal')
  if (!isRemoval.ok) return isRemoval
  // X5. A proposal is made once, and ballots are cast on it after that.
  return kind === 'removal.proposed'
    ? hasProposal(state, as<'removal.proposed'>().proposalId)
      ? refuse('removal/already-proposed')
      : fine
    : hasProposal(state, as<'removal.balloted'>().proposalId)
      ? fine
      : refuse('removal/unknown-proposal')
}

/** What `decideMatter` refuses besides, because it would change nothing or too much. */
export const changesSomething = <K extends MatterFactKind>(
  state: MatterState,
  by: MemberId,
  kind: K,
  content: MatterFactContent<K>,
): Verdict => {
  const as = <T extends MatterFactKind>() => content as unknown as MatterFactContent<T>
  switch (kind) {
    case 'matter.shared':
      if (isAmong(state, as<'matter.shared'>().memberId)) return refuse('matter/already-told')
      // R14: a report in escrow has two receivers; another takes the place of one who left.
      return openingOf(state)?.content.purpose === 'escrow' && membersOf(state).length >= 2
        ? refuse('matter/between-two')
        : fine
    case 'matter.left':
      return isAmong(state, by) ? fine : refuse('matter/not-yours')
    case 'removal.balloted': {
      const { proposalId, choice } = as<'removal.balloted'>()
      return ballotsOf(state, proposalId).get(by)?.choice === choice
        ? refuse('removal/already-balloted')
        : fine
    }
    default:
      return fine
  }
}
