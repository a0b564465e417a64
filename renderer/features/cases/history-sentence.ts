import type { TFunction } from 'i18next'
import type { HistoryRow } from '../../../shared/contracts/views'
import { type CaseFactKind, isCaseFactKind } from '../../../shared/domain/case/facts'
import type { Playbook } from '../../../shared/domain/playbook'

/** What the history can be narrowed to. */
export const historyGroups = [
  'all',
  'people',
  'texts',
  'steps',
  'reporter',
  'tasks',
  'erasing',
] as const
export type HistoryGroup = (typeof historyGroups)[number]

const groupOfKind: Readonly<Record<CaseFactKind, HistoryGroup>> = {
  'case.opened': 'steps',
  'report.answered': 'texts',
  'text.updated': 'texts',
  'person.added': 'people',
  'person.corrected': 'people',
  'identity.recorded': 'reporter',
  'identity.opened': 'reporter',
  'identity.asked': 'reporter',
  'identity.shared': 'reporter',
  'owners.set': 'steps',
  'safety.recorded': 'reporter',
  'overview.set': 'steps',
  'status.set': 'steps',
  'wishes.recorded': 'reporter',
  'told.recorded': 'reporter',
  'ladder.offered': 'reporter',
  'telling.limited': 'reporter',
  'seen-elsewhere.recorded': 'tasks',
  'takedown.requested': 'tasks',
  'emergency.recorded': 'steps',
  'task.added': 'tasks',
  'task.completed': 'tasks',
  'entry.taken-back': 'erasing',
  'part.erased': 'erasing',
}

/** Not a fact of the case: a key that a member was given. */
const accessGranted = 'access.granted'

export const isInGroup = (row: HistoryRow, group: HistoryGroup): boolean =>
  group === 'all' ||
  (row.kind === accessGranted ? group === 'people' : false) ||
  (isCaseFactKind(row.kind) && groupOfKind[row.kind] === group)

type Translate = TFunction<['cases', 'common']>

const textFact = (row: HistoryRow, key: string): string => {
  const value = row.facts[key]
  return value === undefined ? '' : String(value)
}

const overviewChanges = (row: HistoryRow, t: Translate, playbook: Playbook): string =>
  [
    ['severity', playbook.severities.find(({ id }) => id === row.facts.severity)?.label],
    ['urgency', playbook.urgencies.find(({ id }) => id === row.facts.urgency)?.label],
    ['category', playbook.categories.find(({ id }) => id === row.facts.category)?.label],
    ['occurred', textFact(row, 'occurred')],
  ]
    .filter(([key = '']) => row.facts[key] !== undefined)
    .map(([key, label]) =>
      t('history.change', {
        what: t(`history.field.${key as 'severity' | 'urgency' | 'category' | 'occurred'}`),
        value: label || t('history.empty'),
      }),
    )
    .join(', ')

/** A person's name as the history knows it: the first thing they are known by. */
const personName = (row: HistoryRow, t: Translate): string =>
  textFact(row, 'person.name') ||
  textFact(row, 'person.handles') ||
  textFact(row, 'person.aliases') ||
  t('person.unnamed')

/**
 * What an entry says, as a sentence without its subject: "Ada … opened the case". Kinds that a
 * newer version wrote are named as they are.
 */
export const historySentence = (row: HistoryRow, t: Translate, playbook: Playbook): string => {
  if (row.kind === accessGranted)
    return t('history.access.granted', { name: textFact(row, 'name') })
  if (!isCaseFactKind(row.kind)) return t('history.unknown', { kind: row.kind })
  const kind = row.kind
  const itemText = (list: readonly { id: string; text: string }[], key: string) =>
    list.find(({ id }) => id === row.facts[key])?.text ?? textFact(row, key)
  switch (kind) {
    case 'case.opened':
      return t('history.case.opened', {
        channel: t(`channel.${textFact(row, 'channel') as 'phone'}`),
      })
    case 'text.updated':
      return t('history.text.updated', {
        text: t(row.facts.name === 'notes' ? 'tab.notes' : 'tab.report'),
      })
    case 'person.added':
    case 'person.corrected':
      return t(`history.${kind}`, {
        name: personName(row, t),
        role: t(`role.${textFact(row, 'person.role') as 'witness'}`),
      })
    case 'identity.opened':
      return textFact(row, 'reason') === ''
        ? t('history.identity.opened')
        : t('history.identity.openedBecause', { reason: textFact(row, 'reason') })
    case 'overview.set':
      return t('history.overview.set', { changes: overviewChanges(row, t, playbook) })
    case 'status.set':
      return t('history.status.set', {
        status: t(`status.${textFact(row, 'status') as 'new'}`),
      })
    case 'told.recorded':
      return t(row.facts.told === true ? 'history.told.recorded' : 'history.told.undone', {
        item: itemText(playbook.tellReporter, 'itemId'),
      })
    case 'ladder.offered': {
      const step = playbook.hesitantLadder.find(({ id }) => id === row.facts.stepId)
      return step === undefined
        ? t('history.ladder.offered')
        : t('history.ladder.offeredWhat', { what: t(`ladder.action.${step.action}`) })
    }
    case 'seen-elsewhere.recorded':
      return t('history.seen-elsewhere.recorded', { where: textFact(row, 'seen.where') })
    case 'takedown.requested':
      return t('history.takedown.requested', { where: textFact(row, 'takedown.where') })
    case 'emergency.recorded':
      return t('history.emergency.recorded', { action: textFact(row, 'emergency.action') })
    case 'task.added':
      return t('history.task.added', { title: textFact(row, 'title') })
    case 'task.completed':
      return t(row.facts.done === true ? 'history.task.completed' : 'history.task.reopened')
    case 'part.erased':
      return t(
        row.facts.reason === 'meeting-happened'
          ? 'history.part.erasedAfterMeeting'
          : 'history.part.erased',
      )
    default:
      return t(`history.${kind}`)
  }
}
