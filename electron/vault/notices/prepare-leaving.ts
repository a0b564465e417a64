import { decideCase } from '../../../shared/domain/case/decide'
import { mayGrant, ownersBeforeLeaving } from '../../../shared/domain/case/owners'
import { openingOf, ownersOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { hasHandedOver } from '../../../shared/domain/notice/audience'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, EntryRef, MemberId } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import { caseContextOf, enterCase } from '../cases/enter-case'
import { identityForOwners } from '../cases/identity-handlers'
import type { UnlockedVault } from '../session/unlocked-vault'

export const noticeOfCase = (vault: UnlockedVault, state: CaseState): NoticeState | null => {
  const space = openingOf(state)?.content.noticeSpace
  return space ? vault.notices.get(space) : null
}

/** The case that a notice announces, where this vault can read it. */
export const readableCaseOf = (vault: UnlockedVault, noticeId: string): CaseState | null => {
  for (const space of vault.ledger.spacesOf('case', noticeId)) {
    const state = vault.cases.get(space as CaseId)
    if (state) return state
  }
  return null
}

/** Whether this member may give the case's keys to who is cleared. */
export const mayGrantHere = (vault: UnlockedVault, state: CaseState): boolean =>
  mayGrant(
    vault.ledger.committee().playbook?.access.grant ?? 'at-once',
    ownersOf(state),
    vault.ledger.access(state.caseId)?.readers ?? [],
    vault.device.memberId,
  )

/** R45, R20. Names the owners; what this laptop holds of the reporter's identity goes with it. */
export const nameOwners = async (
  vault: UnlockedVault,
  state: CaseState,
  owners: { readonly primary: MemberId; readonly secondary: MemberId | null },
): Promise<Result<{ entryId: EntryRef }>> => {
  const decided = decideCase(
    state,
    { do: 'set-owners', ...owners },
    caseContextOf(vault, state.caseId),
  )
  if (!decided.ok) return decided
  const shared = identityForOwners(vault, vault.cases.preview(state, decided.value))
  const entered = await enterCase(vault, state, [...decided.value, ...shared])
  if (!entered.ok) return entered
  const [first] = entered.value
  if (!first) throw new Error('naming owners entered nothing')
  return ok({ entryId: first.id })
}

/** Enters what comes before this member leaves a case on their own. */
export const prepareLeaving = async (
  vault: UnlockedVault,
  state: CaseState,
  notice: NoticeState,
  newOwner: MemberId | null,
): Promise<Result<null>> => {
  const self = vault.device.memberId
  const first = ownersBeforeLeaving(ownersOf(state), {
    self,
    readers: vault.ledger.access(state.caseId)?.readers ?? [],
    newOwner,
    handedOver: hasHandedOver(notice, self),
  })
  if (!first.ok) return first
  if (first.value === null) return ok(null)
  const named = await nameOwners(vault, state, first.value)
  return named.ok ? ok(null) : named
}
