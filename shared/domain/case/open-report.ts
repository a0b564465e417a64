import type { IntakeDraft } from '../intake'
import { draft, type FactDraft } from '../ledger/fact'
import type { PersonId, TaskId } from '../terms'

/** What opening a report needs from outside the rules: fresh ids, deadlines, labels. */
export interface OpeningContext {
  readonly noticeSpace: string | null
  readonly newPersonId: () => PersonId
  readonly newTaskId: () => TaskId
  readonly deadlines: {
    readonly acknowledgeDueAtMs: number | null
    readonly decideDueAtMs: number | null
  }
  /** The playbook's label of an answer's key. */
  readonly labelOf: (key: string) => string
  /** The note as a Yjs update; made where Yjs may be used. */
  readonly narrative: Uint8Array | null
}

const isGiven = (text: string): boolean => text.trim() !== ''

/**
 * The facts that a finished intake becomes (R5-R16): in a case, or in a matter of its own when the
 * report is escrowed (R14). Nothing is mandatory: an empty draft opens an empty case.
 */
export const openReport = (intake: IntakeDraft, context: OpeningContext): readonly FactDraft[] => {
  const facts: FactDraft[] = [
    draft('case.opened', {
      mode: intake.mode,
      channel: intake.channel,
      scope: intake.scope,
      category: intake.category,
      urgency: intake.urgency,
      occurred: intake.occurred,
      receivedAtMs: intake.receivedAtMs,
      noticeSpace: intake.mode === 'escrow' ? null : context.noticeSpace,
      wakeWord: intake.mode === 'escrow' ? intake.wakeWord : '',
      deadlines: context.deadlines,
    }),
    draft('wishes.recorded', { wishes: intake.wishes }),
  ]
  if (context.narrative) {
    facts.push(
      draft('text.updated', { name: 'narrative' }, [{ kind: 'text', value: context.narrative }]),
    )
  }
  const answers = Object.entries(intake.fields)
    .filter(([, value]) => isGiven(value))
    .map(([key, value]) => ({ key, label: context.labelOf(key), value }))
  if (answers.length > 0)
    facts.push(draft('report.answered', {}, [{ kind: 'text', value: answers }]))

  if (intake.mode !== 'anonymous' && Object.values(intake.reporter).some(isGiven)) {
    facts.push(draft('identity.recorded', {}, [{ kind: 'identity', value: intake.reporter }]))
  }
  if (Object.values(intake.safety).some(isGiven)) {
    facts.push(draft('safety.recorded', {}, [{ kind: 'safety', value: intake.safety }]))
  }
  for (const person of intake.people) {
    if (person.name === '' && person.handles.length === 0 && person.aliases.length === 0) continue
    facts.push(draft('person.added', { personId: context.newPersonId(), person }))
  }
  for (const itemId of new Set(intake.told))
    facts.push(draft('told.recorded', { itemId, told: true }))
  for (const stepId of new Set(intake.ladder)) facts.push(draft('ladder.offered', { stepId }))
  if (isGiven(intake.otherMember) || intake.notToTell.length > 0) {
    facts.push(
      draft('telling.limited', { otherMember: intake.otherMember, notToTell: intake.notToTell }),
    )
  }
  for (const seen of intake.seenElsewhere) {
    facts.push(draft('seen-elsewhere.recorded', { seen }))
    facts.push(
      draft('task.added', {
        taskId: context.newTaskId(),
        kind: 'clean-up',
        title: seen.where,
        detail: seen.who,
      }),
    )
  }
  for (const takedown of intake.takedowns) {
    facts.push(draft('takedown.requested', { takedown }))
    facts.push(
      draft('task.added', {
        taskId: context.newTaskId(),
        kind: 'takedown',
        title: takedown.where,
        detail: '',
      }),
    )
  }
  if (intake.emergency) facts.push(draft('emergency.recorded', { emergency: intake.emergency }))
  return facts
}

/** The names that a notice may announce (R27): of reported people, never of the reporter. */
export const reportedNamesIn = (intake: IntakeDraft): readonly string[] => [
  ...new Set(
    intake.people
      .filter((person) => person.role === 'reported')
      .map((person) => person.name || person.handles[0] || person.aliases[0] || '')
      .filter((name) => name !== ''),
  ),
]
