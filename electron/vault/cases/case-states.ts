import { evolveCase, foldCase } from '../../../shared/domain/case/evolve'
import { isOpened } from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { FactDraft, OpenedEntry } from '../../../shared/domain/ledger/fact'
import type { CaseId, EntryRef, MemberId, PartRef } from '../../../shared/domain/terms'
import type { Ledger } from '../ledger/ledger-port'

/** Folded cases that were used last. A case is folded from its entries once, then evolves in step. */
export interface CaseStates {
  /** `null` when there is no such case here. */
  readonly get: (caseId: CaseId) => CaseState | null
  /** Brings a case up to date with entries that were just committed. */
  readonly apply: (caseId: CaseId, entries: readonly OpenedEntry[]) => CaseState
  /** The case as it would be with facts that are about to be entered; changes nothing. */
  readonly preview: (state: CaseState, facts: readonly FactDraft[]) => CaseState
  readonly forget: (caseId: CaseId) => void
  readonly clear: () => void
}

const maxCached = 64

export const createCaseStates = (ledger: Ledger, by: MemberId): CaseStates => {
  const cache = new Map<CaseId, CaseState>()

  const remember = (state: CaseState): CaseState => {
    cache.delete(state.caseId)
    cache.set(state.caseId, state)
    if (cache.size > maxCached) {
      const [oldest] = cache.keys()
      if (oldest !== undefined) cache.delete(oldest)
    }
    return state
  }

  const get = (caseId: CaseId): CaseState | null => {
    const cached = cache.get(caseId)
    if (cached) return remember(cached)
    const space = ledger.spaceOf(caseId)
    if (!space || (space.kind !== 'case' && space.kind !== 'matter')) return null
    const state = foldCase(caseId, ledger.entriesOf(caseId))
    return isOpened(state) ? remember(state) : null
  }

  return {
    get,
    apply: (caseId, entries) => {
      const cached = cache.get(caseId)
      return remember(
        cached ? entries.reduce(evolveCase, cached) : foldCase(caseId, ledger.entriesOf(caseId)),
      )
    },
    preview: (state, facts) =>
      facts.reduce(
        (previewed, fact, index) =>
          evolveCase(previewed, {
            id: index.toString(16).padStart(64, '0') as EntryRef,
            space: state.caseId,
            by,
            deviceId: '',
            atMs: state.updatedAtMs,
            kind: fact.kind,
            content: fact.content,
            parts: fact.parts.map((_part, at) => at.toString(16).padStart(64, '0') as PartRef),
            previous: null,
            heads: [],
            void: null,
          }),
        state,
      ),
    forget: (caseId) => cache.delete(caseId),
    clear: () => cache.clear(),
  }
}
