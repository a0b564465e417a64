import type { AccessView } from '../../../shared/contracts/committee-views'
import { openingOf as openingOfCase, ownersOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import {
  currentMembers,
  devicesOf,
  isCurrentMember,
} from '../../../shared/domain/committee/selectors'
import {
  audienceOf,
  handedOverOf,
  leftOutOf,
  withholdingsOf,
} from '../../../shared/domain/notice/audience'
import { stateOfMember } from '../../../shared/domain/notice/clearance'
import { reinstatementOf } from '../../../shared/domain/notice/reinstatement'
import type { NoticeState } from '../../../shared/domain/notice/state'
import { namedMember, nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { goneOf, viewOnCall } from './on-call'

type Left = AccessView['left'][number]

/** Who left the case or may not have it, as far as that is known to its readers. */
const viewLeft = (vault: UnlockedVault, notice: NoticeState): Left[] => {
  const committee = vault.ledger.committee()
  const away = goneOf(vault)
  const left = audienceOf(notice).flatMap(({ memberId }): Left[] => {
    const standing = stateOfMember(notice, memberId, away)
    const excluded = notice.facts['access.excluded'].findLast(
      ({ content }) => content.memberId === memberId,
    )
    const own =
      notice.facts['access.left'].findLast(({ by }) => by === memberId) ??
      notice.facts['conflict.declared'].findLast(({ by }) => by === memberId)
    const member = namedMember(committee, memberId)
    if (away.has(memberId)) {
      const atMs = committee.members.find((one) => one.memberId === memberId)?.leavings[0]?.atMs
      return [{ ...member, as: 'gone', atMs: atMs ?? 0, by: '', reinstatement: null }]
    }
    if (standing === 'excluded' && excluded) {
      return [
        {
          ...member,
          as: 'excluded',
          atMs: excluded.atMs,
          by: nameOf(committee, excluded.by),
          reinstatement: reinstatementOf(notice, memberId, away),
        },
      ]
    }
    if (standing === 'conflict' || standing === 'recused' || standing === 'declined') {
      return [
        { ...member, as: standing, atMs: own?.atMs ?? 0, by: member.name, reinstatement: null },
      ]
    }
    return []
  })
  const withheld = leftOutOf(notice).map(({ memberId, by }): Left => {
    const fact = withholdingsOf(notice, memberId).at(-1)
    return {
      ...namedMember(committee, memberId),
      as: 'withheld',
      atMs: fact?.atMs ?? 0,
      by: nameOf(committee, by[0] ?? ''),
      reinstatement: null,
    }
  })
  return [...left, ...withheld]
}

const mediatorOf = (
  vault: UnlockedVault,
  notice: NoticeState | null,
  isLastReader: boolean,
): AccessView['mediator'] => {
  const playbook = vault.ledger.committee().playbook
  const handedOver = notice && handedOverOf(notice)
  const others = notice
    ? audienceOf(notice).filter(({ memberId }) => memberId !== vault.device.memberId)
    : []
  const mayTakeOver = others.some(({ memberId }) => {
    const standing = notice && stateOfMember(notice, memberId, goneOf(vault))
    return standing === 'asked' || standing === 'stale' || standing === 'cleared'
  })
  return {
    label: playbook?.mediator.label ?? '',
    contact: playbook?.mediator.contact ?? '',
    state: handedOver ? 'handed-over' : isLastReader && !mayTakeOver ? 'needed' : 'not-needed',
  }
}

/** Who can open a case, since when and by whom; for those who can. */
export const viewAccess = (vault: UnlockedVault, state: CaseState): AccessView => {
  const { ledger, device } = vault
  const committee = ledger.committee()
  const access = ledger.access(state.caseId)
  if (!access) throw new Error('the access of a case that is not here')
  const noticeSpace = openingOfCase(state)?.content.noticeSpace ?? null
  const notice = noticeSpace === null ? null : vault.notices.get(noticeSpace)
  const owners = ownersOf(state)
  const isLastReader = access.readers.length === 1
  const laptops = access.readers.flatMap((memberId) => devicesOf(committee, memberId))
  const standings = notice
    ? audienceOf(notice).map(({ memberId }) => ({
        memberId,
        standing: stateOfMember(notice, memberId, goneOf(vault)),
      }))
    : []
  return {
    noticeId: noticeSpace as AccessView['noticeId'],
    readers: access.readers.map((memberId) => {
      const grants = access.grants.filter((grant) => grant.memberId === memberId)
      return {
        ...namedMember(committee, memberId),
        isSelf: memberId === device.memberId,
        sinceMs: grants[0]?.sinceMs ?? 0,
        grantedBy: nameOf(committee, grants[0]?.by ?? ''),
        devices: devicesOf(committee, memberId).length,
        hasEverything: memberId === device.memberId || access.complete.includes(memberId),
      }
    }),
    toGrant: access.grantable.map((memberId) => namedMember(committee, memberId)),
    asked: standings
      .filter(
        ({ memberId, standing }) => standing === 'asked' && isCurrentMember(committee, memberId),
      )
      .map(({ memberId }) => namedMember(committee, memberId)),
    left: notice ? viewLeft(vault, notice) : [],
    owners: {
      primary: owners.primary && namedMember(committee, owners.primary),
      secondary: owners.secondary && namedMember(committee, owners.secondary),
    },
    onlyCopy: access.isOnlyCopy && currentMembers(committee).length > 0,
    ...viewOnCall(vault, notice),
    laptops: laptops.length,
    rotationOwed: access.isRotationOwed,
    state: access.needsUpdate ? 'needs-update' : access.isFrozen ? 'frozen' : 'fine',
    mediator: mediatorOf(vault, notice, isLastReader),
  }
}
