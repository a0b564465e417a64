import { IntakeDraft } from '../domain/intake'
import {
  Emergency,
  Identity,
  PersonFacts,
  Safety,
  SeenElsewhere,
  Takedown,
  Wishes,
} from '../domain/person'
import { Playbook } from '../domain/playbook'
import {
  CaseId,
  CaseStatus,
  Channel,
  EntryRef,
  IntakeId,
  PartRef,
  PersonId,
  requiredShortText,
  Severity,
  shortText,
  TaskId,
  TextName,
  TimeMs,
  Urgency,
} from '../domain/terms'
import { VaultId } from '../util/ids'
import { z } from '../util/schema'
import { type ClientOf, command, type HandlersOf, query } from './contract'
import {
  CaseFilter,
  CaseRow,
  CaseSort,
  CaseView,
  HistoryRow,
  MemberView,
  SearchHit,
  SessionStatus,
  VaultListing,
} from './views'

/**
 * Everything that a window, a test, the demo or a scenario can ask of the vault process.
 *
 * Common codes, not repeated below: `contract/invalid-input`, `contract/unknown-row`,
 * `internal/defect`, `vault/locked`, `vault/read-only`.
 */
const nothing = z.strictObject({})
const done = z.null()
const passphrase = z.string().min(1).max(1_000)
const bytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 1_048_576,
  'bytes, at most 1 MiB',
)
/** A whole text with all its history: many updates of the size above. */
const wholeText = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 67_108_864,
  'bytes, at most 64 MiB',
)
const caseOnly = z.strictObject({ caseId: CaseId })
const entry = z.object({ entryId: EntryRef })

