import type { OpenedEntry } from '../../../shared/domain/ledger/fact'
import { foldMatter } from '../../../shared/domain/matter/fold'
import type { MatterState } from '../../../shared/domain/matter/state'
import { foldNotice } from '../../../shared/domain/notice/fold'
import type { NoticeState } from '../../../shared/domain/notice/state'
import type { Ledger, SpaceKind } from '../ledger/ledger-port'

/** Folded spaces of one kind that were used last. */
export interface SpaceStates<S> {
  /** `null` when there is no such space here. */
  readonly get: (space: string) => S | null
  /** Something was added to the space, or to a wider one. */
  readonly forget: (space: string) => void
  readonly clear: () => void
}

const maxCached = 256

const createStates = <S>(
  ledger: Ledger,
  kind: SpaceKind,
  fold: (entries: readonly OpenedEntry[], links: ReturnType<Ledger['linksOf']>) => S,
): SpaceStates<S> => {
  const cache = new Map<string, S>()
  return {
    get: (space) => {
      const cached = cache.get(space)
      if (cached) return cached
      if (ledger.spaceOf(space)?.kind !== kind) return null
      const state = fold(ledger.entriesOf(space), ledger.linksOf(space))
      if (cache.size >= maxCached) cache.clear()
      cache.set(space, state)
      return state
    },
    forget: (space) => cache.delete(space),
    clear: () => cache.clear(),
  }
}

export const createNoticeStates = (ledger: Ledger): SpaceStates<NoticeState> =>
  createStates(ledger, 'notice', foldNotice)

export const createMatterStates = (ledger: Ledger): SpaceStates<MatterState> =>
  createStates(ledger, 'matter', foldMatter)
