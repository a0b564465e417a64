import { type CommitteeCommand, decideCommittee } from '../../../shared/domain/committee/decide'
import type { FactDraft } from '../../../shared/domain/ledger/fact'
import type { Result } from '../../../shared/errors/result'
import { committeeChecks } from '../committee/attestation'
import type { UnlockedVault } from '../session/unlocked-vault'

/** What the committee's rules say to a command of this device, with everything that is known now. */
export const decideHere = (
  vault: UnlockedVault,
  command: CommitteeCommand,
): Result<readonly FactDraft[]> => {
  const committee = vault.ledger.committee()
  return decideCommittee(committee, command, {
    deviceId: vault.ownDeviceId,
    space: vault.committeeSpace,
    checks: committeeChecks(committee.foundedBy),
  })
}
