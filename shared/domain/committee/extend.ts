import { depart, matterWith } from './depart'
import { enterFact } from './evolve'
import type { CommitteeChecks, CommitteeEntry } from './facts'
import { decidedWith, departureOf, isDeparting, nothingDecided } from './leaving'
import { openCopyOf } from './open-committee'
import { readFact, reject } from './read-fact'
import { judge } from './rules'
import { wholeView } from './selectors'
import type { CommitteeState } from './state'

/**
 * The committee after one more entry that had seen every other, as this vault's own have. Equal to
 * folding all again.
 *
 * @returns `null` for an entry that had not: only a fold of all entries can judge it
 */
export const extendCommittee = (
  state: CommitteeState,
  entry: CommitteeEntry,
  checks: CommitteeChecks,
): CommitteeState | null => {
  const cited = new Set([...entry.heads, entry.previous])
  if (!state.heads.every((head) => cited.has(head))) return null
  const heads = [entry.id]
  const fact = readFact(entry)
  if (fact === null) return { ...state, heads }
  const open = openCopyOf(state)
  open.heads = heads
  const view = wholeView(state)
  const verdict = fact.ok ? judge(view, entry, fact.value.kind, fact.value.content, checks) : fact
  if (!verdict.ok || !fact.ok) {
    if (!verdict.ok) reject(open, entry, verdict.error.code)
    return open
  }
  const { kind, content } = fact.value
  const departure = isDeparting(kind) ? departureOf(view, entry, kind, content) : null
  enterFact(open, view, entry, kind, content)
  if (departure) {
    const { against } = departure
    const said = against && matterWith(state, against)
    const decided =
      against && said ? decidedWith(against.vote, said.votes, said.deviceIds) : nothingDecided
    depart(open, entry, departure, decided)
  }
  return open
}