export const vaultContract = {
  // The laptop's vaults and the way in.
  'vault.list': query(nothing, z.array(VaultListing)),
  /** Adds a folder that holds a vault, for instance one that was moved or restored, to the list. */
  'vault.addFolder': command(
    z.strictObject({ folder: z.string().min(1).max(4_096) }),
    VaultListing,
    ['vault/not-a-vault'],
  ),
  'vault.status': query(nothing, SessionStatus),
  'vault.found': command(
    z.strictObject({
      committeeName: requiredShortText,
      memberName: requiredShortText,
      employer: requiredShortText,
      /** Shown on the lock screen, unencrypted. */
      label: requiredShortText,
      playbook: z.union([z.strictObject({ id: shortText }), z.strictObject({ own: Playbook })]),
      /** Version of the agreement that the member read and accepted (R9). */
      acceptedAgreement: shortText,
      passphrase,
      /** Parent folder; the app's own when absent. */
      parentFolder: z.string().min(1).max(4_096).optional(),
    }),
    z.object({
      vaultId: VaultId,
      folder: z.string(),
      recoveryKey: z.string(),
      fingerprintWords: z.array(z.string()),
    }),
    [
      'passphrase/too-weak',
      'agreement/not-accepted',
      'playbook/unknown',
      'playbook/invalid',
      'vault/already-unlocked',
      'vault/folder-exists',
      'storage/write-failed',
    ],
  ),
  'vault.confirmRecoveryKey': command(z.strictObject({ recoveryKey: z.string().max(200) }), done, [
    'recovery/key-mistyped',
    'recovery/key-wrong',
  ]),
  'vault.unlock': command(
    z.strictObject({ folder: z.string().max(4_096), passphrase }),
    SessionStatus,
    [
      'vault/wrong-passphrase',
      'vault/header-damaged',
      'vault/image-damaged',
      'vault/journal-damaged',
      'vault/newer-format',
      'vault/in-use',
      'vault/incomplete',
      'vault/not-a-vault',
      'vault/already-unlocked',
    ],
  ),
  /** Unlocks with the recovery key and sets a new passphrase in the same act. */
  'vault.recover': command(
    z.strictObject({
      folder: z.string().max(4_096),
      recoveryKey: z.string().max(200),
      newPassphrase: passphrase,
    }),
    SessionStatus,
    [
      'recovery/key-mistyped',
      'recovery/key-wrong',
      'passphrase/too-weak',
      'vault/header-damaged',
      'vault/in-use',
    ],
  ),
  /** Answers `moved-or-restored`: a restored folder gets a new device key. */
  'vault.answerMoved': command(
    z.strictObject({ answer: z.enum(['moved', 'restored']) }),
    SessionStatus,
    ['vault/nothing-to-answer'],
  ),
  'vault.lock': command(nothing, done),
  'vault.changePassphrase': command(
    z.strictObject({ current: passphrase, next: passphrase }),
    done,
    ['vault/wrong-passphrase', 'passphrase/too-weak'],
  ),
  /** Makes a new recovery key, shown once; the one before stops working and the new one is to be typed back. */
  'vault.renewRecoveryKey': command(
    z.strictObject({ passphrase }),
    z.object({ recoveryKey: z.string(), fingerprintWords: z.array(z.string()) }),
    ['vault/wrong-passphrase', 'storage/write-failed'],
  ),
  'vault.setIdleLock': command(z.strictObject({ minutes: z.number().int().min(1).max(240) }), done),
  'vault.acceptWarning': command(z.strictObject({ warning: z.string().max(60) }), done),
  'passphrase.rate': query(
    z.strictObject({ passphrase: z.string().max(1_000) }),
    z.object({
      score: z.number().int().min(0).max(4),
      acceptable: z.boolean(),
      adviceKey: z.string().nullable(),
    }),
  ),

  // The committee and its playbook.
  'committee.get': query(
    nothing,
    z.object({
      name: z.string(),
      foundedAtMs: TimeMs,
      members: z.array(MemberView),
      playbook: Playbook,
    }),
  ),
  'playbook.list': query(
    nothing,
    z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  ),
  'playbook.get': query(z.strictObject({ id: shortText }), Playbook, ['playbook/unknown']),
  /** Checks an edited copy before it is adopted; `findings` is empty when it may be. */
  'playbook.check': query(
    z.strictObject({ json: z.string().max(1_000_000) }),
    z.object({ findings: z.array(z.object({ path: z.string(), message: z.string() })) }),
  ),
  'playbook.adopt': command(z.strictObject({ json: z.string().max(1_000_000) }), entry, [
    'playbook/invalid',
  ]),

  // Taking a report. Drafts are saved as they are typed; nothing is mandatory.
  'intake.start': command(
    z.strictObject({ channel: Channel }),
    z.object({ intakeId: IntakeId, draft: IntakeDraft }),
  ),
  'intake.save': command(z.strictObject({ intakeId: IntakeId, draft: IntakeDraft }), done, [
    'intake/unknown',
  ]),
  'intake.list': query(
    nothing,
    z.array(
      z.object({
        intakeId: IntakeId,
        draft: IntakeDraft,
        savedAtMs: TimeMs,
        takenWhileLocked: z.boolean(),
      }),
    ),
  ),
  /** "Call ended": whatever exists becomes a case, or an escrowed report a matter of its own. */
  'intake.finish': command(
    z.strictObject({ intakeId: IntakeId, draft: IntakeDraft }),
    z.object({ caseId: CaseId, codeName: z.string() }),
    ['intake/unknown'],
  ),
  /** R6: a call that was about something else. Only the time and where it was sent are kept. */
  'intake.outOfScope': command(z.strictObject({ intakeId: IntakeId, sentTo: shortText }), entry, [
    'intake/unknown',
  ]),
  'intake.discard': command(z.strictObject({ intakeId: IntakeId }), done, ['intake/unknown']),

  // The same at a locked laptop: sealed to the device's public key, readable after unlocking.
  'night.start': command(
    z.strictObject({ folder: z.string().max(4_096), channel: Channel }),
    z.object({ intakeId: IntakeId, draft: IntakeDraft }),
    ['vault/not-a-vault', 'vault/header-damaged'],
  ),
  'night.save': command(
    z.strictObject({
      folder: z.string().max(4_096),
      intakeId: IntakeId,
      draft: IntakeDraft,
      /** "Call ended": becomes a case by itself at the next unlock. */
      ended: z.boolean(),
    }),
    done,
    ['vault/not-a-vault', 'vault/header-damaged', 'intake/unknown', 'storage/write-failed'],
  ),

  // Cases.
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
    caseOnly.extend({ person: PersonFacts }),
    entry.extend({ personId: PersonId }),
    ['case/unknown', 'case/closed', 'person/reporter-is-sealed', 'person/nothing-known'],
  ),
  'case.correctPerson': command(
    caseOnly.extend({ personId: PersonId, person: PersonFacts }),
    entry,
    ['case/unknown', 'person/unknown', 'person/reporter-is-sealed'],
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
    ['case/unknown', 'identity/none', 'part/erased', 'part/missing'],
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

export type VaultContract = typeof vaultContract
export type VaultClient = ClientOf<VaultContract>
export type VaultHandlers = HandlersOf<VaultContract>

/** What the vault tells the window by itself. */
export const VaultEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session-changed') }),
  z.object({ kind: z.literal('cases-changed') }),
  z.object({ kind: z.literal('case-changed'), caseId: CaseId }),
  z.object({ kind: z.literal('intakes-changed') }),
  z.object({
    kind: z.literal('progress'),
    task: z.enum(['unlock', 'found', 'erase', 'passphrase']),
    /** 0..1, or `null` while the length is not known. */
    fraction: z.number().min(0).max(1).nullable(),
  }),
])
export type VaultEvent = z.infer<typeof VaultEvent>
