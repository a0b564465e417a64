import type { RefusedEntryView } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { authorOf } from '../../../shared/domain/committee/selectors'
import type { CaseId } from '../../../shared/domain/terms'
import type { Ledger } from '../ledger/ledger-port'
import { nameOf } from '../members/member-names'
import type { WithoutEffect } from './without-effect'

/** What the screen shows at most; newest arrivals first. */
export const maxListed = 500

/** Refused on arrival, or here and without effect; each with who made it (promise 7). */
export const listRefused = (
  ledger: Ledger,
  withoutEffect: readonly WithoutEffect[],
): RefusedEntryView[] => {
  const committee = ledger.committee()
  const whereOf = (space: string): Pick<RefusedEntryView, 'where' | 'codeName'> => {
    const kind = ledger.spaceOf(space)?.kind ?? 'unknown'
    return { where: kind, codeName: kind === 'case' ? codeNameOf(space as CaseId) : null }
  }
  const arrived = ledger.refused().map((row) => ({
    entryId: row.digest as RefusedEntryView['entryId'],
    ...whereOf(row.space),
    by: nameOf(committee, authorOf(committee, row.fromDevice) ?? ''),
    code: row.code,
    atMs: row.atMs,
  }))
  const rejected = committee.rejected.map(({ entryId, by, code }) => ({
    entryId,
    where: 'committee' as const,
    codeName: null,
    by: nameOf(committee, by),
    code,
    atMs: null,
  }))
  const without = withoutEffect.map(({ space, entryId, by, atMs, code }) => ({
    entryId,
    ...whereOf(space),
    by: nameOf(committee, by),
    code,
    atMs,
  }))
  return [...arrived, ...rejected, ...without].slice(0, maxListed)
}
