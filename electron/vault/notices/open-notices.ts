import { isOpen } from '../../../shared/domain/notice/audience'
import { z } from '../../../shared/util/schema'
import { indexWithoutEffect } from '../exchange/without-effect'
import { selectRows } from '../ledger/select'
import type { UnlockedVault } from '../session/unlocked-vault'

/**
 * Notices whose case is open, found without reading those of closed ones: what a change of the
 * committee costs grows with open cases alone. Derived, and brought up to date with its notice.
 */
export const openNotices = (vault: UnlockedVault): readonly string[] =>
  selectRows(
    vault.store.db,
    'SELECT id FROM open_notice ORDER BY id',
    [],
    z.object({ id: z.string() }),
  ).map(({ id }) => id)

export const indexNotice = (vault: UnlockedVault, space: string): void => {
  const notice = vault.notices.get(space)
  vault.store.db.run(
    notice && isOpen(notice)
      ? 'INSERT OR IGNORE INTO open_notice(id) VALUES (?)'
      : 'DELETE FROM open_notice WHERE id = ?',
    [space],
  )
  indexWithoutEffect(vault, space)
  vault.store.db.run('DELETE FROM dirty_space WHERE id = ?', [space])
}
