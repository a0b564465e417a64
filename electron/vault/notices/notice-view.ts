import type { NoticeView } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { isCurrentMember } from '../../../shared/domain/committee/selectors'
import { wordsOfTie } from '../../../shared/domain/matching/ties'
import {
  audienceOf,
  channelOf,
  handedOverOf,
  isOpen,
  leftOutOf,
  openingOf,
  reportedNamesOf,
  urgencyOf,
  versionOf,
} from '../../../shared/domain/notice/audience'
import { type MemberStanding, stateOfMember } from '../../../shared/domain/notice/clearance'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { memberNames, nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { proposeFromTies } from '../ties/consult-ties'
import { getTies } from '../ties/ties-store'

type Told = Exclude<MemberStanding, 'not-told'>

/** The standing of someone who has the notice. */
export const standingOf = (notice: NoticeState, memberId: MemberId): Told => {
  const standing = stateOfMember(notice, memberId)
  return standing === 'not-told' ? 'asked' : standing
}

/** The case that a notice announces, where this vault holds its key. */
export const caseOfNotice = (vault: UnlockedVault, noticeId: string): NoticeView['case'] => {
  for (const space of vault.ledger.spacesOf('case', noticeId)) {
    const caseId = space as CaseId
    if (vault.cases.get(caseId)) return { caseId, codeName: codeNameOf(caseId) }
  }
  return null
}

const proposalFor = (vault: UnlockedVault, notice: NoticeState): NoticeView['proposal'] => {
  const standing = standingOf(notice, vault.device.memberId)
  if (standing !== 'asked' && standing !== 'stale') return null
  const own = memberNames(vault.ledger.committee(), vault.device.memberId)
  const proposed = proposeFromTies(vault, own, reportedNamesOf(notice))
  const ties = getTies(vault)
  // "None found" is no clearance, so that nothing is proposed then (R24).
  if (!proposed.ok || !ties.ok || proposed.value.answer === 'none-found') return null
  return {
    answer: 'conflict',
    ties: proposed.value.ties.map((tie) => wordsOfTie(ties.value, own, tie)),
  }
}

/** What a member sees of a notice that they have: never the reporter, and never who is not told of it and why. */
export const viewNotice = (vault: UnlockedVault, notice: NoticeState): NoticeView => {
  const committee = vault.ledger.committee()
  const self = vault.device.memberId
  const opening = openingOf(notice)
  const channel = channelOf(notice)
  const urgency = urgencyOf(notice)
  if (!opening || !channel || !urgency) throw new Error('a notice that was never opened')
  return {
    noticeId: notice.space as NoticeView['noticeId'],
    reportedNames: [...reportedNamesOf(notice)],
    channel,
    urgency,
    openedBy: nameOf(committee, opening.by),
    openedAtMs: opening.atMs,
    version: versionOf(notice),
    isOpen: isOpen(notice),
    handedOver: handedOverOf(notice) !== null,
    mine: standingOf(notice, self),
    case: caseOfNotice(vault, notice.space),
    proposal: proposalFor(vault, notice),
    others: audienceOf(notice)
      .filter(({ memberId }) => memberId !== self && isCurrentMember(committee, memberId))
      .map(({ memberId }) => ({
        memberId,
        name: nameOf(committee, memberId),
        standing: standingOf(notice, memberId),
      })),
    leftOut: leftOutOf(notice)
      .filter(({ memberId }) => isCurrentMember(committee, memberId))
      .map(({ memberId, by, agreedBy }) => ({
        memberId,
        name: nameOf(committee, memberId),
        by: nameOf(committee, by[0] ?? ''),
        agreedBy:
          agreedBy[0] !== undefined
            ? nameOf(committee, agreedBy[0])
            : by[1] !== undefined
              ? nameOf(committee, by[1])
              : null,
        mayAgree: by.length === 1 && agreedBy.length === 0 && !by.includes(self),
      })),
  }
}
