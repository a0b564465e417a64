import { peopleOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { Names } from '../../../shared/domain/matching/names'
import {
  checkAllPeople,
  proposeDeclaration,
  type TieProposal,
} from '../../../shared/domain/matching/ties'
import { ok, type Result } from '../../../shared/errors/result'
import type { UnlockedVault } from '../session/unlocked-vault'
import { getTies, type TiesUnreadable } from './ties-store'

/**
 * What to propose to the member when a notice, or a new version of it, asks them (R24, R27).
 *
 * @param own this vault's member as others may name them
 */
export const proposeFromTies = (
  vault: UnlockedVault,
  own: Names,
  reportedNames: readonly string[],
): Result<TieProposal, TiesUnreadable> => {
  const ties = getTies(vault)
  return ties.ok ? ok(proposeDeclaration(ties.value, own, reportedNames)) : ties
}

/** Asked on clearance, before anything of the case is shown: whether to offer recusal. */
export const checkCaseAgainstTies = (
  vault: UnlockedVault,
  state: CaseState,
): Result<TieProposal, TiesUnreadable> => {
  const ties = getTies(vault)
  if (!ties.ok) return ties
  return ok(
    checkAllPeople(
      ties.value,
      peopleOf(state).map(({ person }) => person),
    ),
  )
}
