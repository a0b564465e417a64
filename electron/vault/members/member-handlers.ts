import type { VaultHandlers } from '../../../shared/contracts/vault'
import {
  currentMembers,
  deviceOf,
  isCurrentMember,
  memberOf,
} from '../../../shared/domain/committee/selectors'
import { err, ok } from '../../../shared/errors/result'
import { ownedCases } from '../matters/removals'
import type { UnlockedVault } from '../session/unlocked-vault'
import { commandCommittee } from './committee-command'
import { viewEmployers, viewMember } from './member-views'

export type MemberHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `member.${string}`> | 'device.revoke'
>

export const createMemberHandlers = (vault: UnlockedVault): MemberHandlers => {
  const self = vault.device.memberId
  return {
    'member.list': () => {
      const committee = vault.ledger.committee()
      return ok({
        members: committee.members.map((member) => viewMember(vault, committee, member)),
        employers: viewEmployers(committee),
      })
    },
    'member.changeSelf': async ({ name, aliases, employer }) => {
      const member = memberOf(vault.ledger.committee(), self)
      const isSame =
        member?.name === name &&
        member.employer === employer &&
        JSON.stringify(member.aliases) === JSON.stringify(aliases)
      return isSame
        ? err({ code: 'member/no-change' })
        : commandCommittee(vault, { do: 'change-self', name, aliases, employer })
    },
    'member.setTerm': async ({ memberId, untilMs }) => {
      const committee = vault.ledger.committee()
      if (!memberOf(committee, memberId)) return err({ code: 'member/unknown' })
      if (!isCurrentMember(committee, memberId)) return err({ code: 'member/gone' })
      return commandCommittee(vault, { do: 'set-term', memberId, untilMs })
    },
    'member.acceptAgreement': ({ version }) =>
      commandCommittee(vault, { do: 'accept-agreement', version }),
    'member.checkIn': ({ stay }) => commandCommittee(vault, { do: 'check-in', stay }),
    'member.resign': async () => {
      if (currentMembers(vault.ledger.committee()).length === 1) {
        return err({ code: 'member/last-one' })
      }
      if (ownedCases(vault, self).length > 0) return err({ code: 'member/owns-cases' })
      const resigned = await commandCommittee(vault, { do: 'resign' })
      if (!resigned.ok) return resigned
      vault.emit({ kind: 'session-changed' })
      return ok(null)
    },
    'device.revoke': async ({ deviceId, reason }) => {
      const committee = vault.ledger.committee()
      const device = deviceOf(committee, deviceId)
      if (!device) return err({ code: 'device/unknown' })
      if (device.revokedBy !== null) return err({ code: 'device/revoked' })
      if (deviceId === vault.ownDeviceId) {
        return err({ code: 'device/this-one' })
      }
      if (device.revocations.some(({ by }) => by === self)) {
        return err({ code: 'device/already-asked' })
      }
      return commandCommittee(vault, { do: 'revoke-device', deviceId: device.deviceId, reason })
    },
  }
}
