import type { Leaving } from '../access/types'
import type { Playbook } from '../playbook'
import type { EntryRef, MemberId } from '../terms'
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

/** The committee as one entry had it: only what that entry had seen. */
export interface View {
  readonly state: CommitteeState
  readonly seen: (entryId: EntryRef) => boolean
}

/** The committee with everything that is known now. */
export const wholeView = (state: CommitteeState): View => ({ state, seen: () => true })

/** Whether enough different members had been heard on a matter. Asked for every entry of a replay. */
export const holds = (votes: readonly Vote[], seen: View['seen'] = () => true): boolean =>
  votes.some(
    (vote) =>
      seen(vote.entryId) && (vote.need <= 1 || votersOn(votes, vote.matter, seen) >= vote.need),
  )

/** How many different members spoke on a matter. */
export const votersOn = (
  votes: readonly Vote[],
  matter: string,
  seen: View['seen'] = () => true,
): number => {
  const voters: MemberId[] = []
  for (const vote of votes)
    if (vote.matter === matter && !voters.includes(vote.by) && seen(vote.entryId))
      voters.push(vote.by)
  return voters.length
}

export const deviceOf = (state: CommitteeState, deviceId: string): Device | null =>
  state.devices.find((device) => device.deviceId === deviceId) ?? null

export const memberOf = (state: CommitteeState, memberId: string): Member | null =>
  state.members.find((member) => member.memberId === memberId) ?? null

/** The member whose device signed, admitted and revoked devices alike; `null` for a stranger's. */
export const authorOf = (state: CommitteeState, deviceId: string): MemberId | null =>
  deviceOf(state, deviceId)?.memberId ?? null

export const wasAdmitted = (view: View, member: Member): boolean =>
  holds(member.admission, view.seen)

export const isCurrent = (view: View, member: Member): boolean =>
  wasAdmitted(view, member) && !member.leavings.some(({ entryId }) => view.seen(entryId))

/** The members that an entry's author knew as current. */
export const membersIn = (view: View): readonly Member[] =>
  view.state.members.filter((member) => isCurrent(view, member))

export const currentMembers = (state: CommitteeState): readonly Member[] =>
  membersIn(wholeView(state))

export const isCurrentMember = (state: CommitteeState, memberId: string): boolean => {
  const member = memberOf(state, memberId)
  return member !== null && isCurrent(wholeView(state), member)
}

/** Admitted, not revoked, and of a current member, as far as this view goes. */
export const isLiveIn = (view: View, device: Device): boolean => {
  const member = memberOf(view.state, device.memberId)
  return (
    holds(device.admission, view.seen) &&
    !holds(device.revocations, view.seen) &&
    member !== null &&
    isCurrent(view, member)
  )
}

export const isLive = (state: CommitteeState, deviceId: string): boolean => {
  const device = deviceOf(state, deviceId)
  return device !== null && isLiveIn(wholeView(state), device)
}

/** The devices of a member, oldest first; `live` leaves out revoked ones and those of who left. */
export const devicesOf = (
  state: CommitteeState,
  memberId: string,
  which: 'live' | 'all' = 'live',
): readonly Device[] =>
  state.devices.filter(
    (device) =>
      device.memberId === memberId && (which === 'all' || isLiveIn(wholeView(state), device)),
  )

/** The playbook that an entry's author knew; of two that cross, the later in causal order. */
export const playbookIn = (view: View): Playbook | null =>
  view.state.playbooks.findLast(({ entryId }) => view.seen(entryId))?.playbook ?? null

/** What a member had told of themselves, as far as this view goes. */
export const employerIn = (view: View, member: Member): string =>
  (member.profiles.findLast(({ entryId }) => view.seen(entryId)) ?? member.profiles[0])?.employer ??
  member.employer

type AnyRequest = JoinRequest | DeviceRequest

/** The requests under an id that this view knows: one, unless someone used the id twice. */
export const requestsIn = <R extends AnyRequest>(
  view: View,
  requests: ReadonlyMap<string, readonly R[]>,
  requestId: string,
): readonly R[] =>
  (requests.get(requestId) ?? []).filter(({ entryIds }) => entryIds.some(view.seen))

/** Invitations under an id that this view knows: one, unless two issuers used the id. */
export const invitationsIn = (view: View, invitationId: string): readonly Invitation[] =>
  (view.state.invitations.get(invitationId) ?? []).filter(({ entryId }) => view.seen(entryId))

/** Newcomers who wait for sign-ins. */
export const pendingJoinRequests = (state: CommitteeState): readonly JoinRequest[] =>
  [...state.joinRequests.values()]
    .flat()
    .filter(({ votes, declinedBy }) => declinedBy.length === 0 && !holds(votes))

/** Further devices that wait to be signed, and that nobody declined. */
export const pendingDeviceRequests = (state: CommitteeState): readonly DeviceRequest[] =>
  [...state.deviceRequests.values()]
    .flat()
    .filter(({ votes, declinedBy }) => declinedBy.length === 0 && !holds(votes))

/** Invitations that were neither used nor withdrawn. Whether one expired is for the issuer's clock. */
export const openInvitations = (state: CommitteeState): readonly Invitation[] =>
  [...state.invitations.values()]
    .flat()
    .filter(({ withdrawnBy, answers }) => withdrawnBy.length === 0 && answers.length === 0)

/** What the committee's space contributes to the leavings of every space. */
export const leavings = (state: CommitteeState): readonly Leaving[] => state.leavings

const addMonths = (fromMs: number, count: number): number => {
  const date = new Date(fromMs)
  return date.setUTCMonth(date.getUTCMonth() + count)
}

/**
 * R72: whether it is time to ask a member if they want to stay, by the playbook's `checkInMonths`
 * since they were admitted or last asked. Never for who left, nor where the playbook asks nobody.
 */
export const isCheckInDue = (state: CommitteeState, memberId: string, nowMs: number): boolean => {
  const member = memberOf(state, memberId)
  const afterMonths = state.playbook?.checkInMonths ?? null
  if (member === null || afterMonths === null || !isCurrentMember(state, memberId)) return false
  return nowMs >= addMonths(member.checkIn?.atMs ?? member.admittedAtMs, afterMonths)
}

/**
 * R9: the version of the committee's agreement that a current member has not accepted yet; `null` for
 * none. A newcomer reads it once they are in, everyone when it changes.
 */
export const agreementToAccept = (state: CommitteeState, memberId: string): string | null => {
  const member = memberOf(state, memberId)
  if (member === null || !state.playbook || !isCurrentMember(state, memberId)) return null
  const version = String(state.playbook.confidentialityAgreement.version)
  return member.agreementVersion === version ? null : version
}

/** R75: the playbook's checklist for someone who left, with who ticked what off and when. */
export const offboardingOf = (
  state: CommitteeState,
  memberId: string,
): readonly {
  readonly id: string
  readonly text: string
  readonly mark: OffboardingMark | null
}[] =>
  (state.playbook?.offboarding.checklist ?? []).map(({ id, text }) => ({
    id,
    text,
    mark:
      state.offboarding.findLast((mark) => mark.memberId === memberId && mark.itemId === id) ??
      null,
  }))
