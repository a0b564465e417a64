import { isTold } from '../../../shared/domain/notice/audience'
import { decideNotice, type NoticeCommand } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { EntryRef } from '../../../shared/domain/terms'
import type { Result } from '../../../shared/errors/result'
import { enterDecided } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'
import { tend } from './tend'

/** Decides, enters, and does what this vault then owes to others. */
export const commandNotice = async (
  vault: UnlockedVault,
  notice: NoticeState,
  command: NoticeCommand,
): Promise<Result<{ entryId: EntryRef }>> => {
  const decided = decideNotice(notice, command, vault.device.memberId)
  const entered = await enterDecided(vault, notice.space, decided)
  if (entered.ok) await tend(vault, [notice.space])
  return entered
}

/** Notices that this member has, newest first. */
export const noticesOf = (vault: UnlockedVault): readonly NoticeState[] =>
  vault.ledger
    .spacesOf('notice')
    .map((space) => vault.notices.get(space))
    .filter(
      (notice): notice is NoticeState => notice !== null && isTold(notice, vault.device.memberId),
    )
