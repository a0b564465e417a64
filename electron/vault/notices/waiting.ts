import type { WaitingItem } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { identityAskersOf, identityPartOf, statusOf } from '../../../shared/domain/case/selectors'
import { agreementToAccept, isCheckInDue } from '../../../shared/domain/committee/selectors'
import {
  isOpen,
  leftOutNeedingAgreement,
  leftOutOf,
  openingOf,
  urgencyOf,
} from '../../../shared/domain/notice/audience'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId } from '../../../shared/domain/terms'
import { isHolder } from '../cases/identity-handlers'
import { handoversFor } from '../matters/handovers'
import { removalsFor, viewRemoval } from '../matters/removals'
import { nameOf } from '../members/member-names'
import { viewOffboardings } from '../members/member-views'
import { viewRequests } from '../members/request-views'
import type { UnlockedVault } from '../session/unlocked-vault'
import { readAcceptedTies, tiesIn } from '../ties/accepted-ties'
import { noticesOf } from './notice-command'
import { standingOf } from './notice-view'
import { viewOnCall } from './on-call'
import { mayGrantHere } from './prepare-leaving'

const urgencyRank = { now: 0, soon: 1, routine: 2 } as const

/** What waits for this member, the most urgent first: people who wait for an answer before papers. */
export const listWaiting = (vault: UnlockedVault): WaitingItem[] => {
  const notices = noticesOf(vault).filter(isOpen)
  const agreement = agreementToAccept(vault.ledger.committee(), vault.device.memberId)
  return [
    ...(agreement === null ? [] : [{ kind: 'accept-agreement', version: agreement } as const]),
    ...notices.flatMap((notice) => declarationsIn(vault, notice)).sort(byUrgency),
    ...handoversFor(vault).flatMap((handover): WaitingItem[] =>
      handover.mine === 'to-take-over'
        ? [
            {
              kind: 'take-over',
              matterId: handover.matterId,
              name: handover.by,
              atMs: handover.atMs,
            },
          ]
        : [],
    ),
    ...notices.flatMap((notice) => agreementsIn(vault, notice)),
    ...notices.flatMap((notice) => inCaseOf(vault, notice)),
    ...viewRequests(vault)
      .filter(({ mine }) => mine === 'may-sign')
      .map(({ requestId, name }): WaitingItem => ({ kind: 'sign-request', requestId, name })),
    ...removalsIn(vault),
    ...viewOffboardings(vault).flatMap(({ member, items }): WaitingItem[] => {
      const left = items.filter(({ doneAtMs }) => doneAtMs === null).length
      return left === 0 ? [] : [{ kind: 'offboarding', ...member, left }]
    }),
    ...(isCheckInDue(vault.ledger.committee(), vault.device.memberId, vault.now())
      ? [{ kind: 'check-in' } as const]
      : []),
  ]
}

type Declare = Extract<WaitingItem, { kind: 'declare' | 'declare-again' }>

const byUrgency = (a: Declare, b: Declare): number =>
  urgencyRank[a.urgency] - urgencyRank[b.urgency] || a.atMs - b.atMs

const declarationsIn = (vault: UnlockedVault, notice: NoticeState): Declare[] => {
  const standing = standingOf(notice, vault.device.memberId)
  const opening = openingOf(notice)
  const urgency = urgencyOf(notice)
  if ((standing !== 'asked' && standing !== 'stale') || !opening || !urgency) return []
  const amended = notice.facts['notice.amended'].at(-1)
  return [
    {
      kind: standing === 'asked' ? 'declare' : 'declare-again',
      noticeId: notice.space as Declare['noticeId'],
      urgency,
      atMs: amended?.atMs ?? opening.atMs,
    },
  ]
}

const agreementsIn = (vault: UnlockedVault, notice: NoticeState): WaitingItem[] => {
  const committee = vault.ledger.committee()
  const mayAgree = new Set(
    leftOutOf(notice)
      .filter(({ by }) => !by.includes(vault.device.memberId))
      .map(({ memberId }) => memberId),
  )
  return leftOutNeedingAgreement(notice)
    .filter((memberId) => mayAgree.has(memberId))
    .map((memberId) => ({
      kind: 'agree-left-out',
      noticeId: notice.space as Declare['noticeId'],
      name: nameOf(committee, memberId),
      atMs: openingOf(notice)?.atMs ?? 0,
    }))
}

/** What a reader of the case may do for the others. */
const inCaseOf = (vault: UnlockedVault, notice: NoticeState): WaitingItem[] => {
  const { ledger } = vault
  const committee = ledger.committee()
  return ledger.spacesOf('case', notice.space).flatMap((space): WaitingItem[] => {
    const caseId = space as CaseId
    const state = vault.cases.get(caseId)
    const access = ledger.access(space)
    if (!state || !access) return []
    const about = { caseId, codeName: codeNameOf(caseId) }
    const accepted = readAcceptedTies(vault).has(caseId)
    const items: WaitingItem[] = []
    if (!accepted && tiesIn(vault, state).length > 0) items.push({ kind: 'check-ties', caseId })
    for (const memberId of mayGrantHere(vault, state) ? access.grantable : []) {
      items.push({ kind: 'grant', ...about, memberId, name: nameOf(committee, memberId) })
    }
    const partId = identityPartOf(state)
    if (partId !== null && isHolder(vault, state, partId)) {
      for (const { memberId } of identityAskersOf(state)) {
        items.push({
          kind: 'share-identity',
          ...about,
          memberId,
          name: nameOf(committee, memberId),
        })
      }
    }
    if (access.isOnlyCopy && statusOf(state) !== 'closed' && committee.members.length > 1) {
      const { askFirst } = viewOnCall(vault, notice)
      items.push({ kind: 'only-copy', ...about, askFirst: askFirst?.name ?? null })
    }
    return items
  })
}

const removalsIn = (vault: UnlockedVault): WaitingItem[] =>
  removalsFor(vault).flatMap((matter): WaitingItem[] => {
    const removal = viewRemoval(vault, matter)
    const { matterId, subject, state, mine, proposedAtMs } = removal
    if (state === 'balloting' && mine === null) {
      return [{ kind: 'ballot', matterId, name: subject.name, atMs: proposedAtMs }]
    }
    return state === 'carried' ? [{ kind: 'enter-removal', matterId, name: subject.name }] : []
  })
