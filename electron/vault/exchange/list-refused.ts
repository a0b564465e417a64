import type { RefusedEntryView } from '../../../shared/contracts/committee-views'
import { codeNameOf } from '../../../shared/domain/case/code-name'
import { foldCase } from '../../../shared/domain/case/evolve'
import { isOpened } from '../../../shared/domain/case/selectors'
import { authorOf } from '../../../shared/domain/committee/selectors'
import type { RejectedEntry } from '../../../shared/domain/ledger/fact'
import type { CaseId } from '../../../shared/domain/terms'
import { nameOf } from '../members/member-names'
import type { UnlockedVault } from '../session/unlocked-vault'

/** What the screen shows at most; newest arrivals first. */
const maxListed = 500

type Readable = Pick<UnlockedVault, 'ledger' | 'notices' | 'matters'>

/** What the folds of a space reject: malformed, or against a rule of `shared/domain`. Every vault judges alike. */
const rejectedIn = ({ ledger, notices, matters }: Readable, space: string): RejectedEntry[] => {
  // Not asked of the cases kept at hand: going through all of them would push out those in use.
  const foldAsCase = () => foldCase(space as CaseId, ledger.entriesOf(space))
  switch (ledger.spaceOf(space)?.kind) {
    case 'notice':
      return [...(notices.get(space)?.rejected ?? [])]
    case 'matter': {
      // An escrowed report is a case within a matter; in any other matter facts of a case mean nothing.
      const report = foldAsCase()
      const ofReport = isOpened(report) ? report.rejected : []
      return [...(matters.get(space)?.rejected ?? []), ...ofReport]
    }
    case 'case':
      return [...foldAsCase().rejected]
    default:
      return []
  }
}

/** Entries of a space that are here and without effect: void, or rejected by its fold. */
const withoutEffectIn = (vault: Readable, space: string) => {
  const codes = new Map(rejectedIn(vault, space).map(({ entryId, code }) => [entryId, code]))
  return vault.ledger.entriesOf(space).flatMap(({ id, by, atMs, ...entry }) => {
    const code = entry.void ?? codes.get(id)
    return code === undefined ? [] : [{ entryId: id, by, atMs, code }]
  })
}

/** Refused on arrival, or here and without effect; each with who made it (promise 7). */
export const listRefused = (vault: Readable): RefusedEntryView[] => {
  const { ledger } = vault
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
  const without = [
    ...ledger.spacesOf('notice'),
    ...ledger.spacesOf('case'),
    ...ledger.spacesOf('matter'),
  ].flatMap((space) =>
    withoutEffectIn(vault, space).map((entry) => ({
      ...entry,
      ...whereOf(space),
      by: nameOf(committee, entry.by),
    })),
  )
  return [...arrived, ...rejected, ...without].slice(0, maxListed)
}
