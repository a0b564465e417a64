import type { RemovalView } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { ownersOf, statusOf } from '../../../shared/domain/case/selectors'
import { countBallots, standingOfRemoval } from '../../../shared/domain/committee/ballots'
import { isCurrentMember, wholeView } from '../../../shared/domain/committee/selectors'
import { membersOf } from '../../../shared/domain/matter/access'
import { ballotsOf, ballotsToCarry } from '../../../shared/domain/matter/ballots'
import type { MatterState } from '../../../shared/domain/matter/state'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { committeeChecks } from '../committee/attestation'
import { namedMember, nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'

type MatterId = RemovalView['matterId']

/** The matters of removals that this member is among. */
export const removalsFor = (vault: UnlockedVault): readonly MatterState[] =>
  vault.ledger
    .spacesOf('matter')
    .map((space) => vault.matters.get(space))
    .filter(
      (matter): matter is MatterState =>
        matter !== null &&
        matter.facts['removal.proposed'].length > 0 &&
        matter.facts['matter.opened'][0]?.content.purpose === 'removal',
    )

/** The first proposal of a matter: its subject does not change. */
export const proposalOf = (matter: MatterState) => {
  const proposed = matter.facts['removal.proposed'][0]
  const subject = matter.facts['matter.opened'][0]?.content.subject
  if (!proposed || !subject) throw new Error('a removal without a proposal or a subject')
  return { proposed, proposalId: proposed.content.proposalId, subject }
}

/** Open cases that a member owns first: ownership moves before they go. */
export const ownedCases = (vault: UnlockedVault, memberId: MemberId): RemovalView['ownsCases'] =>
  vault.ledger.spacesOf('case').flatMap((space) => {
    const caseId = space as CaseId
    const state = vault.cases.get(caseId)
    if (!state || statusOf(state) === 'closed' || ownersOf(state).primary !== memberId) return []
    return [{ caseId, codeName: codeNameOf(caseId) }]
  })

export const viewRemoval = (vault: UnlockedVault, matter: MatterState): RemovalView => {
  const committee = vault.ledger.committee()
  const { proposed, proposalId, subject } = proposalOf(matter)
  const ballots = ballotsOf(matter, proposalId)
  const members = membersOf(matter).filter((memberId) => isCurrentMember(committee, memberId))
  const checks = committeeChecks(committee.foundedBy)
  const facts = { space: vault.committeeSpace, proposalId, memberId: subject }
  const count = countBallots(
    wholeView(committee),
    facts,
    ballotsToCarry(matter, proposalId) as never,
    checks.verifyBallot,
  )
  const grounds = vault.ledger.readPart(proposed.parts[0] as never)
  return {
    matterId: matter.space as MatterId,
    subject: namedMember(committee, subject),
    proposedBy: nameOf(committee, proposed.by),
    proposedAtMs: proposed.atMs,
    grounds: grounds.ok ? (z.string().safeParse(grounds.value).data ?? '') : '',
    ballots: members.map((memberId) => ({
      ...namedMember(committee, memberId),
      choice: ballots.get(memberId)?.choice ?? null,
    })),
    mine: ballots.get(vault.device.memberId)?.choice ?? null,
    of: count.denominator,
    needed: count.needed,
    state: standingOfRemoval(committee, subject, count, members, ballots),
    ownsCases: ownedCases(vault, subject),
  }
}
