import type { MemberId } from '../terms'
import {
  type Claim,
  enterRequest,
  newDevice,
  putDevice,
  signDevice,
  signIn,
} from './enter-requests'
import type { CommitteeEntry, CommitteeFactContent, CommitteeFactKind } from './facts'
import { addTo, changeIn, changeMember, type OpenCommittee } from './open-committee'
import { authorOf, type View } from './selectors'
import type { CommitteeState } from './state'

/** Adds a fact that its rules let stand. */
export const enterFact = <K extends CommitteeFactKind>(
  open: OpenCommittee,
  view: View,
  entry: CommitteeEntry,
  kind: K,
  content: CommitteeFactContent<K>,
): readonly Claim[] => {
  const as = <T extends CommitteeFactKind>() => content as unknown as CommitteeFactContent<T>
  const { id, atMs } = entry
  const by = authorOf(open, entry.deviceId) as MemberId
  const alone = { entryId: id, by, need: 1, matter: id }
  switch (kind) {
    case 'committee.founded':
      open.name = as<'committee.founded'>().name
      open.foundedAtMs = atMs
      open.foundedBy = entry.deviceId as CommitteeState['foundedBy']
      return []
    case 'member.admitted': {
      const founder = as<'member.admitted'>()
      open.members.push({
        ...founder,
        aliases: [],
        admittedAtMs: atMs,
        admission: [{ ...alone, by: founder.memberId }],
        profiles: [{ entryId: id, name: founder.name, aliases: [], employer: founder.employer }],
        leavings: [],
        checkIn: null,
        termUntilMs: null,
      })
      return []
    }
    case 'device.admitted': {
      const admitted = as<'device.admitted'>()
      putDevice(open, newDevice(admitted, [{ ...alone, by: admitted.memberId }]))
      return [{ key: `device/already-there ${admitted.deviceId}`, entryIds: [id] }]
    }
    case 'invitation.issued':
      addTo(open.invitations, as<'invitation.issued'>().invitationId, {
        ...as<'invitation.issued'>(),
        issuedBy: by,
        entryId: id,
        withdrawnBy: [],
        answers: [],
      })
      return []
    case 'invitation.withdrawn':
      changeIn(
        open.invitations,
        as<'invitation.withdrawn'>().invitationId,
        ({ entryId }) => view.seen(entryId),
        (one) => ({ ...one, withdrawnBy: [...one.withdrawnBy, id] }),
      )
      return []
    case 'member.requested': {
      const request = as<'member.requested'>()
      enterRequest(open.joinRequests, entry, by, request)
      changeIn(
        open.invitations,
        request.invitationId,
        ({ issuedBy }) => issuedBy === by,
        (one) => ({
          ...one,
          answers: [...one.answers, { entryId: id, requestId: request.requestId }],
        }),
      )
      return []
    }
    case 'member.signed-in':
      return signIn(open, view, entry, by, as<'member.signed-in'>().requestId)
    case 'member.declined': {
      const { requestId } = as<'member.declined'>()
      changeIn(
        open.joinRequests,
        requestId,
        ({ entryIds }) => entryIds.some(view.seen),
        (one) => ({ ...one, declinedBy: [...one.declinedBy, { entryId: id, by }] }),
      )
      return []
    }
    case 'member.changed': {
      const { name, aliases, employer } = as<'member.changed'>()
      changeMember(open, by, ({ profiles }) => ({
        name,
        aliases,
        employer,
        profiles: [...profiles, { entryId: id, name, aliases, employer }],
      }))
      return []
    }
    case 'agreement.accepted':
      changeMember(open, by, () => ({
        agreementVersion: as<'agreement.accepted'>().version,
        agreementAcceptedAtMs: atMs,
      }))
      return []
    case 'member.checked-in':
      changeMember(open, by, () => ({
        checkIn: { atMs, stay: as<'member.checked-in'>().stay },
      }))
      return []
    case 'term.set': {
      const { memberId, untilMs } = as<'term.set'>()
      changeMember(open, memberId, () => ({ termUntilMs: untilMs }))
      return []
    }
    case 'device.requested':
      enterRequest(open.deviceRequests, entry, by, as<'device.requested'>())
      return []
    case 'device.signed':
      return signDevice(open, view, entry, by, as<'device.signed'>().requestId)
    case 'device.declined': {
      const { requestId } = as<'device.declined'>()
      changeIn(
        open.deviceRequests,
        requestId,
        ({ entryIds }) => entryIds.some(view.seen),
        (one) => ({ ...one, declinedBy: [...one.declinedBy, { entryId: id, by }] }),
      )
      return []
    }
    case 'offboarding.checked':
      open.offboarding.push({ ...as<'offboarding.checked'>(), entryId: id, by, atMs })
      return []
    case 'meeting.servers-named':
      open.servers = { ...as<'meeting.servers-named'>(), entryId: id, by, atMs }
      return []
    case 'playbook.adopted': {
      const { playbook } = as<'playbook.adopted'>()
      open.playbook = playbook
      open.playbooks.push({ entryId: id, playbook })
      return []
    }
    default:
      return []
  }
}
