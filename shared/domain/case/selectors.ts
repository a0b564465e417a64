import type { LiveFact } from '../ledger/fact'
import type { Emergency, PersonFacts, Wishes } from '../person'
import type {
  CaseStatus,
  MemberId,
  PartRef,
  PersonId,
  Severity,
  TaskId,
  TextName,
  Urgency,
} from '../terms'
import type { CaseFactContent } from './facts'
import type { CaseState } from './state'

const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]

/** The entry that opened the case, or `null` before it has arrived. */
export const openingOf = (state: CaseState): LiveFact<CaseFactContent<'case.opened'>> | null =>
  state.facts['case.opened'][0] ?? null

export const isOpened = (state: CaseState): boolean => openingOf(state) !== null

export const modeOf = (state: CaseState) => openingOf(state)?.content.mode ?? 'named'

/** R14: held by its receivers, not to be acted on. */
export const isEscrowed = (state: CaseState): boolean => modeOf(state) === 'escrow'

export const statusOf = (state: CaseState): CaseStatus =>
  isEscrowed(state) ? 'escrowed' : (lastOf(state.facts['status.set'])?.content.status ?? 'new')

export interface Overview {
  readonly severity: Severity
  readonly urgency: Urgency
  readonly category: string
  readonly occurred: string
}

export const overviewOf = (state: CaseState): Overview => {
  const opening = openingOf(state)?.content
  let overview: Overview = {
    severity: 'unrated',
    urgency: opening?.urgency ?? 'routine',
    category: opening?.category ?? '',
    occurred: opening?.occurred ?? '',
  }
  for (const { content } of state.facts['overview.set']) {
    overview = {
      severity: content.severity ?? overview.severity,
      urgency: content.urgency ?? overview.urgency,
      category: content.category ?? overview.category,
      occurred: content.occurred ?? overview.occurred,
    }
  }
  return overview
}

export interface CasePerson {
  readonly personId: PersonId
  readonly person: PersonFacts
  readonly added: LiveFact<CaseFactContent<'person.added'>>
  readonly corrected: boolean
}

export const peopleOf = (state: CaseState): readonly CasePerson[] =>
  state.facts['person.added'].map((added) => {
    const correction = lastOf(
      state.facts['person.corrected'].filter(
        (fact) => fact.content.personId === added.content.personId,
      ),
    )
    return {
      personId: added.content.personId,
      person: correction?.content.person ?? added.content.person,
      added,
      corrected: correction !== undefined,
    }
  })

export const personOf = (state: CaseState, personId: PersonId): CasePerson | null =>
  peopleOf(state).find((person) => person.personId === personId) ?? null

/** Names of the reported people as the notice announces them (R27). */
export const reportedNamesOf = (state: CaseState): readonly string[] => [
  ...new Set(
    peopleOf(state)
      .filter(({ person }) => person.role === 'reported')
      .map(({ person }) => person.name || person.handles[0] || person.aliases[0] || '')
      .filter((name) => name !== ''),
  ),
]

export const wishesOf = (state: CaseState): { wishes: Wishes; fact: LiveFact<unknown> } | null => {
  const fact = lastOf(state.facts['wishes.recorded'])
  return fact ? { wishes: fact.content.wishes, fact } : null
}

/** Every part that held the reporter's identity, oldest first: a correction does not undo the one before. */
export const identityPartsOf = (state: CaseState): readonly PartRef[] =>
  state.facts['identity.recorded'].flatMap((fact) => [...fact.parts])

/** The newest identity that was not erased, or else the newest; `null` when none was ever given. */
export const identityPartOf = (state: CaseState): PartRef | null => {
  const partIds = identityPartsOf(state)
  return lastOf(partIds.filter((partId) => !isErased(state, partId))) ?? lastOf(partIds) ?? null
}

/** Members who asked who reported and have no answer yet, with when they asked first. */
export const identityAskersOf = (
  state: CaseState,
): readonly { readonly memberId: MemberId; readonly atMs: number }[] => {
  const partId = identityPartOf(state)
  const answered = new Set(
    state.facts['identity.shared']
      .filter(({ content }) => content.partId === partId)
      .map(({ content }) => content.askedBy),
  )
  const asked = new Map<MemberId, number>()
  for (const { by, atMs } of state.facts['identity.asked']) {
    if (!answered.has(by) && !asked.has(by)) asked.set(by, atMs)
  }
  return [...asked].map(([memberId, atMs]) => ({ memberId, atMs }))
}

/** The sealed key of an identity part that a holder made for a device; `null` when there is none. */
export const identityBoxFor = (
  state: CaseState,
  partId: PartRef,
  deviceId: string,
): string | null =>
  state.facts['identity.shared']
    .filter(({ content }) => content.partId === partId)
    .flatMap(({ content }) => content.boxes)
    .find((box) => box.deviceId === deviceId)?.box ?? null

export interface Owners {
  readonly primary: MemberId | null
  readonly secondary: MemberId | null
}

