import type { Page } from 'playwright-core'
import type { CaseView, HistoryRow, Provenance } from '../../../shared/contracts/views'
import { entryIdOf, partIdOf, personIdOf, taskIdOf } from '../../support/fake-bridge/made-up'

/** A case with something in every place of its page, laid over the first case of the fake. */
const hourMs = 3_600_000
const ada = 'Ada Mirwald'
const ben = 'Ben Okafor'

const at = (hoursAgo: number, by: string, entry: number, nowMs: number): Provenance => ({
  entryId: entryIdOf(entry),
  by,
  atMs: nowMs - hoursAgo * hourMs,
})

export const fullCaseView = (nowMs: number): Partial<CaseView> => ({
  codeName: 'Cedar Lantern 0417',
  status: 'acknowledged',
  severity: 'high',
  urgency: 'soon',
  category: 'harassment',
  occurred: 'Thursday evening, during the boat trip',
  mode: 'named',
  channel: 'phone',
  deadlines: [
    {
      kind: 'acknowledge',
      dueAtMs: nowMs - 40 * hourMs,
      state: 'done',
      doneAtMs: nowMs - 50 * hourMs,
    },
    { kind: 'decide', dueAtMs: nowMs + 5.5 * hourMs, state: 'soon', doneAtMs: null },
  ],
  notToTell: ['Cleo Adair'],
  otherMember: 'Ben Okafor',
  safety: { state: 'sealed', partId: partIdOf(4_002) },
  reporter: {
    state: 'sealed',
    partId: partIdOf(4_001),
    opened: [at(20, ben, 9_020, nowMs)],
    access: 'mine',
    askedBy: [],
  },
  ladder: [
    {
      id: 'confidential',
      text: 'What you tell me stays inside the committee.',
      provenance: at(60, ada, 9_011, nowMs),
    },
  ],
  seenElsewhere: [
    { where: 'The shared mailbox', who: 'Two volunteers', provenance: at(59, ada, 9_012, nowMs) },
  ],
  takedowns: [
    {
      where: 'Photograph in the event channel',
      what: 'Shows the impacted person, who had asked not to be shown.',
      provenance: at(58, ada, 9_013, nowMs),
    },
  ],
  emergencies: [
    {
      action:
        'Walked with the reporter to their hotel and asked security to keep the reported person off the boat.',
      reason: 'They were about to board the same boat.',
      calledWhom: 'Venue security, who called the police',
      lawEnforcementAskedByReporter: false,
      policeUnasked: true,
      provenance: at(60, ada, 9_014, nowMs),
    },
  ],
  tasks: [
    {
      taskId: taskIdOf(901),
      kind: 'clean-up',
      title: 'The shared mailbox',
      detail: 'Two volunteers',
      doneAtMs: null,
      provenance: at(59, ada, 9_015, nowMs),
    },
    {
      taskId: taskIdOf(902),
      kind: 'takedown',
      title: 'Photograph in the event channel',
      detail: '',
      doneAtMs: null,
      provenance: at(58, ada, 9_016, nowMs),
    },
    {
      taskId: taskIdOf(903),
      kind: 'general',
      title: 'Ask the venue for the recording',
      detail: '',
      doneAtMs: nowMs - 8 * hourMs,
      provenance: at(30, ben, 9_017, nowMs),
    },
  ],
  people: [
    {
      role: 'reported',
      name: 'Rowan Castell',
      handles: ['@rcastell', 'rcastell@chat'],
      aliases: ['Ro'],
      employer: 'Brightwater Systems',
      pronouns: 'he/him',
      personId: personIdOf(901),
      provenance: at(60, ada, 9_003, nowMs),
      corrected: true,
    },
    {
      role: 'impacted',
      name: 'Tamsin Okoro',
      handles: [],
      aliases: [],
      employer: '',
      pronouns: 'they/them',
      personId: personIdOf(902),
      provenance: at(60, ada, 9_004, nowMs),
      corrected: false,
    },
    {
      role: 'witness',
      name: '',
      handles: ['@blue-jacket'],
      aliases: [],
      employer: '',
      pronouns: '',
      personId: personIdOf(903),
      provenance: at(60, ada, 9_005, nowMs),
      corrected: false,
    },
  ],
  onlyCopy: true,
})

