import {
  Emergency,
  Identity,
  PersonFacts,
  Safety,
  SeenElsewhere,
  Takedown,
  Wishes,
} from '../domain/person'
import {
  CaseStatus,
  EntryRef,
  MemberId,
  PartRef,
  PersonId,
  requiredShortText,
  Severity,
  shortText,
  TaskId,
  TextName,
  Urgency,
} from '../domain/terms'
import { z } from '../util/schema'
import { command, query } from './contract'
import { caseOnly, done, entry } from './row-parts'
import { CaseFilter, CaseRow, CaseSort, CaseView, HistoryRow, SearchHit } from './views'

const bytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 1_048_576,
  'bytes, at most 1 MiB',
)
/** A whole text with all its history: many updates of the size above. */
const wholeText = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 67_108_864,
  'bytes, at most 64 MiB',
)
/** Whether a reported person is the member that they are named like: who is reported gets no notice. */
const membersNamed = z
  .array(z.strictObject({ memberId: MemberId, isSame: z.boolean() }))
  .max(100)
  .optional()

/** Cases: reading them, and what is entered in them. */
export const caseRows = {
  'case.list': query(
    z.strictObject({
      filter: CaseFilter,
      sort: CaseSort,
      descending: z.boolean(),
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({
      rows: z.array(CaseRow),
      total: z.number().int(),
      unfilteredTotal: z.number().int(),
    }),
  ),
  'case.search': query(
    z.strictObject({ text: z.string().max(300), limit: z.number().int().min(1).max(200) }),
    z.object({ hits: z.array(SearchHit), more: z.boolean() }),
  ),
  'case.get': query(caseOnly, CaseView, ['case/unknown']),
  'case.history': query(
    caseOnly.extend({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    z.object({ rows: z.array(HistoryRow), total: z.number().int() }),
    ['case/unknown'],
  ),
  'case.addPerson': command(
    caseOnly.extend({ person: PersonFacts, membersNamed }),
    entry.extend({ personId: PersonId }),
    [
      'case/unknown',
      'case/closed',
      'person/reporter-is-sealed',
      'person/nothing-known',
      'notice/member-named',
    ],
  ),
  'case.correctPerson': command(
    caseOnly.extend({ personId: PersonId, person: PersonFacts, membersNamed }),
    entry,
    ['case/unknown', 'person/unknown', 'person/reporter-is-sealed', 'notice/member-named'],
  ),
  /** Writes the reporter's identity as a sealed part. Refused for an anonymous report (R13). */
  'case.recordIdentity': command(caseOnly.extend({ identity: Identity }), entry, [
    'case/unknown',
    'report/anonymous',
    'identity/nothing-known',
  ]),
  /** Opens the reporter's identity; the act is recorded before anything is shown (R20). */
  'case.openIdentity': command(
    caseOnly.extend({ reason: shortText }),
    entry.extend({ identity: Identity }),
    ['case/unknown', 'identity/none', 'part/erased', 'part/missing', 'part/not-a-reader'],
  ),
  'case.openSafety': query(caseOnly, Safety, [
    'case/unknown',
    'safety/none',
    'part/erased',
    'part/missing',
  ]),
  /** The meeting has happened: the safety notes are erased (R6). */
  'case.meetingHappened': command(caseOnly, entry, ['case/unknown', 'safety/none']),
  'case.setOverview': command(
    caseOnly.extend({
      severity: Severity.optional(),
      urgency: Urgency.optional(),
      category: shortText.optional(),
      occurred: shortText.optional(),
    }),
    entry,
    ['case/unknown', 'case/closed', 'overview/no-change', 'category/unknown'],
  ),
  'case.setStatus': command(
    caseOnly.extend({ status: CaseStatus.exclude(['escrowed', 'new']) }),
    entry,
    ['case/unknown', 'case/no-such-step', 'matter/not-to-be-acted-on'],
  ),
  'case.recordWishes': command(caseOnly.extend({ wishes: Wishes }), entry, ['case/unknown']),
  'case.recordTold': command(caseOnly.extend({ itemId: shortText, told: z.boolean() }), entry, [
    'case/unknown',
    'told/unknown-item',
    'told/no-change',
  ]),
  'case.recordEmergency': command(caseOnly.extend({ emergency: Emergency }), entry, [
    'case/unknown',
  ]),
  'case.recordSeenElsewhere': command(caseOnly.extend({ seen: SeenElsewhere }), entry, [
    'case/unknown',
  ]),
  'case.requestTakedown': command(caseOnly.extend({ takedown: Takedown }), entry, ['case/unknown']),
  'case.addTask': command(
    caseOnly.extend({ title: requiredShortText, detail: shortText }),
    entry.extend({ taskId: TaskId }),
    ['case/unknown'],
  ),
  'case.completeTask': command(caseOnly.extend({ taskId: TaskId, done: z.boolean() }), entry, [
    'case/unknown',
    'task/unknown',
    'task/no-change',
  ]),
  /** Takes back one's own entry. The history keeps both (undo). */
  'case.takeBack': command(caseOnly.extend({ entryId: EntryRef }), entry, [
    'case/unknown',
    'entry/unknown',
    'entry/not-undoable',
    'entry/not-yours',
    'entry/already-corrected',
  ]),
  /** Destroys one part's key and bytes, in the image, the journal and the index. */
  'case.erasePart': command(caseOnly.extend({ partId: PartRef }), entry, [
    'case/unknown',
    'part/unknown',
    'part/erased',
  ]),
  /** Destroys a whole text: every part of it. */
  'case.eraseText': command(caseOnly.extend({ name: TextName }), entry, [
    'case/unknown',
    'text/nothing-to-erase',
  ]),
  /** Destroys a case's space: keys, entries, parts, index. Only its random id is remembered. */
  'case.eraseAll': command(caseOnly.extend({ codeName: shortText }), done, [
    'case/unknown',
    'case/name-mismatch',
  ]),

  // Texts that people write together (Yjs).
  'text.open': query(
    caseOnly.extend({ name: TextName }),
    z.object({ update: wholeText, state: z.enum(['present', 'empty', 'erased']) }),
    ['case/unknown'],
  ),
  'text.edit': command(caseOnly.extend({ name: TextName, update: bytes }), entry, [
    'case/unknown',
    'text/malformed-update',
    'text/too-large',
    'matter/not-to-be-acted-on',
  ]),
} as const
