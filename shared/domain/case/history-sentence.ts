import type { Playbook } from '../playbook'
import type { CaseStatus, Channel, PersonRole } from '../terms'
import { type CaseFactKind, isCaseFactKind } from './facts'
import type { HistoryFacts } from './history'

/** Not a fact of the case: a key that a member was given. */
export const accessGranted = 'access.granted'

type OverviewField = 'severity' | 'urgency' | 'category' | 'occurred'
/** Kinds whose sentence is always the same. */
type PlainKind = Exclude<
  CaseFactKind,
  'overview.set' | 'told.recorded' | 'task.completed' | 'part.erased'
>

/** Places in the texts for people; every one of them is among the texts of a case. */
export type HistoryText =
  | `history.${PlainKind}`
  | `history.field.${OverviewField}`
  | `channel.${Channel}`
  | `status.${CaseStatus}`
  | `role.${Exclude<PersonRole, 'reporter'>}`
  | `ladder.action.${Playbook['hesitantLadder'][number]['action']}`
  | 'history.access.granted'
  | 'history.unknown'
  | 'history.change'
  | 'history.empty'
  | 'history.overview.set'
  | 'history.identity.openedBecause'
  | 'history.told.recorded'
  | 'history.told.undone'
  | 'history.ladder.offeredWhat'
  | 'history.task.completed'
  | 'history.task.reopened'
  | 'history.part.erased'
  | 'history.part.erasedAfterMeeting'
  | 'person.unnamed'
  | 'tab.notes'
  | 'tab.report'

/** Gives a text, with what stands in its places. */
export type SayHistory = (text: HistoryText, facts?: Readonly<Record<string, string>>) => string

/** An entry as {@link historyFactsOf} reads it. */
interface Line {
  readonly kind: string
  readonly facts: HistoryFacts
}

const textFact = (row: Line, key: string): string => {
  const value = row.facts[key]
  return value === undefined ? '' : String(value)
}

const overviewChanges = (row: Line, say: SayHistory, playbook: Playbook): string =>
  [
    ['severity', playbook.severities.find(({ id }) => id === row.facts.severity)?.label],
    ['urgency', playbook.urgencies.find(({ id }) => id === row.facts.urgency)?.label],
    ['category', playbook.categories.find(({ id }) => id === row.facts.category)?.label],
    ['occurred', textFact(row, 'occurred')],
  ]
    .filter(([key = '']) => row.facts[key] !== undefined)
    .map(([key, label]) =>
      say('history.change', {
        what: say(`history.field.${key as OverviewField}`),
        value: label || say('history.empty'),
      }),
    )
    .join(', ')

/** A person's name as the history knows it: the first thing they are known by. */
const personName = (row: Line, say: SayHistory): string =>
  textFact(row, 'person.name') ||
  textFact(row, 'person.handles') ||
  textFact(row, 'person.aliases') ||
  say('person.unnamed')

/**
 * What an entry says, as a sentence without its subject: "Ada … opened the case". Kinds that a
 * newer version wrote are named as they are.
 */
export const historySentence = (row: Line, say: SayHistory, playbook: Playbook): string => {
  if (row.kind === accessGranted)
    return say('history.access.granted', { name: textFact(row, 'name') })
  if (!isCaseFactKind(row.kind)) return say('history.unknown', { kind: row.kind })
  const kind = row.kind
  const itemText = (list: readonly { id: string; text: string }[], key: string) =>
    list.find(({ id }) => id === row.facts[key])?.text ?? textFact(row, key)
  switch (kind) {
    case 'case.opened':
      return say('history.case.opened', {
        channel: say(`channel.${textFact(row, 'channel') as 'phone'}`),
      })
    case 'text.updated':
      return say('history.text.updated', {
        text: say(row.facts.name === 'notes' ? 'tab.notes' : 'tab.report'),
      })
    case 'person.added':
    case 'person.corrected':
      return say(`history.${kind}`, {
        name: personName(row, say),
        role: say(`role.${textFact(row, 'person.role') as 'witness'}`),
      })
    case 'identity.opened':
      return textFact(row, 'reason') === ''
        ? say('history.identity.opened')
        : say('history.identity.openedBecause', { reason: textFact(row, 'reason') })
    case 'overview.set':
      return say('history.overview.set', { changes: overviewChanges(row, say, playbook) })
    case 'status.set':
      return say('history.status.set', {
        status: say(`status.${textFact(row, 'status') as 'new'}`),
      })
    case 'told.recorded':
      return say(row.facts.told === true ? 'history.told.recorded' : 'history.told.undone', {
        item: itemText(playbook.tellReporter, 'itemId'),
      })
    case 'ladder.offered': {
      const step = playbook.hesitantLadder.find(({ id }) => id === row.facts.stepId)
      return step === undefined
        ? say('history.ladder.offered')
        : say('history.ladder.offeredWhat', { what: say(`ladder.action.${step.action}`) })
    }
    case 'seen-elsewhere.recorded':
      return say('history.seen-elsewhere.recorded', { where: textFact(row, 'seen.where') })
    case 'takedown.requested':
      return say('history.takedown.requested', { where: textFact(row, 'takedown.where') })
    case 'emergency.recorded':
      return say('history.emergency.recorded', { action: textFact(row, 'emergency.action') })
    case 'task.added':
      return say('history.task.added', { title: textFact(row, 'title') })
    case 'task.completed':
      return say(row.facts.done === true ? 'history.task.completed' : 'history.task.reopened')
    case 'part.erased':
      return say(
        row.facts.reason === 'meeting-happened'
          ? 'history.part.erasedAfterMeeting'
          : 'history.part.erased',
      )
    default:
      return say(`history.${kind}`)
  }
}
