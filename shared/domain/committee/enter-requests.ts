import type { EntryRef, MemberId } from '../terms'
import { signaturesNeeded } from './device-rules'
import type { CommitteeEntry } from './facts'
import { signInsNeeded } from './joining-rules'
import { changeIn, changeMember, type OpenCommittee, replace } from './open-committee'
import { authorOf, deviceOf, holds, memberOf, requestsIn, type View } from './selectors'
import type { Device, DeviceRequest, JoinRequest, Vote } from './state'

/** A request that became a member or a device, and what it used up by that. */
export interface Claim {
  readonly key: string
  readonly entryIds: readonly EntryRef[]
}

export const enterRequest = <R extends JoinRequest | DeviceRequest>(
  requests: Map<string, readonly R[]>,
  { id, atMs }: CommitteeEntry,
  by: MemberId,
  content: R['content'],
): void => {
  const known = requests.get(content.requestId) ?? []
  // The same request entered twice at once, by one member on two devices, is one.
  const isSame = (one: R) =>
    one.enteredBy === by && JSON.stringify(one.content) === JSON.stringify(content)
  const request = { content, enteredBy: by, atMs, entryIds: [id], votes: [], declinedBy: [] }
  requests.set(
    content.requestId,
    known.some(isSame)
      ? known.map((one) => (isSame(one) ? { ...one, entryIds: [...one.entryIds, id] } : one))
      : [...known, request as unknown as R],
  )
}

const claimsOf = ({ content, enteredBy, entryIds }: JoinRequest): readonly Claim[] => [
  { key: `invitation/used ${content.invitationId} ${enteredBy}`, entryIds },
  { key: `member/already-there ${content.memberId}`, entryIds },
  { key: `device/already-there ${content.deviceId}`, entryIds },
]

export const newDevice = (
  { memberId, deviceId, boxKey }: Pick<Device, 'memberId' | 'deviceId' | 'boxKey'>,
  admission: readonly Vote[],
): Device => ({ memberId, deviceId, boxKey, admission, revocations: [], revokedBy: null })

export const putDevice = (open: OpenCommittee, device: Device): void => {
  if (!deviceOf(open, device.deviceId)) open.devices.push(device)
  else if (authorOf(open, device.deviceId) === device.memberId)
    replace(
      open.devices,
      (one) => one.deviceId === device.deviceId,
      (one) => ({ ...one, admission: device.admission }),
    )
}

export const signIn = (
  open: OpenCommittee,
  view: View,
  entry: CommitteeEntry,
  by: MemberId,
  requestId: string,
): readonly Claim[] => {
  const [meant] = requestsIn(view, open.joinRequests, requestId)
  if (!meant) return []
  const vote = { entryId: entry.id, by, need: signInsNeeded(view), matter: requestId }
  const votes = [...meant.votes, vote]
  changeIn(
    open.joinRequests,
    requestId,
    (one) => one === meant,
    (one) => ({ ...one, votes }),
  )
  if (!holds(votes)) return []
  const { content } = meant
  const { memberId, name, aliases, employer } = content
  if (memberOf(open, memberId)) changeMember(open, memberId, () => ({ admission: votes }))
  else
    open.members.push({
      memberId,
      name,
      aliases,
      employer,
      agreementVersion: content.agreementVersion,
      agreementAcceptedAtMs: content.agreementAcceptedAtMs,
      admittedAtMs: entry.atMs,
      admission: votes,
      profiles: [{ entryId: entry.id, name, aliases, employer }],
      leavings: [],
      checkIn: null,
      termUntilMs: null,
    })
  putDevice(open, newDevice(content, votes))
  return claimsOf(meant)
}

export const signDevice = (
  open: OpenCommittee,
  view: View,
  entry: CommitteeEntry,
  by: MemberId,
  requestId: string,
): readonly Claim[] => {
  const [meant] = requestsIn(view, open.deviceRequests, requestId)
  if (!meant) return []
  const need = signaturesNeeded(view, meant.content.purpose)
  const votes = [...meant.votes, { entryId: entry.id, by, need, matter: requestId }]
  changeIn(
    open.deviceRequests,
    requestId,
    (one) => one === meant,
    (one) => ({ ...one, votes }),
  )
  if (!holds(votes)) return []
  putDevice(open, newDevice(meant.content, votes))
  const { entryIds } = meant
  return [{ key: `device/already-there ${meant.content.deviceId}`, entryIds }]
}
