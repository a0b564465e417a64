import type { CommitteeCommand } from '../../../shared/domain/committee/decide'
import type { EntryRef } from '../../../shared/domain/terms'
import type { Result } from '../../../shared/errors/result'
import type { StoreOp } from '../ledger/store-op'
import { tend } from '../notices/tend'
import { enterDecided } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { decideHere } from './decide-here'

/** Decides, enters, and does what this vault then owes to others. */
export const commandCommittee = async (
  vault: UnlockedVault,
  command: CommitteeCommand,
  extra: readonly StoreOp[] = [],
): Promise<Result<{ entryId: EntryRef }>> => {
  const decided = decideHere(vault, command)
  const entered = await enterDecided(vault, vault.committeeSpace, decided, extra)
  if (entered.ok) await tend(vault, [vault.committeeSpace])
  return entered
}
