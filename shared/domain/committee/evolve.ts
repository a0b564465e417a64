import type { Leaving } from '../access/types'
import type { RejectedEntry } from '../ledger/fact'
import type { EntryRef, MemberId } from '../terms'
import type { CommitteeEntry, CommitteeFactContent, CommitteeFactKind } from './facts'
import type { Against, Decided, Departure } from './leaving'
import { signaturesNeeded, signInsNeeded } from './rules'
import { authorOf, deviceOf, holds, memberOf, requestsIn, type View } from './selectors'
import type {
  CommitteeState,
  Device,
  DeviceRequest,
  Invitation,
  JoinRequest,
  Member,
  OffboardingMark,
  Vote,
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

/** A request that became a member or a device, and what it used up by that. */
export interface Claim {
  readonly key: string
  readonly entryIds: readonly EntryRef[]
}

const replace = <T>(list: T[], is: (one: T) => boolean, change: (one: T) => T): void => {
  const at = list.findIndex(is)
  if (at >= 0) list[at] = change(list[at] as T)
}

const changeMember = (
  open: OpenCommittee,
  memberId: string,
  change: (member: Member) => Partial<Member>,
): void =>
  replace(
    open.members,
    (member) => member.memberId === memberId,
    (member) => ({ ...member, ...change(member) }),
  )

const addTo = <T>(map: Map<string, readonly T[]>, key: string, one: T): void => {
  map.set(key, [...(map.get(key) ?? []), one])
}

const changeIn = <T>(
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

const enterRequest = <R extends JoinRequest | DeviceRequest>(
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

const newDevice = (
  { memberId, deviceId, boxKey }: Pick<Device, 'memberId' | 'deviceId' | 'boxKey'>,
  admission: readonly Vote[],
): Device => ({ memberId, deviceId, boxKey, admission, revocations: [], revokedBy: null })

const putDevice = (open: OpenCommittee, device: Device): void => {
  if (!deviceOf(open, device.deviceId)) open.devices.push(device)
  else if (authorOf(open, device.deviceId) === device.memberId)
    replace(
      open.devices,
      (one) => one.deviceId === device.deviceId,
      (one) => ({ ...one, admission: device.admission }),
    )
}

const signIn = (
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

const signDevice = (
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

/** Everything that was said on the matter of a word, with that word. */
export const matterWith = (
  open: CommitteeState | OpenCommittee,
  { vote, deviceIds }: Against,
): { readonly votes: readonly Vote[]; readonly deviceIds: readonly string[] } => {
  const before = open.against.get(vote.matter)
  return {
    votes: [...(before?.votes ?? []), vote],
    deviceIds: [...new Set([...(before?.deviceIds ?? []), ...deviceIds])],
  }
}

/** Enters a departure. `decided`: what it takes, with what others had said. */
export const depart = (
  open: OpenCommittee,
  { id, space, atMs }: CommitteeEntry,
  { member, against }: Departure,
  decided: Decided,
): void => {
  if (member) {
    const leaving = { entryId: id, as: member.as, atMs }
    changeMember(open, member.memberId, ({ leavings }) => ({ leavings: [...leavings, leaving] }))
    open.leavings.push({ entryId: id, space, memberId: member.memberId, deviceId: null })
  }
  if (!against) return
  const { matter } = against.vote
  const said = matterWith(open, against)
  open.against.set(matter, said)
  for (const deviceId of said.deviceIds) {
    replace(
      open.devices,
      (device) => device.deviceId === deviceId,
      (device) => ({
        ...device,
        revocations: [
          ...device.revocations.filter((vote) => vote.matter !== matter),
          ...said.votes,
        ],
      }),
    )
  }
  const { takes } = decided
  for (const deviceId of decided.deviceIds) {
    replace(
      open.devices,
      (device) => device.deviceId === deviceId,
      (device) => ({ ...device, revokedBy: device.revokedBy ?? id }),
    )
    open.leavings.push({ entryId: id, space, memberId: null, deviceId, ...(takes && { takes }) })
  }
}

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
    case 'offboarding.checked':
      open.offboarding.push({ ...as<'offboarding.checked'>(), entryId: id, by, atMs })
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
