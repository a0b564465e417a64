import { decideCase } from '../../../shared/domain/case/decide'
import { openingOf, ownersOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import { hasHandedOver } from '../../../shared/domain/notice/audience'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId, EntryRef, MemberId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
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

/** Where the playbook lets the owners confirm who gets the keys, any reader does once no owner is left. */
export const mayGrant = (vault: UnlockedVault, state: CaseState): boolean => {
  if (vault.ledger.committee().playbook?.access.grant !== 'owner-confirms') return true
  const readers = vault.ledger.access(state.caseId)?.readers ?? []
  const { primary, secondary } = ownersOf(state)
  const owners = [primary, secondary].filter((one) => one !== null && readers.includes(one))
  return owners.length === 0 || owners.includes(vault.device.memberId)
}

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

/** Who owns the case after this member: themselves out of it, the chosen one or the only one in. */
const ownersAfter = (
  vault: UnlockedVault,
  state: CaseState,
  others: readonly MemberId[],
  newOwner: MemberId | null,
): { primary: MemberId; secondary: MemberId | null } | null => {
  const self = vault.device.memberId
  const { primary, secondary } = ownersOf(state)
  const isThere = (owner: MemberId | null): owner is MemberId =>
    owner !== null && others.includes(owner)
  const only = others.length === 1 ? (others[0] ?? null) : null
  const next = primary === self ? (newOwner ?? (isThere(secondary) ? secondary : only)) : primary
  if (!isThere(next)) return null
  const other = [primary, secondary].find((owner) => isThere(owner) && owner !== next)
  return { primary: next, secondary: other ?? null }
}

/**
 * What comes before a reader leaves a case on their own: somebody else can open it, and owns it.
 * `case/last-reader` and `case/owner-first` where that is not so.
 */
export const prepareLeaving = async (
  vault: UnlockedVault,
  state: CaseState,
  notice: NoticeState,
  newOwner: MemberId | null,
): Promise<Result<null>> => {
  const self = vault.device.memberId
  const readers = vault.ledger.access(state.caseId)?.readers ?? []
  const others = readers.filter((memberId) => memberId !== self)
  if (others.length === 0) {
    return hasHandedOver(notice, self) ? ok(null) : err({ code: 'case/last-reader' })
  }
  const { primary, secondary } = ownersOf(state)
  if (primary !== self && secondary !== self) return ok(null)
  const after = ownersAfter(vault, state, others, newOwner)
  if (!after) return err({ code: 'case/owner-first' })
  const named = await nameOwners(vault, state, after)
  return named.ok ? ok(null) : named
}
