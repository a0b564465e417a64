import type { Leaving } from '../access/types'
import type { RejectedEntry } from '../ledger/fact'
import type { Playbook } from '../playbook'
import type { EntryRef, MemberId } from '../terms'
import type { CommitteeFactContent, DeviceKey, InvitationId, RequestId } from './facts'
import type { MeetingServers } from './meeting-servers'

/**
 * One entry's word for something that may need several members: it holds as soon as, of the votes
 * that are seen on one matter, one asks for no more members than there are.
 */
export interface Vote {
  readonly entryId: EntryRef
  readonly by: MemberId
  /** How many different members the matter needed, as this entry's past had it. */
  readonly need: number
  readonly matter: string
}

export interface Profile {
  readonly entryId: EntryRef
  readonly name: string
  readonly aliases: readonly string[]
  readonly employer: string
}

export interface MemberLeaving {
  readonly entryId: EntryRef
  readonly as: 'removed' | 'resigned'
  readonly atMs: number
}

/** Someone who is or was a member. */
export interface Member {
  readonly memberId: MemberId
  readonly name: string
  readonly aliases: readonly string[]
  readonly employer: string
  readonly agreementVersion: string
  readonly agreementAcceptedAtMs: number
  readonly admittedAtMs: number
  readonly admission: readonly Vote[]
  /** What they told of themselves, beginning with their request; the newest stands above. */
  readonly profiles: readonly Profile[]
  /** Empty for a current member. */
  readonly leavings: readonly MemberLeaving[]
  /** R72: the newest answer. */
  readonly checkIn: { readonly atMs: number; readonly stay: boolean } | null
  /** End of the term of office, if there is one. */
  readonly termUntilMs: number | null
}

export interface Device {
  readonly deviceId: DeviceKey
  readonly memberId: MemberId
  readonly boxKey: string
  readonly admission: readonly Vote[]
  readonly revocations: readonly Vote[]
  /** The first entry that revoked it. */
  readonly revokedBy: EntryRef | null
}

export interface Invitation {
  readonly invitationId: InvitationId
  readonly forName: string
  readonly expiresAtMs: number
  readonly issuedBy: MemberId
  readonly entryId: EntryRef
  readonly withdrawnBy: readonly EntryRef[]
  /** The requests that answered it: one, unless two crossed. */
  readonly answers: readonly { readonly entryId: EntryRef; readonly requestId: RequestId }[]
}

/**
 * A request as it was entered. The same request may be entered twice; another one under the same id
 * is another request, and who has seen both can sign neither.
 */
export interface Request<K extends 'member.requested' | 'device.requested'> {
  readonly content: CommitteeFactContent<K>
  readonly enteredBy: MemberId
  readonly atMs: number
  readonly entryIds: readonly EntryRef[]
  readonly votes: readonly Vote[]
  readonly declinedBy: readonly { readonly entryId: EntryRef; readonly by: MemberId }[]
}
export type JoinRequest = Request<'member.requested'>
export type DeviceRequest = Request<'device.requested'>

export interface OffboardingMark {
  readonly memberId: MemberId
  readonly itemId: string
  readonly done: boolean
  readonly entryId: EntryRef
  readonly by: MemberId
  readonly atMs: number
}

export interface NamedServers extends MeetingServers {
  readonly entryId: EntryRef
  readonly by: MemberId
  readonly atMs: number
}

/** The committee as folded from its entries. Plain data. */
export interface CommitteeState {
  readonly name: string
  readonly foundedAtMs: number
  readonly foundedBy: DeviceKey | null
  /** Everyone who was ever admitted, in that order; see `currentMembers`. */
  readonly members: readonly Member[]
  readonly devices: readonly Device[]
  /** By id; more than one only where two issuers used one id. */
  readonly invitations: ReadonlyMap<string, readonly Invitation[]>
  /** By request id; more than one only where someone used an id twice. */
  readonly joinRequests: ReadonlyMap<string, readonly JoinRequest[]>
  readonly deviceRequests: ReadonlyMap<string, readonly DeviceRequest[]>
  readonly playbook: Playbook | null
  /** Every playbook that was adopted, oldest first. */
  readonly playbooks: readonly { readonly entryId: EntryRef; readonly playbook: Playbook }[]
  /** The servers named last, in causal order; `null` while none ever were. */
  readonly servers: NamedServers | null
  readonly offboarding: readonly OffboardingMark[]
  /** By matter: who spoke against which devices. */
  readonly against: ReadonlyMap<
    string,
    { readonly votes: readonly Vote[]; readonly deviceIds: readonly string[] }
  >
  /** What this space contributes to the leavings of every space, in causal order. */
  readonly leavings: readonly Leaving[]
  readonly rejected: readonly RejectedEntry[]
  /** The entries that no other had seen: what an entry must cite to come after all of them. */
  readonly heads: readonly EntryRef[]
}

export const emptyCommittee: CommitteeState = {
  name: '',
  foundedAtMs: 0,
  foundedBy: null,
  members: [],
  devices: [],
  invitations: new Map(),
  joinRequests: new Map(),
  deviceRequests: new Map(),
  playbook: null,
  playbooks: [],
  servers: null,
  offboarding: [],
  against: new Map(),
  leavings: [],
  rejected: [],
  heads: [],
}
