import { type CasePeople, type GateMatch, matchCase } from './gate'
import { buildNameIndex } from './name-index'

/**
 * Escrow that wakes (R14): escrowed reports whose reported people an arriving notice names. Who is
 * impacted or a witness there wakes nothing: what repeats is what somebody did.
 */
export const matchEscrow = (
  escrowed: Iterable<CasePeople>,
  reportedNames: readonly string[],
): readonly GateMatch[] => {
  const index = buildNameIndex(
    reportedNames.map((name) => ({ of: null, names: { name, aliases: [], handles: [] } })),
  )
  const matches: GateMatch[] = []
  for (const { caseId, people } of escrowed) {
    const reported = people.filter(({ role }) => role === 'reported')
    const match = matchCase(index, { caseId, people: reported })
    if (match) matches.push(match)
  }
  return matches
}