const row = (
  entry: number,
  kind: string,
  by: string,
  hoursAgo: number,
  nowMs: number,
  more: Partial<HistoryRow> = {},
): HistoryRow => ({
  entryId: entryIdOf(entry),
  kind,
  by,
  atMs: nowMs - hoursAgo * hourMs,
  facts: {},
  corrects: null,
  correctedBy: null,
  parts: [],
  undoable: false,
  isVoid: false,
  ...more,
})

export const fullCaseHistory = (nowMs: number): readonly HistoryRow[] => [
  row(9_001, 'case.opened', ada, 60, nowMs, { facts: { channel: 'phone', mode: 'named' } }),
  row(9_002, 'report.answered', ada, 60, nowMs, {
    parts: [{ partId: partIdOf(4_003), kind: 'text', state: 'present' }],
  }),
  row(9_003, 'person.added', ada, 60, nowMs, {
    facts: {
      'person.role': 'reported',
      'person.name': 'Rowan Castel',
      'person.handles': '@rcastell',
    },
    correctedBy: entryIdOf(9_018),
  }),
  row(9_006, 'safety.recorded', ada, 60, nowMs, {
    parts: [{ partId: partIdOf(4_002), kind: 'safety', state: 'erased' }],
  }),
  row(9_014, 'emergency.recorded', ada, 60, nowMs, {
    facts: { 'emergency.action': 'Walked with the reporter to their hotel' },
  }),
  row(9_012, 'seen-elsewhere.recorded', ada, 59, nowMs, {
    facts: { 'seen.where': 'The shared mailbox' },
  }),
  row(9_007, 'status.set', ada, 50, nowMs, { facts: { status: 'acknowledged' } }),
  ...Array.from({ length: 6 }, (_, at) =>
    row(9_100 + at, 'text.updated', ada, 40 - at * 0.01, nowMs, { facts: { name: 'notes' } }),
  ),
  row(9_018, 'person.corrected', ben, 30, nowMs, {
    facts: { 'person.role': 'reported', 'person.name': 'Rowan Castell' },
    corrects: entryIdOf(9_003),
  }),
  row(9_020, 'identity.opened', ben, 20, nowMs, { facts: { reason: 'to arrange the meeting' } }),
  row(9_021, 'overview.set', ada, 10, nowMs, {
    facts: { severity: 'high', urgency: 'soon' },
    undoable: true,
  }),
  row(9_022, 'told.recorded', ada, 9, nowMs, {
    facts: { itemId: 'thanks', told: true },
    undoable: true,
  }),
  row(9_023, 'entry.taken-back', ada, 8, nowMs, { corrects: entryIdOf(9_021) }),
]

/** From now on the case that is opened next is the full one. */
export const showFullCase = async (page: Page): Promise<void> => {
  const nowMs = Date.now()
  await page.evaluate(
    ({ view, history }) => {
      const { conclave: bridge } = window as unknown as {
        conclave: { vault: Record<string, unknown> }
      }
      const { vault } = bridge
      type Method = (input: unknown) => Promise<{ ok: boolean; value: object }>
      const over: Record<string, Method> = {
        'case.get': async (input) => {
          const answer = await (vault['case.get'] as Method)(input)
          return { ...answer, value: { ...answer.value, ...view } }
        },
        'case.history': async () => ({
          ok: true,
          value: { rows: history, total: history.length },
        }),
      }
      bridge.vault = new Proxy(vault, {
        get: (target, rowName) => over[String(rowName)] ?? target[String(rowName)],
      })
    },
    { view: fullCaseView(nowMs), history: fullCaseHistory(nowMs) },
  )
}
