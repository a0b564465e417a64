import { codeNameOf } from '../../../shared/domain/case/code-name'
import { historySentence } from '../../../shared/domain/case/history-sentence'
import {
  identityPartOf,
  isErased,
  openingOf,
  overviewOf,
  peopleOf,
  statusOf,
  tasksOf,
  wishesOf,
} from '../../../shared/domain/case/selectors'
import type { CaseState } from '../../../shared/domain/case/state'
import type { Identity } from '../../../shared/domain/person'
import type { Playbook } from '../../../shared/domain/playbook'
import { TextName } from '../../../shared/domain/terms'
import { viewHistory } from '../cases/case-history'
import { answersOf } from '../cases/index-case'
import type { UnlockedVault } from '../session/unlocked-vault'
import type { HandoffContent, HandoffSection } from './handoff-file'
import { sayCase, sayContent } from './words'

/** What a mediator is handed of a case (R29), in words: they know none of our codes. */

type Row = readonly [label: string, value: string]

const filled = (rows: readonly Row[]): readonly Row[] => rows.filter(([, value]) => value !== '')

const given = (...parts: readonly string[]): string =>
  parts.filter((part) => part.trim() !== '').join(', ')

/** The reader may be anywhere: `2026-05-03 10:20 UTC`. */
const timeOf = (atMs: number): string =>
  sayContent('time', { time: new Date(atMs).toISOString().slice(0, 16).replace('T', ' ') })

const labelIn = (list: readonly { id: string; label: string }[], id: string): string =>
  list.find((one) => one.id === id)?.label ?? id

const overviewSection = (state: CaseState, playbook: Playbook): HandoffSection => {
  const opening = openingOf(state)?.content
  const { severity, urgency, category, occurred } = overviewOf(state)
  return {
    heading: sayContent('overview.heading'),
    rows: filled([
      [sayContent('overview.channel'), opening ? sayCase(`channel.${opening.channel}`) : ''],
      [sayContent('overview.received'), opening ? timeOf(opening.receivedAtMs) : ''],
      [sayContent('overview.status'), sayCase(`status.${statusOf(state)}`)],
      [
        sayContent('overview.severity'),
        severity === 'unrated'
          ? sayCase('severity.unrated')
          : labelIn(playbook.severities, severity),
      ],
      [sayContent('overview.urgency'), labelIn(playbook.urgencies, urgency)],
      [sayContent('overview.category'), labelIn(playbook.categories, category)],
      [sayContent('overview.occurred'), occurred],
    ]),
  }
}

const reporterSection = (state: CaseState, identity: Identity | null): HandoffSection => {
  const partId = identityPartOf(state)
  const heading = sayContent('reporter.heading')
  const name = sayContent('reporter.name')
  if (partId === null || isErased(state, partId)) return { heading }
  if (identity === null) return { heading, rows: [[name, sayContent('reporter.sealed')]] }
  return {
    heading,
    rows: filled([
      [name, identity.name],
      [sayContent('reporter.contact'), identity.contact],
      [sayContent('reporter.pronouns'), identity.pronouns],
    ]),
  }
}

const wishesSection = (state: CaseState): HandoffSection => {
  const wishes = wishesOf(state)?.wishes
  return {
    heading: sayContent('wishes.heading'),
    rows: filled([
      [sayContent('wishes.updates'), sayCase(`wishes.updates.${wishes?.updates ?? 'not-asked'}`)],
      [sayContent('wishes.police'), sayCase(`wishes.police.${wishes?.police ?? 'not-asked'}`)],
      [sayContent('wishes.doNotContact'), wishes?.doNotContact ?? ''],
    ]),
  }
}

/** The reporter is not among them: their identity has a section of its own (C3). */
const peopleSection = (state: CaseState): HandoffSection => ({
  heading: sayContent('people.heading'),
  rows: peopleOf(state).flatMap(({ person: { role, ...person } }): Row[] =>
    role === 'reporter'
      ? []
      : [
          [
            sayCase(`role.${role}`),
            given(
              person.name,
              ...person.handles,
              ...person.aliases,
              person.employer,
              person.pronouns,
            ),
          ],
        ],
  ),
})

const tasksSection = (state: CaseState): HandoffSection => ({
  heading: sayContent('tasks.heading'),
  rows: tasksOf(state).map(
    ({ added: { content }, doneAtMs }): Row => [
      sayContent(doneAtMs === null ? 'tasks.open' : 'tasks.done'),
      given(content.title, content.detail),
    ],
  ),
})

const historySection = (
  vault: UnlockedVault,
  state: CaseState,
  playbook: Playbook,
): HandoffSection => ({
  heading: sayContent('history.heading'),
  rows: viewHistory(vault, state, 0, Number.POSITIVE_INFINITY)
    .rows.filter(({ isVoid }) => !isVoid)
    .map(
      (row): Row => [
        sayContent('history.line', { time: timeOf(row.atMs), by: row.by }),
        historySentence(row, sayCase, playbook),
      ],
    ),
})

/**
 * Everything of the case that a reader needs to go on with it.
 *
 * @param identity who reported, opened for this by an act of its own (R20); `null` where this vault
 * holds no key to it
 */
export const contentOfCase = (
  vault: UnlockedVault,
  state: CaseState,
  playbook: Playbook,
  identity: Identity | null,
): HandoffContent => {
  const sections: readonly HandoffSection[] = [
    overviewSection(state, playbook),
    reporterSection(state, identity),
    wishesSection(state),
    peopleSection(state),
    ...TextName.options.map((name) => ({
      heading: sayContent(`${name}.heading`),
      paragraphs: vault.texts
        .plainOf(state, name)
        .split('\n')
        .filter((line) => line.trim() !== ''),
    })),
    {
      heading: sayContent('answers.heading'),
      rows: answersOf(vault, state).map(({ label, value }): Row => [label, value]),
    },
    tasksSection(state),
    historySection(vault, state, playbook),
  ]
  return {
    title: sayContent('title', {
      committee: vault.ledger.committee().name,
      codeName: codeNameOf(state.caseId),
    }),
    sections: sections.filter(({ rows, paragraphs }) => (rows ?? paragraphs ?? []).length > 0),
  }
}
