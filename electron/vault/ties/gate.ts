import { setImmediate as nextTurn } from 'node:timers/promises'
import { peopleOf } from '../../../shared/domain/case/selectors'
import { type GateMatch, indexCandidate, matchCase } from '../../../shared/domain/matching/gate'
import type { Names } from '../../../shared/domain/matching/names'
import { reportedNamesOf } from '../../../shared/domain/notice/audience'
import type { NoticeState } from '../../../shared/domain/notice/state'
import { CaseId } from '../../../shared/domain/terms'
import { err, ok, type Result } from '../../../shared/errors/result'
import { z } from '../../../shared/util/schema'
import { selectRows } from '../ledger/select'
import type { UnlockedVault } from '../session/unlocked-vault'

/** Whether one case of this vault names somebody, perhaps. */
export const isNamedInCase = (vault: UnlockedVault, caseId: string, names: Names): boolean => {
  const state = vault.cases.get(caseId as CaseId)
  if (!state) return false
  const people = peopleOf(state).map(({ person }) => person)
  return matchCase(indexCandidate(names), { caseId: state.caseId, people }) !== null
}

/**
 * Whether a notice, or its case as far as this vault reads it, reports somebody, perhaps: who is
 * reported is never told of it (R27).
 */
export const isReportedIn = (vault: UnlockedVault, notice: NoticeState, names: Names): boolean => {
  const index = indexCandidate(names)
  if (reportedNamesOf(notice).some((name) => index.match(asReported(name)).length > 0)) return true
  return vault.ledger.spacesOf('case', notice.space).some((space) => {
    const state = vault.cases.get(space as CaseId)
    return (
      state !== null &&
      peopleOf(state).some(
        ({ person }) => person.role === 'reported' && index.match(person).length > 0,
      )
    )
  })
}

const asReported = (name: string): Names => ({ name, aliases: [], handles: [] })

export type GateCancelled = { readonly code: 'gate/cancelled' }

const PeopleRow = z.object({ id: CaseId, people: z.string(), dirty: z.number() })

/** Between two turns of the vault's process: some milliseconds of reading. */
const rowsPerTurn = 200

/**
 * The page of cases after one, with the indexed words about their people. Escrowed reports are left
 * out: they have no notice that a newcomer could get.
 */
const readPage = (vault: UnlockedVault, after: string) =>
  selectRows(
    vault.store.db,
    `SELECT c.id AS id, coalesce(t.content, '') AS people,
       EXISTS(SELECT 1 FROM dirty_space d WHERE d.id = c.id) AS dirty
     FROM case_index c LEFT JOIN text_source s ON s.space = c.id AND s.field = 'people'
       LEFT JOIN case_text t ON t.docid = s.docid
     WHERE c.id > ? AND c.mode <> 'escrow' ORDER BY c.id LIMIT ?`,
    [after, rowsPerTurn],
    PeopleRow,
  )

/**
 * Newcomer gate: the cases of this vault that name a candidate, for members who read those cases
 * anyway. The indexed words are read first; only a case that may name the candidate is folded, so
 * that the cost grows with the words about people, not with entries and texts. Other work of the
 * vault goes on meanwhile.
 *
 * The reporter's sealed identity is not looked at: opening it is an act of its own (R20).
 */
export const gateCandidateHere = async (
  vault: UnlockedVault,
  candidate: Names,
  signal: AbortSignal,
): Promise<Result<readonly GateMatch[], GateCancelled>> => {
  const index = indexCandidate(candidate)
  const matches: GateMatch[] = []
  let after = ''
  for (;;) {
    if (signal.aborted) return err({ code: 'gate/cancelled' })
    const page = readPage(vault, after)
    for (const { id, people, dirty } of page) {
      if (dirty === 0 && !index.mayMention(people)) continue
      const state = vault.cases.get(id)
      if (!state) continue
      const match = matchCase(index, {
        caseId: id,
        people: peopleOf(state).map(({ person }) => person),
      })
      if (match) matches.push(match)
    }
    const last = page.at(-1)
    if (!last || page.length < rowsPerTurn) return ok(matches)
    after = last.id
    await nextTurn()
  }
}
