import { err, ok, type Result } from '../../errors/result'
import { draft, type FactDraft } from '../ledger/fact'
import type { Channel, MemberId, Urgency } from '../terms'
import { isOpened, reportedNamesOf } from './audience'
import {
  type Answer,
  announceable,
  type NoticeFactContent,
  type NoticeFactKind,
  noticeFacts,
} from './facts'
import { changesSomething, judgeNotice } from './rules'
import type { NoticeState } from './state'

/** What a member can ask of a notice. */
export type NoticeCommand =
  | {
      readonly do: 'open'
      readonly reportedNames: readonly string[]
      readonly channel: Channel
      readonly urgency: Urgency
      readonly audience: readonly MemberId[]
      readonly leftOut: readonly MemberId[]
    }
  | { readonly do: 'amend'; readonly reportedNames: readonly string[] }
  | { readonly do: 'share'; readonly memberIds: readonly MemberId[] }
  | { readonly do: 'withhold'; readonly memberId: MemberId }
  | { readonly do: 'agree-left-out'; readonly memberId: MemberId }
  | { readonly do: 'close' }
  | { readonly do: 'reopen' }
  | { readonly do: 'hand-over'; readonly receiptAtMs: number | null }
  | { readonly do: 'declare'; readonly version: number; readonly answer: Answer }
  | { readonly do: 'leave'; readonly as: 'recused' | 'declined' }
  | { readonly do: 'exclude'; readonly memberId: MemberId }
  | {
      readonly do: 'vote-reinstatement'
      readonly memberId: MemberId
      readonly choice: 'yes' | 'no'
    }

/**
 * The facts to enter for a member's command, or a refusal. Who opens a notice has a case in hand and
 * says with it that they have no conflict: a conflicted call-taker opens none (R26).
 */
export const decideNotice = (
  state: NoticeState,
  command: NoticeCommand,
  by: MemberId,
): Result<readonly FactDraft[]> => {
  const enter = <K extends NoticeFactKind>(
    kind: K,
    content: NoticeFactContent<K>,
  ): Result<readonly FactDraft[]> => {
    const parsed = noticeFacts[kind].safeParse(content)
    if (!parsed.success) return err({ code: 'contract/invalid-input' })
    const data = parsed.data as NoticeFactContent<K>
    const verdict = judgeNotice(state, by, kind, data)
    if (!verdict.ok) return verdict
    const changed = changesSomething(state, by, kind, data)
    return changed.ok ? ok([draft(kind, data)]) : changed
  }

  switch (command.do) {
    case 'open': {
      const { reportedNames, channel, urgency, audience, leftOut } = command
      const opened = enter('notice.opened', {
        reportedNames: announceable(reportedNames),
        channel,
        urgency,
        audience: [...audience],
        leftOut: [...leftOut],
      })
      if (!opened.ok) return opened
      return ok([
        ...opened.value,
        draft('conflict.declared', { version: 1, answer: 'no-conflict' }),
      ])
    }
    case 'amend':
      return enter('notice.amended', { reportedNames: announceable(command.reportedNames) })
    case 'share':
      return enter('notice.shared', { memberIds: [...command.memberIds] })
    case 'withhold':
      return enter('notice.withheld', { memberId: command.memberId })
    case 'agree-left-out':
      return enter('left-out.agreed', { memberId: command.memberId })
    case 'close':
      return enter('notice.closed', {})
    case 'reopen':
      return enter('notice.reopened', {})
    case 'hand-over':
      return enter('notice.handed-over', { to: 'mediator', receiptAtMs: command.receiptAtMs })
    case 'declare':
      return enter('conflict.declared', { version: command.version, answer: command.answer })
    case 'leave':
      return enter('access.left', { as: command.as })
    case 'exclude':
      return enter('access.excluded', { memberId: command.memberId })
    case 'vote-reinstatement':
      return enter('reinstatement.voted', { memberId: command.memberId, choice: command.choice })
  }
}

/** The amendment that a changed set of reported names owes, or `null` when the notice says it already. */
export const amendNotice = (
  state: NoticeState,
  reportedNames: readonly string[],
): FactDraft | null => {
  const names = announceable(reportedNames)
  const before = new Set(reportedNamesOf(state))
  const isSame = before.size === names.length && names.every((name) => before.has(name))
  return !isOpened(state) || isSame ? null : draft('notice.amended', { reportedNames: names })
}
