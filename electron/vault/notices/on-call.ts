import type { AccessView } from '../../../shared/contracts/committee-views'
import { statusOf } from '../../../shared/domain/case/selectors'
import { isCurrentMember, memberOf } from '../../../shared/domain/committee/selectors'
import { firstToAsk, mayBeAskedFirst } from '../../../shared/domain/notice/ask-first'
import { isOpen } from '../../../shared/domain/notice/audience'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { namedMember } from '../members/member-names'
import { readSetting, writeSetting } from '../session/local-settings'
import type { UnlockedVault } from '../session/unlocked-vault'
import { noticesOf } from './notice-command'

/**
 * R31: who is on call with this member, as they said on this laptop. It stays here: only the laptop
 * that alone has a case needs it, and only until a second one has that case.
 */
const onCallWith = (vault: UnlockedVault): MemberId | null =>
  readSetting(vault.store.db, 'on-call-with')

/** Everyone who was a member and is none any more. */
export const goneOf = (vault: UnlockedVault): ReadonlySet<MemberId> => {
  const committee = vault.ledger.committee()
  return new Set(
    committee.members
      .map(({ memberId }) => memberId)
      .filter((memberId) => !isCurrentMember(committee, memberId)),
  )
}

const firstFor = (vault: UnlockedVault, notice: NoticeState): MemberId | null =>
  firstToAsk(notice, onCallWith(vault), vault.device.memberId, goneOf(vault))

/** Whom to ask first about a case that nobody else has, and who may be chosen for that. */
export const viewOnCall = (
  vault: UnlockedVault,
  notice: NoticeState | null,
): Pick<AccessView, 'askFirst' | 'mayBeAsked'> => {
  if (notice === null) return { askFirst: null, mayBeAsked: [] }
  const committee = vault.ledger.committee()
  const first = firstFor(vault, notice)
  return {
    askFirst: first && namedMember(committee, first),
    mayBeAsked: mayBeAskedFirst(notice, vault.device.memberId, goneOf(vault)).map((memberId) =>
      namedMember(committee, memberId),
    ),
  }
}

/** Everyone who is to be asked first about a case that this laptop alone has. */
export const askedFirst = (vault: UnlockedVault): ReadonlySet<MemberId> => {
  const { ledger, cases } = vault
  const isOnlyHere = (space: string): boolean => {
    const state = cases.get(space as CaseId)
    return (
      state !== null && statusOf(state) !== 'closed' && ledger.access(space)?.isOnlyCopy === true
    )
  }
  return new Set(
    noticesOf(vault)
      .filter((notice) => isOpen(notice) && ledger.spacesOf('case', notice.space).some(isOnlyHere))
      .flatMap((notice) => firstFor(vault, notice) ?? []),
  )
}

/** @param memberId `null` for nobody */
export const setOnCall = async (
  vault: UnlockedVault,
  memberId: MemberId | null,
): Promise<Result<null>> => {
  const committee = vault.ledger.committee()
  if (memberId !== null) {
    if (memberId === vault.device.memberId) return err({ code: 'member/is-self' })
    if (!memberOf(committee, memberId)) return err({ code: 'member/unknown' })
    if (!isCurrentMember(committee, memberId)) return err({ code: 'member/gone' })
  }
  const kept = await vault.store.commit([writeSetting('on-call-with', memberId)])
  if (!kept.ok) return kept
  vault.emit({ kind: 'notices-changed' })
  return ok(null)
}
