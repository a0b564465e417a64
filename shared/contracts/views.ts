import { Emergency, PersonFacts, SeenElsewhere, Takedown, Wishes } from '../domain/person'
import {
  CaseId,
  CaseStatus,
  Channel,
  EntryRef,
  MemberId,
  PartRef,
  PersonId,
  ReportMode,
  Scope,
  Severity,
  TaskId,
  TextName,
  TimeMs,
  Urgency,
} from '../domain/terms'
import { VaultId } from '../util/ids'
import { z } from '../util/schema'

/** What the UI is shown. Composed by the vault from what its member may read; the UI decides nothing. */

const text = z.string()

export const VaultWarning = z.enum([
  /** The folder is older than what this laptop last saw. */
  'older-than-last-seen',
  'clock-set-back',
  /** A cloud drive copies the folder. */
  'cloud-folder',
  'header-recovered',
  'torn-tail-dropped',
  /** The recovery key was not typed back yet. */
  'recovery-unconfirmed',
  /** Opened with the recovery key, but the new passphrase could not be written. */
  'passphrase-not-changed',
])
export type VaultWarning = z.infer<typeof VaultWarning>

/** One vault of this laptop, as far as it shows without a passphrase. */
export const VaultListing = z.object({
  vaultId: VaultId.nullable(),
  folder: text,
  /** The name given for the lock screen; readable without the passphrase. */
  label: text,
  status: z.enum(['ok', 'damaged', 'newer-format', 'in-use', 'incomplete', 'missing']),
  cloudDrive: text.nullable(),
  sealedIntakes: z.number().int(),
})
export type VaultListing = z.infer<typeof VaultListing>

export const SessionStatus = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('locked') }),
  /** The passphrase was right, but the folder is not where or what it was: moved, or restored? */
  z.object({ phase: z.literal('moved-or-restored'), vaultId: VaultId, folder: text }),
  /** This laptop has asked to be let into a committee and waits for its first bundle. */
  z.object({
    phase: z.literal('waiting-to-join'),
    vaultId: VaultId,
    folder: text,
    purpose: z.enum(['join', 'second', 'replacement']),
    memberName: text,
    fingerprintWords: z.array(text),
    expiresAtMs: TimeMs,
    warnings: z.array(VaultWarning),
    idleLockMinutes: z.number().int(),
  }),
  z.object({
    phase: z.literal('unlocked'),
    vaultId: VaultId,
    folder: text,
    committeeName: text,
    memberName: text,
    memberId: MemberId,
    /** `left`: this member is one no more; `frozen`: this device may enter nothing until it is replaced. */
    membership: z.enum(['current', 'left', 'frozen']),
    /** Set when the vault opened or became read-only, with the reason as a code. */
    readOnly: text.nullable(),
    warnings: z.array(VaultWarning),
    cloudDrive: text.nullable(),
    openIntakes: z.number().int(),
    idleLockMinutes: z.number().int(),
  }),
])
export type SessionStatus = z.infer<typeof SessionStatus>

export const DeadlineView = z.object({
  kind: z.enum(['acknowledge', 'decide']),
  dueAtMs: TimeMs,
  state: z.enum(['done', 'ahead', 'soon', 'overdue']),
  doneAtMs: TimeMs.nullable(),
})
export type DeadlineView = z.infer<typeof DeadlineView>

/** A row of the list of cases. */
export const CaseRow = z.object({
  caseId: CaseId,
  /** A neutral name from the random id; says nothing about the case. */
  codeName: text,
  mode: ReportMode,
  status: CaseStatus,
  channel: Channel,
  severity: Severity,
  urgency: Urgency,
  category: text,
  receivedAtMs: TimeMs,
  updatedAtMs: TimeMs,
  /** The next deadline that is not done, if any. */
  deadline: DeadlineView.nullable(),
  openTasks: z.number().int(),
})
export type CaseRow = z.infer<typeof CaseRow>

export const CaseSort = z.enum(['received', 'updated', 'deadline', 'severity', 'name'])
export type CaseSort = z.infer<typeof CaseSort>

