import { err, ok, type Result } from '../../errors/result'
import { draft, type FactDraft } from '../ledger/fact'
import type { Identity } from '../person'
import type { Channel, MemberId } from '../terms'
import {
  type BallotChoice,
  type MatterFactContent,
  type MatterFactKind,
  type MatterPurpose,
  matterFacts,
  type ProposalId,
} from './facts'
import { changesSomething, judgeMatter } from './rules'
import type { MatterState } from './state'

/** What a member can ask of a matter. New ids and signatures are made outside and passed in. */
export type MatterCommand =
  | {
      readonly do: 'open'
      readonly purpose: MatterPurpose
      readonly members: readonly MemberId[]
      readonly subject: MemberId | null
    }
  | { readonly do: 'share'; readonly memberId: MemberId }
  | { readonly do: 'leave' }
  | { readonly do: 'propose-removal'; readonly proposalId: ProposalId; readonly grounds: unknown }
  | {
      readonly do: 'ballot'
      readonly proposalId: ProposalId
      readonly choice: BallotChoice
      readonly signature: string
    }
  | { readonly do: 'hand-over'; readonly channel: Channel; readonly contact: Identity }

/** The facts to enter for a member's command, or a refusal. */
export const decideMatter = (
  state: MatterState,
  command: MatterCommand,
  by: MemberId,
): Result<readonly FactDraft[]> => {
  const enter = <K extends MatterFactKind>(
    kind: K,
    content: unknown,
    ...parts: FactDraft['parts']
  ): Result<readonly FactDraft[]> => {
    const parsed = matterFacts[kind].safeParse(content)
    if (!parsed.success) return err({ code: 'contract/invalid-input' })
    const data = parsed.data as MatterFactContent<K>
    const verdict = judgeMatter(state, by, kind, data)
    if (!verdict.ok) return verdict
    const changed = changesSomething(state, by, kind, data)
    return changed.ok ? ok([draft(kind, data, parts)]) : changed
  }

  switch (command.do) {
    case 'open': {
      const { purpose, members, subject } = command
      return enter('matter.opened', { purpose, members, subject })
    }
    case 'share':
      return enter('matter.shared', { memberId: command.memberId })
    case 'leave':
      return enter('matter.left', {})
    case 'propose-removal':
      return enter(
        'removal.proposed',
        { proposalId: command.proposalId },
        { kind: 'text', value: command.grounds },
      )
    case 'ballot': {
      const { proposalId, choice, signature } = command
      return enter('removal.balloted', { proposalId, choice, signature })
    }
    case 'hand-over':
      // Sealed to both readers of the matter, unlike a reporter's identity in a case.
      return enter(
        'handover.recorded',
        {},
        { kind: 'text', value: { channel: command.channel, contact: command.contact } },
      )
  }
}
