import type { Verdict } from '../ledger/fact'
import { countBallots } from './ballots'
import { type Content, fine, type Question, refuse } from './question'
import { isCurrent, memberOf, membersIn, playbookIn, wasAdmitted } from './selectors'

/** Rules about those who are members already, and how they leave (M11, M12, M15). */

export const isAboutAMember = ({ view }: Question, memberId: string): Verdict => {
  const member = memberOf(view.state, memberId)
  return member && isCurrent(view, member) ? fine : refuse('member/unknown')
}

/** M11. The last member does not resign: nobody would be left to hand anything to. */
export const leavesSomebody = ({ view }: Question): Verdict =>
  membersIn(view).length > 1 ? fine : refuse('member/last-one')

/** M12 (R73). A removal carries the ballots of a majority of all members. */
export const carriesAMajority = (
  { view, space, checks }: Question,
  { memberId, proposalId, ballots }: Content<'member.removed'>,
): Verdict => {
  const facts = { space, proposalId, memberId }
  const { passes, yes, denominator } = countBallots(view, facts, ballots, checks.verifyBallot)
  return passes ? fine : refuse('removal/no-majority', { yes, denominator })
}

/** M15 (R75). What is ticked off is on the playbook's list, for someone who left. */
export const ticksTheList = (
  { view }: Question,
  { memberId, itemId }: Content<'offboarding.checked'>,
): Verdict => {
  const member = memberOf(view.state, memberId)
  if (!member || !wasAdmitted(view, member)) return refuse('member/unknown')
  if (isCurrent(view, member)) return refuse('offboarding/not-leaving')
  const isListed = playbookIn(view)?.offboarding.checklist.some(({ id }) => id === itemId)
  return isListed ? fine : refuse('offboarding/unknown-item')
}
