import { err, ok, type Result } from '../../errors/result'
import { draft, type FactDraft } from '../ledger/fact'
import type { Playbook } from '../playbook'
import type { Channel, MemberId } from '../terms'
import {
  type Ballot,
  type CommitteeChecks,
  type CommitteeFactContent,
  type CommitteeFactKind,
  committeeFacts,
  type DeviceKey,
  type InvitationId,
  type ProposalId,
  type RequestId,
} from './facts'
import type { MeetingServers } from './meeting-servers'
import type { Origin } from './question'
import { judge } from './rules'
import { agreementToAccept, authorOf, invitationsIn, memberOf, wholeView } from './selectors'
import type { CommitteeState } from './state'

/** What a member can ask of the committee. New ids and signatures are made outside and passed in. */
export type CommitteeCommand =
  | {
      readonly do: 'invite'
      readonly invitationId: InvitationId
      readonly forName: string
      readonly expiresAtMs: number
    }
  | { readonly do: 'withdraw-invitation'; readonly invitationId: InvitationId }
  | {
      readonly do: 'enter-request'
      readonly request: CommitteeFactContent<'member.requested'>
      /** By the clock of the issuer, whose vault this is. */
      readonly receivedAtMs: number
    }
  | { readonly do: 'sign-in'; readonly requestId: RequestId }
  | { readonly do: 'decline'; readonly requestId: RequestId }
  | ({ readonly do: 'change-self' } & CommitteeFactContent<'member.changed'>)
  | { readonly do: 'accept-agreement'; readonly version: string }
  | { readonly do: 'check-in'; readonly stay: boolean }
  | { readonly do: 'set-term'; readonly memberId: MemberId; readonly untilMs: number | null }
  | { readonly do: 'resign' }
  | {
      readonly do: 'remove'
      readonly memberId: MemberId
      readonly proposalId: ProposalId
      readonly ballots: readonly Ballot[]
    }
  | {
      readonly do: 'enter-device-request'
      readonly request: CommitteeFactContent<'device.requested'>
    }
  | { readonly do: 'sign-device'; readonly requestId: RequestId }
  | { readonly do: 'decline-device'; readonly requestId: RequestId }
  | {
      readonly do: 'revoke-device'
      readonly deviceId: DeviceKey
      readonly reason: CommitteeFactContent<'device.revoked'>['reason']
    }
  | {
      readonly do: 'check-offboarding'
      readonly memberId: MemberId
      readonly itemId: string
      readonly done: boolean
    }
  | { readonly do: 'adopt-playbook'; readonly playbook: Playbook }
  | { readonly do: 'name-servers'; readonly servers: MeetingServers }
  | { readonly do: 'redirect-call'; readonly channel: Channel; readonly sentTo: string }

/** The device that asks, and the cryptography that its rules need. */
export interface CommitteeActor extends Origin {
  readonly checks: CommitteeChecks
}

/**
 * The facts to enter for a command, or a refusal: the rules of the fold, asked of everything that is
 * known now. Pure, and nothing is decided anywhere else. What it lets through can still turn out to
 * have crossed something; then the fold judges.
 */
export const decideCommittee = (
  state: CommitteeState,
  command: CommitteeCommand,
  actor: CommitteeActor,
): Result<readonly FactDraft[]> => {
  const view = wholeView(state)
  const enter = <K extends CommitteeFactKind>(
    kind: K,
    content: CommitteeFactContent<K>,
  ): Result<readonly FactDraft[]> => {
    const parsed = committeeFacts[kind].safeParse(content)
    if (!parsed.success) return err({ code: 'contract/invalid-input' })
    const fact = parsed.data as CommitteeFactContent<K>
    const verdict = judge(view, actor, kind, fact, actor.checks)
    return verdict.ok ? ok([draft(kind, fact)]) : verdict
  }

  switch (command.do) {
    case 'invite': {
      const { invitationId, forName, expiresAtMs } = command
      return enter('invitation.issued', { invitationId, forName, expiresAtMs })
    }
    case 'withdraw-invitation':
      return enter('invitation.withdrawn', { invitationId: command.invitationId })
    case 'enter-request': {
      const { request, receivedAtMs } = command
      const isExpired = invitationsIn(view, request.invitationId).some(
        ({ expiresAtMs }) => receivedAtMs > expiresAtMs,
      )
      return isExpired ? err({ code: 'invitation/expired' }) : enter('member.requested', request)
    }
    case 'sign-in':
      return enter('member.signed-in', { requestId: command.requestId })
    case 'decline':
      return enter('member.declined', { requestId: command.requestId })
    case 'change-self': {
      const { name, aliases, employer } = command
      return enter('member.changed', { name, aliases, employer })
    }
    case 'accept-agreement':
      return agreementToAccept(state, authorOf(state, actor.deviceId) ?? '') === command.version
        ? enter('agreement.accepted', { version: command.version })
        : err({ code: 'agreement/not-asked' })
    case 'check-in':
      return enter('member.checked-in', { stay: command.stay })
    case 'set-term': {
      const { memberId, untilMs } = command
      return memberOf(state, memberId)?.termUntilMs === untilMs
        ? err({ code: 'term/no-change' })
        : enter('term.set', { memberId, untilMs })
    }
    case 'resign':
      return enter('member.resigned', {})
    case 'remove': {
      const { memberId, proposalId, ballots } = command
      return enter('member.removed', { memberId, proposalId, ballots: [...ballots] })
    }
    case 'enter-device-request':
      return enter('device.requested', command.request)
    case 'sign-device':
      return enter('device.signed', { requestId: command.requestId })
    case 'decline-device':
      return enter('device.declined', { requestId: command.requestId })
    case 'revoke-device':
      return enter('device.revoked', { deviceId: command.deviceId, reason: command.reason })
    case 'check-offboarding': {
      const { memberId, itemId, done } = command
      return enter('offboarding.checked', { memberId, itemId, done })
    }
    case 'adopt-playbook':
      return enter('playbook.adopted', { playbook: command.playbook })
    case 'name-servers':
      return enter('meeting.servers-named', command.servers)
    case 'redirect-call':
      return enter('call.redirected', { channel: command.channel, sentTo: command.sentTo })
  }
}