export const CaseFilter = z.object({
  status: z.array(CaseStatus).max(10),
  channel: z.array(Channel).max(10),
  severity: z.array(Severity).max(10),
  overdueOnly: z.boolean(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

export const SearchHit = z.object({
  caseId: CaseId,
  codeName: text,
  status: CaseStatus,
  /** Where the words were found. */
  field: z.enum(['overview', 'people', 'narrative', 'notes', 'answers', 'tasks']),
  /** Pieces of the text around the words; `hit` pieces are the words themselves. */
  snippet: z.array(z.object({ text, hit: z.boolean() })),
})
export type SearchHit = z.infer<typeof SearchHit>

/** Who entered something, when, and by which entry. */
export const Provenance = z.object({ entryId: EntryRef, by: text, atMs: TimeMs })
export type Provenance = z.infer<typeof Provenance>

/** State of something erasable. */
export const PartView = z.object({
  partId: PartRef,
  kind: z.enum(['text', 'identity', 'safety', 'attachment']),
  state: z.enum(['present', 'erased', 'missing']),
})
export type PartView = z.infer<typeof PartView>

export const PersonView = PersonFacts.extend({
  personId: PersonId,
  provenance: Provenance,
  corrected: z.boolean(),
})
export type PersonView = z.infer<typeof PersonView>

export const TaskView = z.object({
  taskId: TaskId,
  kind: z.enum(['general', 'clean-up', 'takedown']),
  title: text,
  detail: text,
  doneAtMs: TimeMs.nullable(),
  provenance: Provenance,
})
export type TaskView = z.infer<typeof TaskView>

export const CaseView = CaseRow.extend({
  scope: Scope,
  occurred: text,
  /** `escrowed` reports are held, not acted on (R14). */
  escrow: z.object({ wakeWord: text }).nullable(),
  deadlines: z.array(DeadlineView),
  answers: z.array(z.object({ key: text, label: text, value: text })),
  wishes: Wishes.extend({ provenance: Provenance }),
  people: z.array(PersonView),
  /** The reporter, sealed apart: only whether there is one and when it was last opened. */
  reporter: z.object({
    state: z.enum(['anonymous', 'not-given', 'sealed', 'erased']),
    partId: PartRef.nullable(),
    opened: z.array(Provenance),
    /** Whether a key of this laptop opens it; else one asks those who hold one. */
    access: z.enum(['mine', 'may-ask', 'asked']),
    /** Members who asked and have no answer yet. */
    askedBy: z.array(z.object({ memberId: MemberId, name: text, atMs: TimeMs })),
  }),
  safety: z.object({ state: z.enum(['none', 'sealed', 'erased']), partId: PartRef.nullable() }),
  told: z.array(z.object({ id: text, text, provenance: Provenance.nullable() })),
  ladder: z.array(z.object({ id: text, text, provenance: Provenance })),
  otherMember: text,
  notToTell: z.array(text),
  seenElsewhere: z.array(SeenElsewhere.extend({ provenance: Provenance })),
  takedowns: z.array(Takedown.extend({ provenance: Provenance })),
  emergencies: z.array(
    /** `policeUnasked`: the police were called and the reporter had not asked for it (R15). */
    Emergency.extend({ provenance: Provenance, policeUnasked: z.boolean() }),
  ),
  tasks: z.array(TaskView),
  texts: z.array(z.object({ name: TextName, state: z.enum(['present', 'empty', 'erased']) })),
  onlyCopy: z.boolean(),
})
export type CaseView = z.infer<typeof CaseView>

/** One entry of a case's history, oldest first. */
export const HistoryRow = z.object({
  entryId: EntryRef,
  kind: text,
  by: text,
  atMs: TimeMs,
  /** Plain facts of the entry for its sentence; never the content of an erasable part. */
  facts: z.record(text, z.union([text, z.number(), z.boolean()])),
  /** The entry that this one corrects or takes back. */
  corrects: EntryRef.nullable(),
  /** The entry that corrected or took back this one. */
  correctedBy: EntryRef.nullable(),
  parts: z.array(PartView),
  undoable: z.boolean(),
  /** Kept and shown, and counts for nothing: its author had left, or had no access. */
  isVoid: z.boolean(),
})
export type HistoryRow = z.infer<typeof HistoryRow>
