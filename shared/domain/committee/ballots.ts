import type { Playbook } from '../playbook'
import type { MemberId } from '../terms'
import type { Ballot, BallotChoice, BallotFacts, CommitteeChecks } from './facts'
import { deviceOf, isCurrentMember, isLiveIn, membersIn, playbookIn, type View } from './selectors'
import type { CommitteeState } from './state'

/** R73: the count of a removal's ballots. */
export interface RemovalCount {
  readonly yes: number
  readonly no: number
  readonly abstain: number
  /** All current members, the subject among them where the playbook counts them. */
  readonly denominator: number
  /** How many must say yes: more than half of the denominator, or all others. */
  readonly needed: number
  readonly passes: boolean
}

type RemovalPolicy = Pick<Playbook['removal'], 'rule' | 'countSubject'>

/** Before a playbook is adopted there is one member; the stricter count does no harm. */
const strictest: RemovalPolicy = { rule: 'simple-majority', countSubject: true }

/** One choice for each member: a member whose ballots differ has none. */
const choicesOf = (
  view: View,
  facts: Omit<BallotFacts, 'choice'>,
  ballots: readonly Ballot[],
  verify: CommitteeChecks['verifyBallot'],
): readonly BallotChoice[] => {
  const choices = new Map<MemberId, Set<BallotChoice>>()
  for (const { deviceId, choice, signature } of ballots) {
    const device = deviceOf(view.state, deviceId)
    if (!device || !isLiveIn(view, device) || device.memberId === facts.memberId) continue
    if (!verify(deviceId, { ...facts, choice }, signature)) continue
    choices.set(device.memberId, (choices.get(device.memberId) ?? new Set()).add(choice))
  }
  return [...choices.values()].flatMap((given) => (given.size === 1 ? [...given] : []))
}

/**
 * Counts ballots as an entry's own past has the committee: every current member counts, whoever
 * voted; a ballot that is forged, of another proposal, of the subject, or of a device that is not a
 * current member's counts as none.
 */
export const countBallots = (
  view: View,
  facts: Omit<BallotFacts, 'choice'>,
  ballots: readonly Ballot[],
  verify: CommitteeChecks['verifyBallot'],
): RemovalCount => {
  const choices = choicesOf(view, facts, ballots, verify)
  const members = membersIn(view)
  const others = members.filter(({ memberId }) => memberId !== facts.memberId).length
  const { rule, countSubject } = playbookIn(view)?.removal ?? strictest
  const tally = (wanted: BallotChoice) => choices.filter((choice) => choice === wanted).length
  const yes = tally('yes')
  const denominator = countSubject ? members.length : others
  const needed = rule === 'unanimity' ? others : Math.floor(denominator / 2) + 1
  const passes = yes > 0 && yes >= needed
  return { yes, no: tally('no'), abstain: tally('abstain'), denominator, needed, passes }
}

/** Where a removal stands: it is carried as soon as it may be entered, and rejected once nobody is left to ask. */
export type RemovalStanding = 'balloting' | 'carried' | 'rejected' | 'entered'

/** R73. `asked`: the members who may cast a ballot; `answered`: those who did. */
export const standingOfRemoval = (
  state: CommitteeState,
  subject: string,
  { passes }: Pick<RemovalCount, 'passes'>,
  asked: readonly MemberId[],
  answered: { has(memberId: MemberId): boolean },
): RemovalStanding => {
  if (!isCurrentMember(state, subject)) return 'entered'
  if (passes) return 'carried'
  return asked.every((memberId) => answered.has(memberId)) ? 'rejected' : 'balloting'
}
