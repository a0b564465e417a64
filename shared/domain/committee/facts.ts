import { takesBoxes } from '../../util/box-key'
import { hexId } from '../../util/ids'
import { z } from '../../util/schema'
import type { OpenedEntry } from '../ledger/fact'
import { Playbook } from '../playbook'
import { ItemId } from '../playbook-text'
import { Channel, MemberId, names, requiredShortText, shortText, TimeMs } from '../terms'
import { MeetingServers } from './meeting-servers'

/** An Ed25519 public key names a device. */
export const DeviceKey = hexId(32, 'DeviceId')
export type DeviceKey = z.infer<typeof DeviceKey>

/** X25519: lockboxes are sealed to it. One that takes none would keep every vault from making any. */
const BoxKey = hexId(32, 'BoxKey').refine(takesBoxes)
/** Ed25519. */
const Signature = hexId(64, 'Signature')

export const InvitationId = hexId(16, 'InvitationId')
export type InvitationId = z.infer<typeof InvitationId>
export const RequestId = hexId(16, 'RequestId')
export type RequestId = z.infer<typeof RequestId>
export const ProposalId = hexId(16, 'ProposalId')
export type ProposalId = z.infer<typeof ProposalId>

const profile = { name: requiredShortText, aliases: names, employer: requiredShortText }
/** R9: the agreement that a member accepted, and when. */
const agreement = { agreementVersion: requiredShortText, agreementAcceptedAtMs: TimeMs }

export const BallotChoice = z.enum(['yes', 'no', 'abstain'])
export type BallotChoice = z.infer<typeof BallotChoice>

/** Far above any committee, and small beside the limit of an entry's body. */
const maxBallots = 200

export const Ballot = z.strictObject({
  deviceId: DeviceKey,
  choice: BallotChoice,
  signature: Signature,
})
export type Ballot = z.infer<typeof Ballot>

export const committeeFacts = {
  'committee.founded': z.strictObject({ name: requiredShortText }),
  /** The founder only; everyone else is admitted by sign-ins. */
  'member.admitted': z.strictObject({
    memberId: MemberId,
    name: requiredShortText,
    employer: requiredShortText,
    ...agreement,
  }),
  'device.admitted': z.strictObject({
    memberId: MemberId,
    deviceId: DeviceKey,
    boxKey: BoxKey,
    /**
     * A device that no admitted device can enter for (a restored folder) enters itself, with the
     * older device's signature over its keys.
     */
    attestedBy: z.strictObject({ deviceId: DeviceKey, signature: Signature }).nullable(),
  }),
  'invitation.issued': z.strictObject({
    invitationId: InvitationId,
    forName: requiredShortText,
    /** Judged by the issuer's clock when the request arrives, never by the fold. */
    expiresAtMs: TimeMs,
  }),
  'invitation.withdrawn': z.strictObject({ invitationId: InvitationId }),
  'member.requested': z.strictObject({
    requestId: RequestId,
    invitationId: InvitationId,
    memberId: MemberId,
    ...profile,
    ...agreement,
    deviceId: DeviceKey,
    boxKey: BoxKey,
    /** By the new device, over everything else here. */
    signature: Signature,
  }),
  'member.signed-in': z.strictObject({ requestId: RequestId }),
  'member.declined': z.strictObject({ requestId: RequestId }),
  'member.changed': z.strictObject(profile),
  /** R72. */
  /** R9: the committee's own agreement, by the version that the member read. */
  'agreement.accepted': z.strictObject({ version: requiredShortText }),
  'member.checked-in': z.strictObject({ stay: z.boolean() }),
  'term.set': z.strictObject({ memberId: MemberId, untilMs: TimeMs.nullable() }),
  'member.resigned': z.strictObject({}),
  /** R73. */
  'member.removed': z.strictObject({
    memberId: MemberId,
    proposalId: ProposalId,
    ballots: z.array(Ballot).max(maxBallots),
  }),
  'device.requested': z.strictObject({
    requestId: RequestId,
    memberId: MemberId,
    deviceId: DeviceKey,
    boxKey: BoxKey,
    purpose: z.enum(['second', 'replacement']),
    /** By the new device, over everything else here. */
    signature: Signature,
  }),
  'device.signed': z.strictObject({ requestId: RequestId }),
  'device.declined': z.strictObject({ requestId: RequestId }),
  'device.revoked': z.strictObject({
    deviceId: DeviceKey,
    reason: z.enum(['replaced', 'lost', 'fork']),
  }),
  /** R75. */
  'offboarding.checked': z.strictObject({ memberId: MemberId, itemId: ItemId, done: z.boolean() }),
  'playbook.adopted': z.strictObject({ playbook: Playbook }),
  /** In place of those before; none at all is an answer too. */
  'meeting.servers-named': MeetingServers,
  /** R6: a call about something else. Nothing of what was said. */
  'call.redirected': z.strictObject({ channel: Channel, sentTo: shortText }),
} as const

export type CommitteeFactKind = keyof typeof committeeFacts
export type CommitteeFactContent<K extends CommitteeFactKind> = z.infer<(typeof committeeFacts)[K]>

export const isCommitteeFactKind = (kind: string): kind is CommitteeFactKind =>
  Object.hasOwn(committeeFacts, kind)

/** An entry of the committee's space before its author is resolved: this fold is what resolves it. */
export interface CommitteeEntry extends Omit<OpenedEntry, 'by' | 'kind'> {
  /** `null` for an entry that holds no fact (a lockbox) or that no key here opens: it only links. */
  readonly kind: string | null
}

/** What a newcomer's device signs, or a further device of a member. */
export type JoinRequestFacts = Omit<CommitteeFactContent<'member.requested'>, 'signature'>
export type DeviceRequestFacts = Omit<CommitteeFactContent<'device.requested'>, 'signature'>

/**
 * What a ballot's signature covers. The subject is among it: the matter in which a proposal was
 * discussed is not named here, so that nothing else would tie its ballots to one person.
 */
export interface BallotFacts {
  readonly space: string
  readonly proposalId: string
  readonly memberId: string
  readonly choice: BallotChoice
}

/** Checks an attestation's signature; cryptography is passed in. */
export type VerifyAttestation = (
  deviceId: DeviceKey,
  admitted: { memberId: string; deviceId: string; boxKey: string },
  signature: string,
) => boolean

/** What the fold asks of cryptography. Pure: the same arguments always give the same answer. */
export interface CommitteeChecks {
  readonly verifyAttestation: VerifyAttestation
  readonly verifyJoinRequest: (
    deviceId: DeviceKey,
    facts: JoinRequestFacts | DeviceRequestFacts,
    signature: string,
  ) => boolean
  readonly verifyBallot: (deviceId: DeviceKey, facts: BallotFacts, signature: string) => boolean
  /**
   * The device that founded this committee, as this vault learnt it with its invitation or by
   * founding. `null` takes the first founding in causal order, which a stranger may forge.
   */
  readonly foundingDevice: string | null
}
