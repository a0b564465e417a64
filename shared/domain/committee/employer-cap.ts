import type { Playbook } from '../playbook'
import { employerIn, membersIn, playbookIn, type View, wholeView } from './selectors'
import type { CommitteeState } from './state'

/** R71: how one more member of an employer would stand to the playbook's cap. */
export interface EmployerStanding {
  /** Members of that employer, the newcomer among them. */
  readonly count: number
  /** How many a committee of that size may have; `null` without a cap. */
  readonly cap: number | null
  /** What the playbook asks for where the cap is passed. */
  readonly answer: 'within' | 'warned' | 'refused'
}

/** Spelling, not spaces or capitals, tells employers apart. */
const sameEmployer = (name: string): string =>
  name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()

const quorumOf = ({ quorum }: Playbook, size: number): number =>
  quorum.few && size <= quorum.few.upTo ? quorum.few.quorum : Math.floor(size / 2) + 1

const capOf = (playbook: Playbook, size: number): number | null => {
  switch (playbook.employerCap) {
    case 'none':
      return null
    case 'less-than-majority':
      return Math.floor(size / 2)
    case 'quorum-less-one':
      return quorumOf(playbook, size) - 1
  }
}

export const employerCapIn = (view: View, employer: string): EmployerStanding => {
  const members = membersIn(view)
  const wanted = sameEmployer(employer)
  const count =
    1 + members.filter((member) => sameEmployer(employerIn(view, member)) === wanted).length
  const playbook = playbookIn(view)
  const cap = playbook && capOf(playbook, members.length + 1)
  const isWithin = playbook === null || cap === null || count <= cap
  return { count, cap, answer: isWithin ? 'within' : playbook.access.employerCapIs }
}

/** Whether one more member of this employer may be signed in, and what is said if not. */
export const employerCapOf = (state: CommitteeState, employer: string): EmployerStanding =>
  employerCapIn(wholeView(state), employer)
