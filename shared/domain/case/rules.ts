import { err, ok } from '../../errors/result'
import type { OpenedEntry, Verdict } from '../ledger/fact'
import type { PersonFacts } from '../person'
import type { CaseStatus } from '../terms'
import { type CaseFactContent, type CaseFactKind, isUndoable } from './facts'
import {
  allPartsOf,
  identityAskersOf,
  identityPartOf,
  identityPartsOf,
  isErased,
  isEscrowed,
  isOpened,
  modeOf,
  ownersOf,
  peopleOf,
  personOf,
  statusOf,
  tasksOf,
  toldOf,
} from './selectors'
import type { CaseState } from './state'

/**
 * The rules of a case, each named after what it guarantees (see rules.md). `decide` asks them before
 * an entry is made, `evolve` before one is believed, so that a modified program gains nothing.
 */
type Author = Pick<OpenedEntry, 'by'>

const fine: Verdict = ok(null)
const refuse = (code: string, facts: Record<string, unknown> = {}): Verdict =>
  err({ code, ...facts })

/** C1. The first entry opens the case, and only the first. */
export const opensOnce = (state: CaseState, kind: CaseFactKind): Verdict =>
  (kind === 'case.opened') === isOpened(state)
    ? refuse(isOpened(state) ? 'case/already-open' : 'case/unknown')
    : fine

/** C2 (R13). An anonymous report holds no identity of its reporter. */
export const keepsAnonymity = (state: CaseState): Verdict =>
  modeOf(state) === 'anonymous' ? refuse('report/anonymous') : fine

/** C3 (R20). The reporter is never a person in the open: their identity is a part of its own. */
export const sealsTheReporter = (person: PersonFacts): Verdict =>
  person.role === 'reporter' ? refuse('person/reporter-is-sealed') : fine

/** C4. A person is known by something: a name, a handle, an alias. */
export const knowsSomething = (person: PersonFacts): Verdict =>
  person.name === '' && person.handles.length === 0 && person.aliases.length === 0
    ? refuse('person/nothing-known')
    : fine

/** C5 (R14). An escrowed report is held, not acted on. */
export const holdsEscrow = (state: CaseState): Verdict =>
  isEscrowed(state) ? refuse('matter/not-to-be-acted-on') : fine

/** C6. A closed case takes no new people and no new rating until it is reopened. */
export const isStillOpen = (state: CaseState): Verdict =>
  statusOf(state) === 'closed' ? refuse('case/closed') : fine

const stepsFrom: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  new: ['acknowledged', 'in-progress', 'closed'],
  acknowledged: ['in-progress', 'closed'],
  'in-progress': ['closed'],
  /** Reopening (R64). */
  closed: ['in-progress'],
  escrowed: [],
}

/** The steps that a case may take from where it is. */
export const nextStatuses = (status: CaseStatus): readonly CaseStatus[] => stepsFrom[status]

/** C7. A case moves only along its steps. */
export const movesByStep = (state: CaseState, status: CaseStatus): Verdict =>
  stepsFrom[statusOf(state)].includes(status)
    ? fine
    : refuse('case/no-such-step', { from: statusOf(state), to: status })

/** C9. Only the author takes back an entry, once, and only what can be undone. */
export const takesBackOnlyOnesOwn = (
  state: CaseState,
  author: Author,
  content: CaseFactContent<'entry.taken-back'>,
): Verdict => {
  const entry = state.entries[content.entryId]
  if (!entry) return refuse('entry/unknown')
  if (!isUndoable(entry.kind)) return refuse('entry/not-undoable')
  if (entry.by !== author.by) return refuse('entry/not-yours')
  if (state.takenBack[content.entryId]) return refuse('entry/already-corrected')
  return fine
}

/** C10. Only a part of this case is erased, and only once. */
export const erasesWhatIsThere = (
  state: CaseState,
  content: CaseFactContent<'part.erased'>,
): Verdict => {
  const known = new Set(allPartsOf(state))
  for (const partId of content.partIds) {
    if (!known.has(partId)) return refuse('part/unknown')
    if (isErased(state, partId)) return refuse('part/erased')
  }
  return fine
}

/** C11 (R20). An identity is opened only where there is one that was not erased. */
export const opensAnIdentity = (state: CaseState): Verdict => {
  const partId = identityPartOf(state)
  if (partId === null) return refuse('identity/none')
  return isErased(state, partId) ? refuse('part/erased') : fine
}

