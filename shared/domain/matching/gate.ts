import type { PersonFacts } from '../person'
import type { CaseId } from '../terms'
import type { Certainty } from './match'
import { buildNameIndex, type NameIndex } from './name-index'
import type { Names } from './names'

export interface CasePeople {
  readonly caseId: CaseId
  readonly people: readonly PersonFacts[]
}

/** A case that names a candidate, perhaps. Only for members who may read that case anyway. */
export interface GateMatch {
  readonly caseId: CaseId
  readonly certainty: Certainty
}

/** A candidate, ready to be held against many cases. */
export const indexCandidate = (candidate: Names): NameIndex<null> =>
  buildNameIndex([{ of: null, names: candidate }])

/** The strongest match that a case has for whom the index holds; `null` for none. */
export const matchCase = (
  index: NameIndex<unknown>,
  { caseId, people }: CasePeople,
): GateMatch | null => {
  const found = people.flatMap((person) => index.match(person))
  if (found.length === 0) return null
  const isSame = found.some(({ certainty }) => certainty === 'same')
  return { caseId, certainty: isSame ? 'same' : 'likely' }
}

/** Newcomer gate: the cases that name a candidate, before they are signed in. */
export const gateCandidate = (
  candidate: Names,
  cases: Iterable<CasePeople>,
): readonly GateMatch[] => {
  const index = indexCandidate(candidate)
  const matches: GateMatch[] = []
  for (const one of cases) {
    const match = matchCase(index, one)
    if (match) matches.push(match)
  }
  return matches
}
