import type { CaseContext } from '../../../shared/domain/case/decide'
import { openingOf, reportedNamesOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import { isOpen } from '../../../shared/domain/notice/audience'
import { amendNotice, decideNotice, type NoticeCommand } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { CaseId } from '../../../shared/domain/terms'
import { ok, type Result } from '../../../shared/errors/result'
import type { Telling } from '../intake/tell-whom'
import type { SpaceWrite } from '../ledger/ledger-port'
import type { StoreOp } from '../ledger/store-op'
import { indexNotice } from '../notices/open-notices'
import type { UnlockedVault } from '../session/unlocked-vault'
import { reindexCase } from './index-case'
import { withholdNamed } from './withhold-named'

/** What the rules of a case are told beside its state. */
export const caseContextOf = (vault: UnlockedVault, caseId: CaseId): CaseContext => {
  const playbook = vault.ledger.committee().playbook
  return {
    by: vault.device.memberId,
    readers: new Set(vault.ledger.access(caseId)?.readers),
    playbook: {
      categories: new Set(playbook?.categories.map(({ id }) => id)),
      tellReporter: new Set(playbook?.tellReporter.map(({ id }) => id)),
    },
  }
}

const changesPeople = ({ kind }: FactDraft): boolean =>
  kind.startsWith('person.') || kind === 'entry.taken-back'

/** What a notice owes to facts of its case: an added name amends it, and it is open as long as its case is. */
const noticeFactsFor = (
  vault: UnlockedVault,
  state: CaseState,
  facts: readonly FactDraft[],
  notice: NoticeState,
): readonly FactDraft[] => {
  const owed: FactDraft[] = []
  if (facts.some(changesPeople)) {
    const amendment = amendNotice(notice, reportedNamesOf(vault.cases.preview(state, facts)))
    if (amendment) owed.push(amendment)
  }
  const status = facts.findLast(({ kind }) => kind === 'status.set')?.content as
    | { status: string }
    | undefined
  const command: NoticeCommand | null = !status
    ? null
    : status.status === 'closed'
      ? isOpen(notice)
        ? { do: 'close' }
        : null
      : isOpen(notice)
        ? null
        : { do: 'reopen' }
  const moved = command && decideNotice(notice, command, vault.device.memberId)
  if (moved?.ok) owed.push(...moved.value)
  return owed
}

/**
 * Enters what the domain decided for a case; what its notice owes to that is entered in the same step.
 *
 * @returns the entries of the case
 */
export const enterCase = async (
  vault: UnlockedVault,
  state: CaseState,
  facts: readonly FactDraft[],
  extra: readonly StoreOp[] = [],
  answers?: Telling['membersNamed'],
): Promise<Result<readonly OpenedEntry[]>> => {
  const writes: SpaceWrite[] = [{ space: state.caseId, facts }]
  const noticeSpace = openingOf(state)?.content.noticeSpace
  let notice = noticeSpace ? vault.notices.get(noticeSpace) : null
  if (notice && facts.some(changesPeople)) {
    const withheld = await withholdNamed(vault, state, facts, notice, answers)
    if (!withheld.ok) return withheld
    notice = vault.notices.get(notice.space)
  }
  const owed = notice ? noticeFactsFor(vault, state, facts, notice) : []
  // A narrower space cites the wider one, never the other way round: the notice comes first.
  if (notice && owed.length > 0) writes.unshift({ space: notice.space, facts: owed })
  const appended = await vault.ledger.append(writes, extra)
  if (!appended.ok) return appended
  const entries = appended.value.filter((entry) => entry.space === state.caseId)
  reindexCase(vault, vault.cases.apply(state.caseId, entries))
  if (notice && owed.length > 0) {
    vault.notices.forget(notice.space)
    indexNotice(vault, notice.space)
    vault.emit({ kind: 'notices-changed' })
  }
  vault.emit({ kind: 'case-changed', caseId: state.caseId })
  vault.emit({ kind: 'cases-changed' })
  return ok(entries)
}
