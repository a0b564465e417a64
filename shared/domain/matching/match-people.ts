import type { PersonFacts } from '../person'
import type { MemberId } from '../terms'
import { employerKey } from './employer'
import { type Match, orderReasons } from './match'
import { buildNameIndex } from './name-index'
import type { Names } from './names'

/** A member, or someone who wants to become one, as they may be recognised. */
export interface Candidate extends Names {
  readonly memberId: MemberId
  readonly employer: string
}

export interface PersonMatch extends Match {
  /** Place in the list of people. */
  readonly person: number
  readonly memberId: MemberId
}

/** A common employer is named beside what matched. */
const withEmployer = (match: Match, isShared: boolean): Match =>
  isShared
    ? { ...match, reasons: orderReasons(new Set([...match.reasons, 'same-employer'])) }
    : match

/** Which of the people of a report or case may be which of the candidates, in the order of the people. */
export const matchPeople = (
  people: readonly PersonFacts[],
  candidates: readonly Candidate[],
): readonly PersonMatch[] => {
  const index = buildNameIndex(candidates.map((candidate) => ({ of: candidate, names: candidate })))
  return people.flatMap((person, at) => {
    const employer = employerKey(person.employer)
    return index.match(person).map(({ of, certainty, reasons }) => ({
      person: at,
      memberId: of.memberId,
      ...withEmployer(
        { certainty, reasons },
        employer !== '' && employer === employerKey(of.employer),
      ),
    }))
  })
}
