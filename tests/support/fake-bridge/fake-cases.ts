import type { CaseRow, CaseView, HistoryRow, Provenance } from '../../../shared/contracts/views'
import type { IntakeDraft } from '../../../shared/domain/intake'
import { CaseStatus, Channel, type Severity } from '../../../shared/domain/terms'
import { historyRowOf } from './fake-history'
import {
  caseIdOf,
  codeNameOf,
  createRandom,
  entryIdOf,
  partIdOf,
  personIdOf,
  pickFrom,
  taskIdOf,
} from './made-up'

/** One case of the fake: what the list shows, what the page shows, and what happened to it. */
export interface FakeCase {
  view: CaseView
  history: HistoryRow[]
  narrative: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const severities: readonly Severity[] = ['unrated', 'low', 'medium', 'high', 'critical']
const statuses = CaseStatus.options.filter((status) => status !== 'escrowed')
const categories = [
  'harassment',
  'unwelcome-contact',
  'discriminatory-language',
  'privacy',
  'other',
]

const notes = [
  'The reporter describes repeated messages after a talk. They asked for it to stop twice, in writing.',
  'Remarks about an accent during a panel, in front of the audience. Two people left the room.',
  'A photograph was posted to the event channel although its subject had asked not to be shown.',
  'Someone stood too close all evening and followed from table to table. The reporter is with friends.',
  'Comments in a review became personal over several weeks. Links to the discussion are attached below.',
]

const by = 'Ada Mirwald'

export const createFakeCases = (count: number, nowMs: number): FakeCase[] => {
  const random = createRandom(42)
  return Array.from({ length: count }, (_, index) => createFakeCase(index, nowMs, random))
}

const createFakeCase = (index: number, nowMs: number, random: () => number): FakeCase => {
  const receivedAtMs = nowMs - Math.floor((index * 1.7 + random()) * dayMs * 0.6) - hourMs
  const status =
    index === 2
      ? 'escrowed'
      : index < 6
        ? pickFrom(random, ['new', 'acknowledged', 'in-progress'] as const)
        : pickFrom(random, statuses)
  const isClosed = status === 'closed' || status === 'escrowed'
  const dueAtMs = receivedAtMs + 7 * dayMs
  const provenance: Provenance = { entryId: entryIdOf(index * 100 + 1), by, atMs: receivedAtMs }
  const mode = status === 'escrowed' ? 'escrow' : index % 7 === 3 ? 'anonymous' : 'named'
  const row: CaseRow = {
    caseId: caseIdOf(index + 1),
    codeName: codeNameOf(random),
    mode,
    status,
    channel: pickFrom(random, Channel.options),
    severity: pickFrom(random, severities),
    urgency: pickFrom(random, ['routine', 'soon', 'now'] as const),
    category: pickFrom(random, categories),
    receivedAtMs,
    updatedAtMs: receivedAtMs + Math.floor(random() * 3 * dayMs),
    deadline: isClosed
      ? null
      : {
          kind: 'decide',
          dueAtMs,
          state: dueAtMs < nowMs ? 'overdue' : dueAtMs < nowMs + 2 * dayMs ? 'soon' : 'ahead',
          doneAtMs: null,
        },
    openTasks: index % 3,
  }
  const narrative = pickFrom(random, notes)
  return {
    narrative,
    view: {
      ...row,
      scope: 'event',
      occurred: 'On the evening before, after nine',
      escrow: mode === 'escrow' ? { wakeWord: 'lighthouse' } : null,
      deadlines: [
        {
          kind: 'acknowledge',
          dueAtMs: receivedAtMs + dayMs,
          state: 'done',
          doneAtMs: receivedAtMs + 5 * hourMs,
        },
        ...(row.deadline === null ? [] : [row.deadline]),
      ],
      answers: [
        { key: 'when', label: 'When did it happen?', value: 'Between nine and half past nine' },
        { key: 'where', label: 'Where did it happen?', value: 'Evening reception, first floor' },
      ],
      wishes: {
        updates: 'yes',
        police: 'no',
        doNotContact: 'Please no calls before nine; a text message is fine at any time.',
        provenance,
      },
      people: [
        {
          role: 'reported',
          name: 'Rowan Castell',
          handles: ['@rcastell'],
          aliases: ['Ro'],
          employer: 'Brightwater Systems',
          pronouns: '',
          personId: personIdOf(index * 10 + 1),
          provenance,
          corrected: false,
        },
        {
          role: 'witness',
          name: 'Priya Sundaram',
          handles: ['@psundaram'],
          aliases: [],
          employer: 'Tidewrack Labs',
          pronouns: 'she/her',
          personId: personIdOf(index * 10 + 2),
          provenance,
          corrected: false,
        },
      ],
      reporter:
        mode === 'anonymous'
          ? { state: 'anonymous', partId: null, opened: [], access: 'mine', askedBy: [] }
          : {
              state: 'sealed',
              partId: partIdOf(index * 10 + 1),
              opened: [],
              access: 'mine',
              askedBy: [],
            },
      safety:
        index % 4 === 0
          ? { state: 'sealed', partId: partIdOf(index * 10 + 2) }
          : { state: 'none', partId: null },
      told: [
        { id: 'immediate-review', text: 'The committee looks at the report at once.', provenance },
        { id: 'no-promised-outcome', text: 'No outcome can be promised.', provenance: null },
        { id: 'thanks', text: 'Thank you for telling us.', provenance },
      ],
      ladder: [],
      otherMember: '',
      notToTell: index % 5 === 0 ? ['Cleo Adair'] : [],
      seenElsewhere:
        index % 4 === 1 ? [{ where: 'The shared mailbox', who: 'Two volunteers', provenance }] : [],
      takedowns: [],
      emergencies: [],
      tasks: Array.from({ length: row.openTasks }, (_, task) => ({
        taskId: taskIdOf(index * 10 + task + 1),
        kind: task === 0 ? ('clean-up' as const) : ('general' as const),
        title:
          task === 0
            ? 'Delete the message from the shared mailbox'
            : 'Ask the venue for the chat log',
        detail: '',
        doneAtMs: null,
        provenance,
      })),
      texts: [
        { name: 'narrative', state: 'present' },
        { name: 'notes', state: 'empty' },
      ],
      onlyCopy: index % 6 === 0,
    },
    history: [
      historyRowOf({
        entryId: provenance.entryId,
        kind: 'case.opened',
        by,
        atMs: receivedAtMs,
        content: {
          mode,
          channel: row.channel,
          scope: 'event',
          category: row.category,
          urgency: row.urgency,
          occurred: '',
          receivedAtMs,
          noticeSpace: null,
          wakeWord: '',
          deadlines: { acknowledgeDueAtMs: null, decideDueAtMs: null },
        },
      }),
      ...(mode === 'anonymous'
        ? []
        : [
            historyRowOf({
              entryId: entryIdOf(index * 100 + 2),
              kind: 'identity.recorded',
              by,
              atMs: receivedAtMs,
              content: {},
              parts: [{ partId: partIdOf(index * 10 + 1), kind: 'identity', state: 'present' }],
            }),
          ]),
      historyRowOf({
        entryId: entryIdOf(index * 100 + 3),
        kind: 'overview.set',
        by,
        atMs: receivedAtMs + hourMs,
        content: { severity: row.severity },
      }),
    ],
  }
}

/** "Call ended": a case from what was written. */
export const createCaseFromDraft = (index: number, draft: IntakeDraft, nowMs: number): FakeCase => {
  const made = createFakeCase(index, nowMs, createRandom(1_000 + index))
  return {
    ...made,
    narrative: draft.note,
    view: {
      ...made.view,
      mode: draft.mode,
      status: draft.mode === 'escrow' ? 'escrowed' : 'new',
      channel: draft.channel,
      severity: 'unrated',
      urgency: draft.urgency,
      category: draft.category,
      receivedAtMs: draft.receivedAtMs,
      updatedAtMs: nowMs,
      occurred: draft.occurred,
      scope: draft.scope,
      wishes: { ...draft.wishes, provenance: made.view.wishes.provenance },
      people: draft.people.map((person, at) => ({
        ...person,
        personId: personIdOf(index * 10 + at + 1),
        provenance: made.view.wishes.provenance,
        corrected: false,
      })),
      escrow: draft.mode === 'escrow' ? { wakeWord: draft.wakeWord } : null,
    },
  }
}

const severityOrder = (severity: Severity): number => severities.indexOf(severity)

/** The row of a case, without what only its page shows. */
export const rowOf = ({ view }: FakeCase): CaseRow => ({
  caseId: view.caseId,
  codeName: view.codeName,
  mode: view.mode,
  status: view.status,
  channel: view.channel,
  severity: view.severity,
  urgency: view.urgency,
  category: view.category,
  receivedAtMs: view.receivedAtMs,
  updatedAtMs: view.updatedAtMs,
  deadline: view.deadline,
  openTasks: view.tasks.filter((task) => task.doneAtMs === null).length,
})

export const compareRows = {
  received: (a: CaseRow, b: CaseRow) => a.receivedAtMs - b.receivedAtMs,
  updated: (a: CaseRow, b: CaseRow) => a.updatedAtMs - b.updatedAtMs,
  deadline: (a: CaseRow, b: CaseRow) =>
    (a.deadline?.dueAtMs ?? Number.MAX_SAFE_INTEGER) -
    (b.deadline?.dueAtMs ?? Number.MAX_SAFE_INTEGER),
  severity: (a: CaseRow, b: CaseRow) => severityOrder(a.severity) - severityOrder(b.severity),
  name: (a: CaseRow, b: CaseRow) => a.codeName.localeCompare(b.codeName),
}
