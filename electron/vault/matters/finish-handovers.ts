import { membersOf } from '../../../shared/domain/matter/access'
import { decideMatter } from '../../../shared/domain/matter/decide'
import type { MatterState } from '../../../shared/domain/matter/state'
import type { MemberId } from '../../../shared/domain/terms'
import { enterDecided } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'

/** R26: once the other has taken over and left, whoever handed over keeps nothing readable. */
const isTakenOver = (matter: MatterState, self: MemberId): boolean =>
  matter.facts['handover.recorded'].some(({ by }) => by === self) &&
  membersOf(matter).every((memberId) => memberId === self) &&
  membersOf(matter).length > 0

/** Leaves the hand-overs of this member that were taken over. One that cannot be left now is left later. */
export const finishHandovers = async (vault: UnlockedVault): Promise<void> => {
  const self = vault.device.memberId
  for (const space of vault.ledger.spacesOf('matter')) {
    const matter = vault.matters.get(space)
    if (matter && isTakenOver(matter, self))
      await enterDecided(vault, space, decideMatter(matter, { do: 'leave' }, self))
  }
}
