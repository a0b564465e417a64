import { decideMatter, type MatterCommand } from '../../../shared/domain/matter/decide'
import type { MatterState } from '../../../shared/domain/matter/state'
import type { EntryRef } from '../../../shared/domain/terms'
import type { Result } from '../../../shared/errors/result'
import { tend } from '../notices/tend'
import { enterDecided } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'

/** Decides, enters, and does what this vault then owes to others. */
export const commandMatter = async (
  vault: UnlockedVault,
  matter: MatterState,
  command: MatterCommand,
): Promise<Result<{ entryId: EntryRef }>> => {
  const decided = decideMatter(matter, command, vault.device.memberId)
  const entered = await enterDecided(vault, matter.space, decided)
  if (entered.ok) await tend(vault, [matter.space])
  return entered
}
