import { peopleOf } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { FactDraft } from '../../../shared/domain/ledger/fact'
import { isTold } from '../../../shared/domain/notice/audience'
import { decideNotice } from '../../../shared/domain/notice/decide'
import type { NoticeState } from '../../../shared/domain/notice/state'
import { ok, type Result } from '../../../shared/errors/result'
import { askAboutNamed, findNamed, type Telling } from '../intake/tell-whom'
import { tend } from '../notices/tend'
import { enterWrites } from '../session/enter-facts'
import type { UnlockedVault } from '../session/unlocked-vault'

/**
 * A member who turns out to be reported loses the notice, and the case with it, before the amendment
 * that names them is written: it is sealed under a key that they never get (R27).
 */
export const withholdNamed = async (
  vault: UnlockedVault,
  state: CaseState,
  facts: readonly FactDraft[],
  notice: NoticeState,
  answers: Telling['membersNamed'],
): Promise<Result<null>> => {
  const known = new Set(peopleOf(state).map(({ person }) => JSON.stringify(person)))
  const people = peopleOf(vault.cases.preview(state, facts))
    .filter(({ person }) => person.role === 'reported' && !known.has(JSON.stringify(person)))
    .map(({ personId, person }) => ({ key: personId as string, person }))
  if (people.length === 0) return ok(null)
  const found = findNamed(vault, people, answers)
  const told = (memberId: Parameters<typeof isTold>[1]) => isTold(notice, memberId)
  const isSaid = (memberId: string) => (answers ?? []).some((one) => one.memberId === memberId)
  // Also one who surely is: it is said before their access ends, since a namesake may be meant.
  const toAsk = [...found.toAsk, ...found.named.filter(({ memberId }) => !isSaid(memberId))].filter(
    ({ memberId }) => told(memberId),
  )
  if (toAsk.length > 0) return askAboutNamed(vault, toAsk)
  const withheld: FactDraft[] = []
  for (const memberId of found.noNotice.filter(told)) {
    const decided = decideNotice(notice, { do: 'withhold', memberId }, vault.device.memberId)
    if (!decided.ok) return decided
    withheld.push(...decided.value)
  }
  if (withheld.length === 0) return ok(null)
  const entered = await enterWrites(vault, [{ space: notice.space, facts: withheld }])
  if (!entered.ok) return entered
  await tend(vault, [notice.space])
  return ok(null)
}
