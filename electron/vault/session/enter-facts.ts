import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { CaseId, EntryRef } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import type { SpaceWrite } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-op'
import { indexNotice } from '../notices/open-notices'
import type { UnlockedVault } from './unlocked-vault'

/** Forgets what was folded of spaces that changed, and tells the window what to read again. */
export const noteChanges = (vault: UnlockedVault, spaces: Iterable<string>): void => {
  const { ledger } = vault
  for (const space of new Set(spaces)) {
    switch (ledger.spaceOf(space)?.kind) {
      case 'committee':
        // Who left decides what counts in every narrower space.
        vault.notices.clear()
        vault.matters.clear()
        vault.cases.clear()
        vault.emit({ kind: 'committee-changed' })
        vault.emit({ kind: 'notices-changed' })
        break
      case 'notice':
        vault.notices.forget(space)
        indexNotice(vault, space)
        for (const caseId of ledger.spacesOf('case', space)) vault.cases.forget(caseId as CaseId)
        vault.emit({ kind: 'notices-changed' })
        break
      case 'matter':
        vault.matters.forget(space)
        vault.cases.forget(space as CaseId)
        vault.emit({ kind: 'committee-changed' })
        vault.emit({ kind: 'notices-changed' })
        break
      default:
        vault.cases.forget(space as CaseId)
        vault.emit({ kind: 'case-changed', caseId: space as CaseId })
        vault.emit({ kind: 'cases-changed' })
    }
  }
}

/** Enters facts in one or more spaces, all or nothing, and forgets what was folded of them before. */
export const enterWrites = async (
  vault: UnlockedVault,
  writes: readonly SpaceWrite[],
  extra: readonly StoreOp[] = [],
): Promise<Result<readonly OpenedEntry[]>> => {
  const appended = await vault.ledger.append(writes, extra)
  if (appended.ok) {
    noteChanges(
      vault,
      writes.map(({ space }) => space),
    )
  }
  return appended
}

/** Enters what was decided for one space, and names the first entry. */
export const enterDecided = async (
  vault: UnlockedVault,
  space: string,
  decided: Result<readonly FactDraft[]>,
  extra: readonly StoreOp[] = [],
): Promise<Result<{ entryId: EntryRef }>> => {
  if (!decided.ok) return decided
  const entered = await enterWrites(vault, [{ space, facts: decided.value }], extra)
  if (!entered.ok) return entered
  const [first] = entered.value
  if (!first) throw new Error('a command entered nothing')
  return ok({ entryId: first.id })
}