/** C13 (R20). One asks for an identity that is there, once; a holder answers who asked, and the owners unasked. */
export const answersWhoAsked = (
  state: CaseState,
  content: CaseFactContent<'identity.shared'>,
): Verdict => {
  if (!identityPartsOf(state).includes(content.partId)) return refuse('identity/none')
  if (isErased(state, content.partId)) return refuse('part/erased')
  const { primary, secondary } = ownersOf(state)
  const mayKnow = [primary, secondary, ...identityAskersOf(state).map(({ memberId }) => memberId)]
  return mayKnow.includes(content.askedBy) ? fine : refuse('identity/not-asked')
}

const asksOnce = (state: CaseState, author: Author): Verdict =>
  identityAskersOf(state).some(({ memberId }) => memberId === author.by)
    ? refuse('identity/already-asked')
    : fine

/** C14 (R45). Two owners are two people; a new entry about them changes something. */
export const namesTwoOwners = (
  state: CaseState,
  { primary, secondary }: CaseFactContent<'owners.set'>,
): Verdict => {
  if (primary === secondary) return refuse('owners/same-twice')
  const now = ownersOf(state)
  return now.primary === primary && now.secondary === secondary ? refuse('owners/no-change') : fine
}

const hasPerson = (
  state: CaseState,
  personId: CaseFactContent<'person.corrected'>['personId'],
): Verdict => (personOf(state, personId) ? fine : refuse('person/unknown'))

const isNewPerson = (state: CaseState, personId: string): Verdict =>
  peopleOf(state).some((person) => person.personId === personId)
    ? refuse('person/already-there')
    : fine

const changesTask = (state: CaseState, content: CaseFactContent<'task.completed'>): Verdict => {
  const task = tasksOf(state).find(({ taskId }) => taskId === content.taskId)
  if (!task) return refuse('task/unknown')
  return (task.doneAtMs !== null) === content.done ? refuse('task/no-change') : fine
}

const changesTold = (state: CaseState, content: CaseFactContent<'told.recorded'>): Verdict =>
  toldOf(state).has(content.itemId) === content.told ? refuse('told/no-change') : fine

const firstRefusal = (...verdicts: readonly (() => Verdict)[]): Verdict => {
  for (const verdict of verdicts) {
    const result = verdict()
    if (!result.ok) return result
  }
  return fine
}

/** Whether a fact may stand in the case as it is. The one table that `decide` and `evolve` share. */
export const judge = <K extends CaseFactKind>(
  state: CaseState,
  author: Author,
  kind: K,
  content: CaseFactContent<K>,
): Verdict => {
  const as = <T extends CaseFactKind>() => content as unknown as CaseFactContent<T>
  const opened = () => opensOnce(state, kind)
  switch (kind) {
    case 'identity.recorded':
      return firstRefusal(opened, () => keepsAnonymity(state))
    case 'identity.opened':
      return firstRefusal(opened, () => opensAnIdentity(state))
    case 'identity.asked':
      return firstRefusal(
        opened,
        () => opensAnIdentity(state),
        () => asksOnce(state, author),
      )
    case 'identity.shared':
      return firstRefusal(opened, () => answersWhoAsked(state, as<'identity.shared'>()))
    case 'owners.set':
      return firstRefusal(opened, () => namesTwoOwners(state, as<'owners.set'>()))
    case 'person.added': {
      const { personId, person } = as<'person.added'>()
      return firstRefusal(
        opened,
        () => isStillOpen(state),
        () => isNewPerson(state, personId),
        () => sealsTheReporter(person),
        () => knowsSomething(person),
      )
    }
    case 'person.corrected': {
      const { personId, person } = as<'person.corrected'>()
      return firstRefusal(
        opened,
        () => hasPerson(state, personId),
        () => sealsTheReporter(person),
        () => knowsSomething(person),
      )
    }
    case 'overview.set':
      return firstRefusal(opened, () => isStillOpen(state))
    case 'status.set': {
      const { status } = as<'status.set'>()
      return firstRefusal(
        opened,
        () => holdsEscrow(state),
        () => movesByStep(state, status),
      )
    }
    case 'told.recorded':
      return firstRefusal(opened, () => changesTold(state, as<'told.recorded'>()))
    case 'task.completed':
      return firstRefusal(opened, () => changesTask(state, as<'task.completed'>()))
    case 'entry.taken-back':
      return firstRefusal(opened, () =>
        takesBackOnlyOnesOwn(state, author, as<'entry.taken-back'>()),
      )
    case 'part.erased':
      return firstRefusal(opened, () => erasesWhatIsThere(state, as<'part.erased'>()))
    default:
      return opened()
  }
}
