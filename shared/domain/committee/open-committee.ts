import type { Leaving } from '../access/types'
import type { RejectedEntry } from '../ledger/fact'
import type { EntryRef } from '../terms'
import type {
  CommitteeState,
  Device,
  DeviceRequest,
  Invitation,
  JoinRequest,
  Member,
  OffboardingMark,
} from './state'

/** A committee while entries are added to it: the same shape, of which nobody else holds any part. */
export interface OpenCommittee
  extends Omit<
    CommitteeState,
    | 'members'
    | 'devices'
    | 'invitations'
    | 'joinRequests'
    | 'deviceRequests'
    | 'playbooks'
    | 'offboarding'
    | 'against'
    | 'leavings'
    | 'rejected'
  > {
  name: string
  foundedAtMs: number
  foundedBy: CommitteeState['foundedBy']
  playbook: CommitteeState['playbook']
  servers: CommitteeState['servers']
  heads: readonly EntryRef[]
  readonly members: Member[]
  readonly devices: Device[]
  readonly invitations: Map<string, readonly Invitation[]>
  readonly joinRequests: Map<string, readonly JoinRequest[]>
  readonly deviceRequests: Map<string, readonly DeviceRequest[]>
  readonly playbooks: CommitteeState['playbooks'][number][]
  readonly offboarding: OffboardingMark[]
  readonly against: Map<string, NonNullable<ReturnType<CommitteeState['against']['get']>>>
  readonly leavings: Leaving[]
  readonly rejected: RejectedEntry[]
}

export const openCopyOf = (state: CommitteeState): OpenCommittee => ({
  ...state,
  members: [...state.members],
  devices: [...state.devices],
  invitations: new Map(state.invitations),
  joinRequests: new Map(state.joinRequests),
  deviceRequests: new Map(state.deviceRequests),
  playbooks: [...state.playbooks],
  offboarding: [...state.offboarding],
  against: new Map(state.against),
  leavings: [...state.leavings],
  rejected: [...state.rejected],
})

export const replace = <T>(list: T[], is: (one: T) => boolean, change: (one: T) => T): void => {
  const at = list.findIndex(is)
  if (at >= 0) list[at] = change(list[at] as T)
}

export const changeMember = (
  open: OpenCommittee,
  memberId: string,
  change: (member: Member) => Partial<Member>,
): void =>
  replace(
    open.members,
    (member) => member.memberId === memberId,
    (member) => ({ ...member, ...change(member) }),
  )

export const addTo = <T>(map: Map<string, readonly T[]>, key: string, one: T): void => {
  map.set(key, [...(map.get(key) ?? []), one])
}

export const changeIn = <T>(
  map: Map<string, readonly T[]>,
  key: string,
  is: (one: T) => boolean,
  change: (one: T) => T,
): void => {
  map.set(
    key,
    (map.get(key) ?? []).map((one) => (is(one) ? change(one) : one)),
  )
}
