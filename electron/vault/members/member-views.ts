import type {
  EmployerView,
  InvitationView,
  MemberView,
  OffboardingView,
} from '../../../shared/contracts/committee-views'
import { employerCapOf } from '../../../shared/domain/committee/employer-cap'
import {
  currentMembers,
  devicesOf,
  holds,
  isCheckInDue,
  isCurrentMember,
  offboardingOf,
} from '../../../shared/domain/committee/selectors'
import type { CommitteeState, Device, Member } from '../../../shared/domain/committee/state'
import { fingerprintWords } from '../committee/fingerprint'
import type { UnlockedVault } from '../session/unlocked-vault'
import { nameOf } from './member-names'

const namesOf = (state: CommitteeState, memberIds: Iterable<string>): string[] => [
  ...new Set([...memberIds].map((memberId) => nameOf(state, memberId))),
]

const viewDevice = (
  vault: UnlockedVault,
  state: CommitteeState,
  forked: ReadonlySet<string>,
  device: Device,
) => ({
  deviceId: device.deviceId,
  fingerprintWords: fingerprintWords(device.deviceId, device.boxKey),
  thisDevice: device.deviceId === vault.ownDeviceId,
  state:
    device.revokedBy !== null
      ? ('revoked' as const)
      : forked.has(device.deviceId)
        ? ('frozen' as const)
        : ('active' as const),
  revocationAskedBy: holds(device.revocations)
    ? []
    : namesOf(
        state,
        device.revocations.map(({ by }) => by),
      ),
})

export const viewMember = (
  vault: UnlockedVault,
  state: CommitteeState,
  member: Member,
): MemberView => {
  const leaving = member.leavings[0]
  const forked = new Set(vault.ledger.access(vault.committeeSpace)?.forkedDevices)
  return {
    memberId: member.memberId,
    name: member.name,
    aliases: [...member.aliases],
    employer: member.employer,
    isSelf: member.memberId === vault.device.memberId,
    state: leaving?.as ?? 'current',
    leftAtMs: leaving?.atMs ?? null,
    admittedAtMs: member.admittedAtMs,
    signedInBy: namesOf(
      state,
      member.admission.map(({ by }) => by).filter((by) => by !== member.memberId),
    ),
    agreementVersion: member.agreementVersion,
    agreementAcceptedAtMs: member.agreementAcceptedAtMs,
    termUntilMs: member.termUntilMs,
    checkIn: {
      atMs: member.checkIn?.atMs ?? null,
      stay: member.checkIn?.stay ?? null,
      isDue: isCheckInDue(state, member.memberId, vault.now()),
    },
    devices: devicesOf(state, member.memberId, 'all').map((device) =>
      viewDevice(vault, state, forked, device),
    ),
  }
}

/** R71: every employer of a current member, against the most that the playbook allows. */
export const viewEmployers = (state: CommitteeState): EmployerView[] => {
  const counted = new Map<string, { employer: string; members: number }>()
  for (const { employer } of currentMembers(state)) {
    const key = employer.normalize('NFKC').trim().toLowerCase()
    const known = counted.get(key)
    counted.set(key, { employer: known?.employer ?? employer, members: (known?.members ?? 0) + 1 })
  }
  return [...counted.values()]
    .map(({ employer, members }) => {
      const { cap } = employerCapOf(state, employer)
      const standing: EmployerView['state'] =
        cap === null || members < cap ? 'fine' : members === cap ? 'at-cap' : 'over-cap'
      return { employer, members, cap, state: standing }
    })
    .sort((a, b) => b.members - a.members || (a.employer < b.employer ? -1 : 1))
}

export const viewInvitations = (state: CommitteeState, nowMs: number): InvitationView[] =>
  [...state.invitations.values()].flat().map((invitation) => ({
    invitationId: invitation.invitationId as never,
    forName: invitation.forName,
    issuedBy: nameOf(state, invitation.issuedBy),
    expiresAtMs: invitation.expiresAtMs,
    state:
      invitation.answers.length > 0
        ? 'used'
        : invitation.withdrawnBy.length > 0
          ? 'withdrawn'
          : nowMs >= invitation.expiresAtMs
            ? 'expired'
            : 'open',
  }))

/** R75: what is left to do for everyone who left. */
export const viewOffboardings = (vault: UnlockedVault): OffboardingView[] => {
  const state = vault.ledger.committee()
  return state.members
    .filter(({ memberId, leavings }) => leavings.length > 0 && !isCurrentMember(state, memberId))
    .map(({ memberId, name }) => ({
      member: { memberId, name },
      items: offboardingOf(state, memberId).map(({ id, text, mark }) => ({
        id,
        text,
        doneBy: mark?.done ? nameOf(state, mark.by) : null,
        doneAtMs: mark?.done ? mark.atMs : null,
      })),
      // R74: access has ended by the entry itself; what follows is for other systems.
      letterMayBeWritten: true,
    }))
}
