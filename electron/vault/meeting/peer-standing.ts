import {
  authorOf,
  deviceOf,
  isCurrentMember,
  isLive,
  memberOf,
} from '../../../shared/domain/committee/selectors'
import type { CommitteeState } from '../../../shared/domain/committee/state'
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

/**
 * Whether a device was revoked for itself, as a stolen one is, and not because its member left: it is told nothing, not
 * even of a leaving that came later.
 */
export const isRevokedAlone = (committee: CommitteeState, deviceId: string): boolean => {
  const device = deviceOf(committee, deviceId)
  if (device === null || device.revokedBy === null) return false
  const { leavings } = memberOf(committee, device.memberId) ?? { leavings: [] }
  return !leavings.some(({ entryId }) => entryId === device.revokedBy)
}

/** A device of a member who was removed or resigned. */
export const isOwedFarewell = (
  { ledger }: ExchangeVault,
  { deviceId, memberId }: ExchangeChannel['peer'],
): boolean =>
  !isCurrentMember(ledger.committee(), memberId) && !isRevokedAlone(ledger.committee(), deviceId)
