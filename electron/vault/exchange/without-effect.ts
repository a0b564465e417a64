import { foldCase } from '../../../shared/domain/case/evolve'
import { isOpened } from '../../../shared/domain/case/selectors'
import type { OpenedEntry, RejectedEntry } from '../../../shared/domain/ledger/fact'
import type { CaseId } from '../../../shared/domain/terms'
import { z } from '../../../shared/util/schema'
import { selectRows } from '../ledger/select'
import type { UnlockedVault } from '../session/unlocked-vault'

type Readable = Pick<UnlockedVault, 'ledger' | 'notices' | 'matters'>

/** An entry that is here and without effect: void, or rejected by the fold of its space. */
export interface WithoutEffect extends Pick<OpenedEntry, 'by' | 'atMs'> {
  readonly space: string
  readonly entryId: OpenedEntry['id']
  readonly code: string
}

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

/** Each once, with the reason that all vaults see. */
export const withoutEffectIn = (vault: Readable, space: string): readonly WithoutEffect[] => {
  const codes = new Map(rejectedIn(vault, space).map(({ entryId, code }) => [entryId, code]))
  return vault.ledger.entriesOf(space).flatMap(({ id, by, atMs, ...entry }) => {
    const code = entry.void ?? codes.get(id)
    return code === undefined ? [] : [{ space, entryId: id, by, atMs, code }]
  })
}

/**
 * Keeps what is without effect in a space, so that a list of it does not read every case. Derived, and brought
 * up to date with the space's other indexes.
 */
export const indexWithoutEffect = (vault: UnlockedVault, space: string): void => {
  const { db } = vault.store
  db.run('DELETE FROM without_effect WHERE space = ?', [space])
  for (const { entryId, by, atMs, code } of withoutEffectIn(vault, space))
    db.run(
      'INSERT INTO without_effect(space, entry_id, by_member, at_ms, code) VALUES (?, ?, ?, ?, ?)',
      [space, entryId, by, atMs, code],
    )
}

const Row = z.object({
  space: z.string(),
  entry_id: z.string(),
  by_member: z.string(),
  at_ms: z.number(),
  code: z.string(),
})

/** What was kept, newest first. */
export const listWithoutEffect = (
  { store }: Pick<UnlockedVault, 'store'>,
  limit: number,
): readonly WithoutEffect[] =>
  selectRows(
    store.db,
    'SELECT space, entry_id, by_member, at_ms, code FROM without_effect ORDER BY at_ms DESC, entry_id LIMIT ?',
    [limit],
    Row,
  ).map(({ space, entry_id, by_member, at_ms, code }) => ({
    space,
    entryId: entry_id as WithoutEffect['entryId'],
    by: by_member as WithoutEffect['by'],
    atMs: at_ms,
    code,
  }))
