import { hexId } from '../../util/ids'
import { z } from '../../util/schema'
import { Emergency, PersonFacts, SeenElsewhere, Takedown, Wishes } from '../person'
import {
  CaseStatus,
  Channel,
  EntryRef,
  MemberId,
  names,
  PartRef,
  PersonId,
  ReportMode,
  requiredShortText,
  Scope,
  Severity,
  shortText,
  TaskId,
  TextName,
  TimeMs,
  Urgency,
} from '../terms'

/**
 * Everything that can be entered in a case, or in the matter of an escrowed report.
 *
 * Free text that may have to be erased (narrative, answers, identity, safety notes) is never in a
 * fact's content: it is the fact's part.
 */
export const caseFacts = {
  'case.opened': z.strictObject({
    mode: ReportMode,
    channel: Channel,
    scope: Scope,
    category: shortText,
    urgency: Urgency,
    occurred: shortText,
    receivedAtMs: TimeMs,
    /** The wider space that announces the case; an escrowed report has none (R14). */
    noticeSpace: hexId(16, 'SpaceId').nullable(),
    wakeWord: shortText,
    deadlines: z.strictObject({
      acknowledgeDueAtMs: TimeMs.nullable(),
      decideDueAtMs: TimeMs.nullable(),
    }),
  }),
  /** One part: a list of { key, label, value }. */
  'report.answered': z.strictObject({}),
  /** One part: a Yjs update. */
  'text.updated': z.strictObject({ name: TextName }),
  'person.added': z.strictObject({ personId: PersonId, person: PersonFacts }),
  'person.corrected': z.strictObject({ personId: PersonId, person: PersonFacts }),
  /** One part: the reporter's identity. */
  'identity.recorded': z.strictObject({}),
  'identity.opened': z.strictObject({ reason: shortText }),
  /** Another cleared member asks to be let in on who reported (R20). */
  'identity.asked': z.strictObject({}),
  /** A holder answers: the identity part's key, sealed to each of the asker's devices. */
  'identity.shared': z.strictObject({
    askedBy: MemberId,
    partId: PartRef,
    boxes: z
      .array(z.strictObject({ deviceId: hexId(32, 'DeviceId'), box: hexId(80, 'KeyBox') }))
      .min(1)
      .max(20),
  }),
  /** R45: who sees to it that the case goes on. */
  'owners.set': z.strictObject({ primary: MemberId, secondary: MemberId.nullable() }),
  /** One part: location, clothing, meeting place. */
  'safety.recorded': z.strictObject({}),
  'overview.set': z.strictObject({
    severity: Severity.optional(),
    urgency: Urgency.optional(),
    category: shortText.optional(),
    occurred: shortText.optional(),
  }),
  'status.set': z.strictObject({ status: CaseStatus.exclude(['escrowed', 'new']) }),
  'wishes.recorded': z.strictObject({ wishes: Wishes }),
  'told.recorded': z.strictObject({ itemId: requiredShortText, told: z.boolean() }),
  'ladder.offered': z.strictObject({ stepId: requiredShortText }),
  /** R12 and whom on the committee the reporter does not want told. */
  'telling.limited': z.strictObject({ otherMember: shortText, notToTell: names }),
  'seen-elsewhere.recorded': z.strictObject({ seen: SeenElsewhere }),
  'takedown.requested': z.strictObject({ takedown: Takedown }),
  'emergency.recorded': z.strictObject({ emergency: Emergency }),
  'task.added': z.strictObject({
    taskId: TaskId,
    kind: z.enum(['general', 'clean-up', 'takedown']),
    title: requiredShortText,
    detail: shortText,
  }),
  'task.completed': z.strictObject({ taskId: TaskId, done: z.boolean() }),
  'entry.taken-back': z.strictObject({ entryId: EntryRef }),
  'part.erased': z.strictObject({
    partIds: z.array(PartRef).min(1).max(2_000),
    reason: z.enum(['meeting-happened', 'asked']),
  }),
} as const

export type CaseFacts = typeof caseFacts
export type CaseFactKind = keyof CaseFacts
export type CaseFactContent<K extends CaseFactKind> = z.infer<CaseFacts[K]>

export const isCaseFactKind = (kind: string): kind is CaseFactKind => Object.hasOwn(caseFacts, kind)

/** How many parts each kind carries; an entry with another number is rejected. */
export const partCountOf = (kind: CaseFactKind): number => {
  switch (kind) {
    case 'report.answered':
    case 'text.updated':
    case 'identity.recorded':
    case 'safety.recorded':
      return 1
    default:
      return 0
  }
}

/** Facts that their author may take back (undo). What was shown, sent or destroyed is not among them. */
const undoable: ReadonlySet<CaseFactKind> = new Set<CaseFactKind>([
  'person.added',
  'person.corrected',
  'overview.set',
  'status.set',
  'wishes.recorded',
  'told.recorded',
  'seen-elsewhere.recorded',
  'takedown.requested',
  'emergency.recorded',
  'task.added',
  'task.completed',
])

export const isUndoable = (kind: CaseFactKind): boolean => undoable.has(kind)
