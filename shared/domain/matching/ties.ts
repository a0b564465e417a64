import { z } from '../../util/schema'
import type { PersonFacts } from '../person'
import { names, requiredShortText, shortText } from '../terms'
import { employerKey } from './employer'
import { buildNameIndex } from './name-index'
import type { Names } from './names'

/** Someone a member has a tie to. Why is nobody's business: there is no field for it (R24). */
export const TiedPerson = z
  .strictObject({ name: shortText, aliases: names, handles: names })
  .refine(({ name, aliases, handles }) => name !== '' || aliases.length + handles.length > 0)
export type TiedPerson = z.infer<typeof TiedPerson>

/** A member's private list (R22, R23). It stays on the laptop: in no entry and in no bundle. */
export const Ties = z.strictObject({
  people: z.array(TiedPerson).max(500),
  employers: z.array(requiredShortText).max(100),
})
export type Ties = z.infer<typeof Ties>

export const noTies: Ties = { people: [], employers: [] }

/** One of the member's own ties, by its place in their list, or the member themselves. */
export type TieRef =
  | { readonly kind: 'person'; readonly index: number }
  | { readonly kind: 'employer'; readonly index: number }
  | { readonly kind: 'self' }

/** What the app proposes; the member answers. "None found" is no clearance. */
export interface TieProposal {
  readonly answer: 'conflict-likely' | 'none-found'
  /** For the eyes of the member alone. */
  readonly ties: readonly TieRef[]
}

const self = -1

const proposal = (ties: readonly TieRef[]): TieProposal => ({
  answer: ties.length > 0 ? 'conflict-likely' : 'none-found',
  ties,
})

/** Ties that some of the people match, in the order of the member's own list. */
const tiedPlaces = (
  index: ReturnType<typeof buildNameIndex<number>>,
  people: readonly Names[],
): readonly number[] =>
  [...new Set(people.flatMap((names) => index.match(names).map(({ of }) => of)))].sort(
    (a, b) => a - b,
  )

const indexTies = (ties: Ties, own: Names | null) =>
  buildNameIndex([
    ...(own ? [{ of: self, names: own }] : []),
    ...ties.people.map((names, of) => ({ of, names })),
  ])

const refOf = (place: number): TieRef =>
  place === self ? { kind: 'self' } : { kind: 'person', index: place }

/**
 * What a notice's reported names say to the member's own ties (blind conflict round, R22-R24).
 *
 * @param own the member, who may be meant although nobody noticed
 */
export const proposeDeclaration = (
  ties: Ties,
  own: Names,
  reportedNames: readonly string[],
): TieProposal => {
  const people = reportedNames.map((name) => ({ name, aliases: [], handles: [] }))
  return proposal(tiedPlaces(indexTies(ties, own), people).map(refOf))
}

/**
 * The same against all people of a case, when the member has been cleared and before anything is
 * shown. The answer tells the member's own ties and nothing of who matched: no name, role, number or
 * degree, and it is in the order of the ties.
 */
export const checkAllPeople = (ties: Ties, people: readonly PersonFacts[]): TieProposal => {
  const employers = new Set(people.map(({ employer }) => employerKey(employer)))
  employers.delete('')
  return proposal([
    ...tiedPlaces(indexTies(ties, null), people).map(refOf),
    ...ties.employers.flatMap((employer, index): TieRef[] =>
      employers.has(employerKey(employer)) ? [{ kind: 'employer', index }] : [],
    ),
  ])
}

/** A tie in the member's own words: the first thing they wrote down of it. */
export const wordsOfTie = (ties: Ties, own: Names, tie: TieRef): string => {
  if (tie.kind === 'employer') return ties.employers[tie.index] ?? ''
  const names = tie.kind === 'self' ? own : ties.people[tie.index]
  return names ? names.name || names.aliases[0] || names.handles[0] || '' : ''
}
