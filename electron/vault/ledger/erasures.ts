import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import { z } from '../../../shared/util/schema'
import type { LedgerContext } from './ledger-context'
import { selectRow } from './select'
import type { StoreOp } from './store-op'

const Erasure = z.object({ partIds: z.array(z.string().regex(/^[0-9a-f]{64}$/)) })

/** The parts that a case's entries say were erased: of that case, by entries in good standing. */
const erasedIn = (opened: readonly OpenedEntry[]): ReadonlySet<string> => {
  const own = new Set<string>(opened.flatMap(({ parts }) => parts))
  return new Set(
    opened
      .filter((entry) => entry.kind === 'part.erased' && entry.void === null)
      .flatMap(({ content }) => Erasure.safeParse(content).data?.partIds ?? [])
      .filter((partId) => own.has(partId)),
  )
}

/** Erasing is an entry that makes every vault destroy key and bytes, those that have not arrived included. */
export const erasureOps = (ctx: LedgerContext, spaces: readonly string[]): readonly StoreOp[] => {
  const ops = spaces.flatMap((space): StoreOp[] => {
    const summary = ctx.spaces.summaryOf(space)
    if (summary?.kind !== 'case' && summary?.kind !== 'matter') return []
    const partIds = [...erasedIn(ctx.spaces.viewOf(space).opened)].filter(
      (partId) =>
        selectRow(
          ctx.db,
          'SELECT id FROM erased_part WHERE id = ?',
          [partId],
          z.object({ id: z.string() }),
        ) === null,
    )
    return partIds.length === 0 ? [] : [{ op: 'drop-parts', partIds, space }]
  })
  return ops.length === 0 ? [] : [...ops, ...ctx.owePurge()]
}
