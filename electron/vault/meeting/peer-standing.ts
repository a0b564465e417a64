import { authorOf, isCurrentMember, isLive } from '../../../shared/domain/committee/selectors'
import type { ExchangeChannel, ExchangeVault } from './exchange-ports'

/** A device that the committee does not know yet (`unknown`) is told nothing, and may bring what lets it in. */
export type Standing = 'unknown' | 'current' | 'gone'

/** How the committee, as far as it is here, stands to a device now. */
export const standingOf = (
  { ledger, committeeSpace }: ExchangeVault,
  { deviceId, memberId }: ExchangeChannel['peer'],
): Standing => {
  const committee = ledger.committee()
  if (ledger.spaceOf(committeeSpace) === null) return 'unknown'
  if (authorOf(committee, deviceId) === null) return 'unknown'
  return isLive(committee, deviceId) && isCurrentMember(committee, memberId) ? 'current' : 'gone'
}

export const isMemberOf = ({ ledger }: ExchangeVault, memberId: string): boolean =>
  isCurrentMember(ledger.committee(), memberId)
