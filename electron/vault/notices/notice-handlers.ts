import type { VaultHandlers } from '../../../shared/contracts/vault'
import { currentMembers, memberOf } from '../../../shared/domain/committee/selectors'
import { isOpen, isTold } from '../../../shared/domain/notice/audience'
import { decideNotice, type NoticeCommand } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { MemberId } from '../../../shared/domain/terms'
import { err, ok } from '../../../shared/errors/result'
import { memberNames } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'
import { isReportedIn } from '../ties/gate'
import { commandNotice, noticesOf } from './notice-command'
import { viewNotice } from './notice-view'
import { setOnCall } from './on-call'
import { prepareLeaving, readableCaseOf } from './prepare-leaving'
import { listWaiting } from './waiting'

export type NoticeHandlers = Pick<
  VaultHandlers,
  Extract<keyof VaultHandlers, `notice.${string}`> | 'waiting.list'
>

const unknownNotice = err({ code: 'notice/unknown' })

export const createNoticeHandlers = (vault: UnlockedVault): NoticeHandlers => {
  const find = (noticeId: string): NoticeState | null => {
    const notice = vault.notices.get(noticeId)
    return notice && isTold(notice, vault.device.memberId) ? notice : null
  }
  const command = async (noticeId: string, asked: NoticeCommand) => {
    const notice = find(noticeId)
    return notice ? commandNotice(vault, notice, asked) : unknownNotice
  }
  const isMember = (memberId: MemberId) => memberOf(vault.ledger.committee(), memberId) !== null

  return {
    'waiting.list': () => ok(listWaiting(vault)),
    'notice.setOnCall': ({ memberId }) => setOnCall(vault, memberId),
    'notice.list': ({ show }) =>
      ok(
        noticesOf(vault)
          .filter((notice) => show === 'all' || isOpen(notice))
          .map((notice) => viewNotice(vault, notice))
          .sort((a, b) => b.openedAtMs - a.openedAtMs),
      ),
    'notice.get': ({ noticeId }) => {
      const notice = find(noticeId)
      return notice ? ok(viewNotice(vault, notice)) : unknownNotice
    },
    'notice.declare': async ({ noticeId, version, answer }) => {
      const notice = find(noticeId)
      if (!notice) return unknownNotice
      const decided = decideNotice(
        notice,
        { do: 'declare', version, answer },
        vault.device.memberId,
      )
      if (!decided.ok) return decided
      const state = answer === 'conflict' ? readableCaseOf(vault, noticeId) : null
      if (state) {
        const prepared = await prepareLeaving(vault, state, notice, null)
        if (!prepared.ok) return prepared
      }
      return commandNotice(vault, notice, { do: 'declare', version, answer })
    },
    'notice.leaveOut': async ({ noticeId, memberId }) => {
      if (!isMember(memberId)) return err({ code: 'member/unknown' })
      if (memberId === vault.device.memberId) return err({ code: 'member/is-self' })
      return command(noticeId, { do: 'withhold', memberId })
    },
    'notice.agreeLeftOut': ({ noticeId, memberId }) =>
      command(noticeId, { do: 'agree-left-out', memberId }),
    'notice.share': async ({ noticeId, memberId }) => {
      const committee = vault.ledger.committee()
      if (!isMember(memberId)) return err({ code: 'member/unknown' })
      if (!currentMembers(committee).some((member) => member.memberId === memberId)) {
        return err({ code: 'member/gone' })
      }
      const notice = find(noticeId)
      if (!notice) return unknownNotice
      if (isReportedIn(vault, notice, memberNames(committee, memberId))) {
        return err({ code: 'notice/member-reported' })
      }
      return commandNotice(vault, notice, { do: 'share', memberIds: [memberId] })
    },
  }
}
