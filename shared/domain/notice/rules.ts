import { err, ok } from '../../errors/result'
import { everything, isSeen, newestOf } from '../access/placed-fact'
import type { Verdict } from '../ledger/fact'
import type { MemberId } from '../terms'
import { isOpen, isOpened, isTold, leftOutOf, versionOf } from './audience'
import { hasClearance, stateOfMember } from './clearance'
import { declarationsOf, ownLeavingsOf, wasCleared } from './declarations'
import type { NoticeFactContent, NoticeFactKind } from './facts'
import { choiceOnReinstatement, isElector } from './reinstatement'
import type { NoticeState } from './state'

/**
 * The rules of a notice (see rules.md). Each is asked of the notice *as the author had seen it*, so
 * that acts which cross both stand, and all vaults judge alike in whatever order entries came.
 */
const fine: Verdict = ok(null)
const refuse = (code: string): Verdict => err({ code })

/** N2. The opener is told, and nobody is both told and left out. */
const saysForWhom = (by: MemberId, content: NoticeFactContent<'notice.opened'>): Verdict => {
  if (content.leftOut.some((memberId) => content.audience.includes(memberId)))
    return refuse('notice/both-told-and-left-out')
  return content.audience.includes(by) ? fine : refuse('notice/opener-not-told')
}

/** N8. One answers a version that one has seen. */
const answersWhatIsThere = (
  state: NoticeState,
  { version }: NoticeFactContent<'conflict.declared'>,
): Verdict => (version <= versionOf(state) ? fine : refuse('notice/unknown-version'))

/** N7. Only who is cleared acts on the notice of a case. */
const isCleared = (state: NoticeState, by: MemberId): Verdict =>
  hasClearance(state, by) ? fine : refuse('notice/not-cleared')

/** N5. Agreement is another member's, about someone who is left out. */
const agreesAsAnother = (state: NoticeState, by: MemberId, memberId: MemberId): Verdict => {
  const leftOut = leftOutOf(state).find((one) => one.memberId === memberId)
  if (!leftOut) return refuse('notice/not-left-out')
  return leftOut.by.some((one) => one !== by) ? fine : refuse('notice/own-proposal')
}

/** N11. One leaves what one may have access to. */
const hasSomethingToLeave = (state: NoticeState, by: MemberId): Verdict =>
  hasClearance(state, by) ? fine : refuse('access/not-a-reader')

/** N12. One excludes others who have the notice, never oneself. */
const excludesAnother = (state: NoticeState, by: MemberId, memberId: MemberId): Verdict => {
  if (memberId === by) return refuse('member/is-self')
  const standing = stateOfMember(state, memberId)
  return standing === 'not-told' || standing === 'excluded' ? refuse('access/not-a-reader') : fine
}

/** N13. The others vote, about someone who left or was excluded. */
const votesOnAnother = (state: NoticeState, by: MemberId, memberId: MemberId): Verdict => {
  if (memberId === by) return refuse('member/is-self')
  const standing = stateOfMember(state, memberId)
  if (standing !== 'excluded' && standing !== 'recused' && standing !== 'declined')
    return refuse('access/not-excluded')
  return isElector(state, memberId, by, everything) ? fine : refuse('notice/not-cleared')
}

const firstRefusal = (...verdicts: readonly (() => Verdict)[]): Verdict => {
  for (const verdict of verdicts) {
    const result = verdict()
    if (!result.ok) return result
  }
  return fine
}

/**
 * Whether a fact may stand. The one table that `decideNotice` and the fold share.
 *
 * @param state the notice as the author had seen it
 */
export const judgeNotice = <K extends NoticeFactKind>(
  state: NoticeState,
  by: MemberId,
  kind: K,
  content: NoticeFactContent<K>,
): Verdict => {
  const as = <T extends NoticeFactKind>() => content as unknown as NoticeFactContent<T>
  // N1. The first fact opens the notice, and only the first.
  if ((kind === 'notice.opened') === isOpened(state))
    return refuse(isOpened(state) ? 'notice/already-open' : 'notice/unknown')
  // Whom the notice is for decides who may enter facts at all: judged by their standing alone.
  if (kind === 'notice.opened') return saysForWhom(by, as<'notice.opened'>())
  if (kind === 'notice.shared') return fine
  if (kind === 'notice.withheld') {
    return as<'notice.withheld'>().memberId === by ? refuse('member/is-self') : fine
  }
  // N3. Only members who have the notice enter facts.
  if (!isTold(state, by)) return refuse('notice/not-told')
  switch (kind) {
    case 'left-out.agreed':
      return agreesAsAnother(state, by, as<'left-out.agreed'>().memberId)
    case 'conflict.declared':
      return answersWhatIsThere(state, as<'conflict.declared'>())
    case 'access.left':
      return hasSomethingToLeave(state, by)
    case 'access.excluded':
      return firstRefusal(
        () => isCleared(state, by),
        () => excludesAnother(state, by, as<'access.excluded'>().memberId),
      )
    case 'reinstatement.voted':
      return votesOnAnother(state, by, as<'reinstatement.voted'>().memberId)
    case 'notice.handed-over':
      return wasCleared(state, by) ? fine : refuse('notice/not-cleared')
    default:
      return isCleared(state, by)
  }
}

/** One answers the newest version; once, unless the answer changes. */
const changesAnswer = (
  state: NoticeState,
  by: MemberId,
  { version, answer }: NoticeFactContent<'conflict.declared'>,
): Verdict => {
  if (version < versionOf(state)) return refuse('notice/older-version')
  const last = declarationsOf(state, by).at(-1)
  const isSame = last?.content.answer === answer && last.content.version === version
  const left = newestOf(ownLeavingsOf(state, by))
  if (left.length === 0) return isSame ? refuse('notice/already-answered') : fine
  // N10. Who left on their own says "no conflict" once more, before the others let them back in.
  if (answer === 'conflict' && !hasClearance(state, by)) return refuse('access/left')
  const isSinceLeaving = last !== undefined && left.every((fact) => isSeen(last.before, fact))
  return isSame && isSinceLeaving ? refuse('notice/already-answered') : fine
}

/** What `decideNotice` refuses besides, because it would change nothing. */
export const changesSomething = <K extends NoticeFactKind>(
  state: NoticeState,
  by: MemberId,
  kind: K,
  content: NoticeFactContent<K>,
): Verdict => {
  const as = <T extends NoticeFactKind>() => content as unknown as NoticeFactContent<T>
  const isLeftOut = (memberId: MemberId) =>
    leftOutOf(state).find((one) => one.memberId === memberId) ?? null
  switch (kind) {
    case 'notice.shared':
      return as<'notice.shared'>().memberIds.every((memberId) => isTold(state, memberId))
        ? refuse('notice/already-told')
        : fine
    case 'notice.withheld':
      return isLeftOut(as<'notice.withheld'>().memberId) ? refuse('notice/already-left-out') : fine
    case 'left-out.agreed':
      return isLeftOut(as<'left-out.agreed'>().memberId)?.agreedBy.includes(by)
        ? refuse('notice/already-agreed')
        : fine
    case 'conflict.declared':
      return changesAnswer(state, by, as<'conflict.declared'>())
    case 'reinstatement.voted': {
      const { memberId, choice } = as<'reinstatement.voted'>()
      return choiceOnReinstatement(state, memberId, by) === choice
        ? refuse('access/no-change')
        : fine
    }
    case 'notice.closed':
    case 'notice.reopened':
      return isOpen(state) === (kind === 'notice.closed') ? fine : refuse('notice/no-change')
    default:
      return fine
  }
}