/** R45. Until somebody else is named, whoever opened the case owns it. */
export const ownersOf = (state: CaseState): Owners =>
  lastOf(state.facts['owners.set'])?.content ?? {
    primary: openingOf(state)?.by ?? null,
    secondary: null,
  }

export const safetyPartOf = (state: CaseState): PartRef | null =>
  lastOf(state.facts['safety.recorded'])?.parts[0] ?? null

export const answersPartOf = (state: CaseState): PartRef | null =>
  lastOf(state.facts['report.answered'])?.parts[0] ?? null

/** Every part of a text, oldest first, erased ones included. */
export const textPartsOf = (state: CaseState, name: TextName): readonly PartRef[] =>
  state.facts['text.updated'].flatMap((fact) => (fact.content.name === name ? [...fact.parts] : []))

/** Parts of a text that still exist. */
export const liveTextPartsOf = (state: CaseState, name: TextName): readonly PartRef[] =>
  textPartsOf(state, name).filter((partId) => !isErased(state, partId))

export const isErased = (state: CaseState, partId: PartRef): boolean =>
  Object.hasOwn(state.erased, partId)

/** Every part that an accepted entry carries. */
export const allPartsOf = (state: CaseState): readonly PartRef[] =>
  [
    ...state.facts['report.answered'],
    ...state.facts['text.updated'],
    ...state.facts['identity.recorded'],
    ...state.facts['safety.recorded'],
  ].flatMap((fact) => [...fact.parts])

/** When each checklist item was told; the newest entry about an item wins (R8). */
export const toldOf = (
  state: CaseState,
): ReadonlyMap<string, LiveFact<CaseFactContent<'told.recorded'>>> => {
  const told = new Map<string, LiveFact<CaseFactContent<'told.recorded'>>>()
  for (const fact of state.facts['told.recorded']) {
    if (fact.content.told) told.set(fact.content.itemId, fact)
    else told.delete(fact.content.itemId)
  }
  return told
}

export interface CaseTask {
  readonly taskId: TaskId
  readonly added: LiveFact<CaseFactContent<'task.added'>>
  readonly doneAtMs: number | null
}

export const tasksOf = (state: CaseState): readonly CaseTask[] =>
  state.facts['task.added'].map((added) => {
    const last = lastOf(
      state.facts['task.completed'].filter((fact) => fact.content.taskId === added.content.taskId),
    )
    return { taskId: added.content.taskId, added, doneAtMs: last?.content.done ? last.atMs : null }
  })

export interface Deadline {
  readonly kind: 'acknowledge' | 'decide'
  readonly dueAtMs: number
  readonly doneAtMs: number | null
}

/** R32-R34: what the playbook in force at opening set for this case. */
export const deadlinesOf = (state: CaseState): readonly Deadline[] => {
  const opening = openingOf(state)
  if (!opening || isEscrowed(state)) return []
  const firstAt = (...statuses: readonly string[]) =>
    state.facts['status.set'].find((fact) => statuses.includes(fact.content.status))?.atMs ?? null
  const { acknowledgeDueAtMs, decideDueAtMs } = opening.content.deadlines
  const deadlines: Deadline[] = []
  if (acknowledgeDueAtMs !== null) {
    deadlines.push({
      kind: 'acknowledge',
      dueAtMs: acknowledgeDueAtMs,
      doneAtMs: firstAt('acknowledged', 'in-progress', 'closed'),
    })
  }
  if (decideDueAtMs !== null) {
    deadlines.push({ kind: 'decide', dueAtMs: decideDueAtMs, doneAtMs: firstAt('closed') })
  }
  return deadlines
}

/** The earliest deadline that is not met yet. */
export const nextDeadlineOf = (state: CaseState): Deadline | null =>
  deadlinesOf(state)
    .filter((deadline) => deadline.doneAtMs === null)
    .sort((a, b) => a.dueAtMs - b.dueAtMs)[0] ?? null

/** `soon` begins a quarter of a day before a deadline. */
const soonMs = 6 * 3_600_000

export const deadlineStateOf = (
  deadline: Deadline,
  nowMs: number,
): 'done' | 'ahead' | 'soon' | 'overdue' => {
  if (deadline.doneAtMs !== null) return 'done'
  if (nowMs >= deadline.dueAtMs) return 'overdue'
  return deadline.dueAtMs - nowMs <= soonMs ? 'soon' : 'ahead'
}

/**
 * C8 (R15, R21): law enforcement was called and the reporter had not asked for it. It is recorded all
 * the same, since a record that must be untrue helps nobody, and shown for the review by the others.
 */
export const isPoliceUnasked = (emergency: Emergency): boolean =>
  !emergency.lawEnforcementAskedByReporter &&
  /\b(police|law enforcement|sheriff|gendarmerie|polizei|policía|polizia|polícia)\b/iu.test(
    `${emergency.calledWhom} ${emergency.action}`,
  )
