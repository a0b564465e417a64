import type { Identity, PersonFacts } from '../person'
import type { MemberId, PersonRole } from '../terms'
import type { Certainty, MatchReason } from './match'
import { type Candidate, matchPeople } from './match-people'

/** One of the people of a report; the key is the caller's, and comes back with a question. */
export interface ReportPerson {
  readonly key: string
  readonly person: PersonFacts
}

/** The key under which the reporter stands, whose identity is sealed apart. */
export const reporterKey = 'reporter'

/** What the person who takes the report said when asked. It decides, also over an equal name. */
export interface NamedAnswer {
  readonly memberId: MemberId
  readonly key: string
  readonly isSame: boolean
}

export interface MemberNamed {
  readonly memberId: MemberId
  readonly key: string
  readonly role: PersonRole
  readonly certainty: Certainty
  readonly reasons: readonly MatchReason[]
}

export interface MembersNamed {
  /** Members who are among the people of the report, each with the person that they are. */
  readonly named: readonly MemberNamed[]
  /** Still to be asked. Nothing may be announced while there are any. */
  readonly toAsk: readonly MemberNamed[]
  /** Reported: no notice, no byte, no hint (promise 3). */
  readonly noNotice: readonly MemberId[]
  /** Reporter, impacted or witness: an evident conflict (R22). */
  readonly conflicted: readonly MemberId[]
}

const contactWords = /[^\s,;<>()"]+/gu
const maxContactHandles = 20

/** Mail addresses and handles in what the reporter gave as contact. */
const handlesIn = (contact: string): readonly string[] =>
  (contact.match(contactWords) ?? [])
    .filter((word) => word.includes('@') || word.includes('/'))
    .slice(0, maxContactHandles)

const reporterAsPerson = (identity: Identity): ReportPerson => ({
  key: reporterKey,
  person: {
    role: 'reporter',
    name: identity.name,
    aliases: [],
    handles: [...handlesIn(identity.contact)],
    employer: '',
    pronouns: identity.pronouns,
  },
})

/**
 * Members among the people of a report, asked before anything is announced (R22, R27). An equal name
 * counts unless it was answered otherwise; a likely one counts only when it was answered.
 *
 * @param identity the reporter's, where it is at hand: at the intake, or opened
 */
export const membersNamed = (
  people: readonly ReportPerson[],
  identity: Identity | null,
  members: readonly Candidate[],
  answers: readonly NamedAnswer[] = [],
): MembersNamed => {
  const everyone = identity ? [...people, reporterAsPerson(identity)] : people
  const found = matchPeople(
    everyone.map(({ person }) => person),
    members,
  ).flatMap(({ person: at, memberId, certainty, reasons }): MemberNamed[] => {
    const one = everyone[at]
    return one ? [{ memberId, key: one.key, role: one.person.role, certainty, reasons }] : []
  })
  const answerTo = ({ memberId, key }: MemberNamed): boolean | null =>
    answers.findLast((answer) => answer.memberId === memberId && answer.key === key)?.isSame ?? null

  const named = found.filter((one) => answerTo(one) ?? one.certainty === 'same')
  const toAsk = found.filter((one) => answerTo(one) === null && one.certainty === 'likely')
  const reported = new Set(
    named.filter(({ role }) => role === 'reported').map(({ memberId }) => memberId),
  )
  const others = new Set(named.map(({ memberId }) => memberId).filter((id) => !reported.has(id)))
  return { named, toAsk, noNotice: [...reported], conflicted: [...others] }
}
