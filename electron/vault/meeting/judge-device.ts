import { authorOf, isCurrentMember, isLive } from '../../../shared/domain/committee/selectors'
import { readWaiting } from '../join/join-row'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { JudgePeer } from './channel/judge-peer'
import { isRevokedAlone } from './peer-standing'
import type { RoomReason } from './room-set'

/** Farewells to one device in one meeting: what got lost is said again, and not for ever. */
export const maxFarewells = 3

/**
 * What the vault says to a device that has proven its key, by the committee's log and the room it came through.
 *
 * Who was removed is let in to be told so; a device that was revoked before, and one that nobody knows, are not. By an
 * invitation's door a device comes that nobody knows yet: it may ask, and is told nothing.
 *
 * @param farewellsOf how often a device was told that it is gone, in this meeting
 */
export const judgeDeviceIn =
  (
    vault: UnlockedVault,
    reason: RoomReason,
    farewellsOf: (deviceId: string) => number,
  ): JudgePeer =>
  (deviceId) => {
    const waiting = readWaiting(vault.store.db)
    if (waiting) {
      return deviceId === waiting.inviterDevice
        ? { kind: 'member', memberId: '' }
        : { kind: 'refused', reason: 'unknown-device' }
    }
    const committee = vault.ledger.committee()
    const memberId = authorOf(committee, deviceId)
    if (memberId === null) {
      return reason.kind === 'issued'
        ? { kind: 'newcomer', invitationId: reason.invitationId }
        : { kind: 'refused', reason: 'unknown-device' }
    }
    const isMember = isCurrentMember(committee, memberId)
    const isRevoked = isMember ? !isLive(committee, deviceId) : isRevokedAlone(committee, deviceId)
    if (isRevoked) return { kind: 'refused', reason: 'revoked' }
    return isMember || farewellsOf(deviceId) < maxFarewells
      ? { kind: 'member', memberId }
      : { kind: 'refused', reason: 'left' }
  }
