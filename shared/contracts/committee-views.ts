import { CaseId, Channel, EntryRef, MemberId, TimeMs, Urgency } from '../domain/terms'
import { hexId } from '../util/ids'
import { z } from '../util/schema'

/**
 * What the UI is shown of members, notices and access. Composed by the vault from what its own member
 * may read: who must not know of a notice gets no row, no count and no name that hints at one.
 */
const text = z.string()

export const NoticeId = hexId(16, 'NoticeId')
export type NoticeId = z.infer<typeof NoticeId>

export const MatterId = hexId(16, 'MatterId')
export type MatterId = z.infer<typeof MatterId>

export const RequestId = hexId(16, 'RequestId')
export type RequestId = z.infer<typeof RequestId>

export const InvitationId = hexId(16, 'InvitationId')
export type InvitationId = z.infer<typeof InvitationId>

export const MemberName = z.object({ memberId: MemberId, name: text })
export type MemberName = z.infer<typeof MemberName>

export const DeviceView = z.object({
  deviceId: text,
  fingerprintWords: z.array(text),
  thisDevice: z.boolean(),
  state: z.enum(['active', 'revoked', 'frozen']),
  /** Members who asked to revoke it, while one more is needed. */
  revocationAskedBy: z.array(text),
})
export type DeviceView = z.infer<typeof DeviceView>

export const MemberView = z.object({
  memberId: MemberId,
  name: text,
  aliases: z.array(text),
  employer: text,
  isSelf: z.boolean(),
  state: z.enum(['current', 'resigned', 'removed']),
  leftAtMs: TimeMs.nullable(),
  admittedAtMs: TimeMs,
  signedInBy: z.array(text),
  agreementVersion: text,
  agreementAcceptedAtMs: TimeMs,
  termUntilMs: TimeMs.nullable(),
  /** R72: the last answer to whether they stay, and whether it is due again. */
  checkIn: z.object({ atMs: TimeMs.nullable(), stay: z.boolean().nullable(), isDue: z.boolean() }),
  devices: z.array(DeviceView),
})
export type MemberView = z.infer<typeof MemberView>

/** R71. */
export const EmployerView = z.object({
  employer: text,
  members: z.number().int(),
  /** The most that one employer may have now; `null` without a rule. */
  cap: z.number().int().nullable(),
  state: z.enum(['fine', 'at-cap', 'over-cap']),
})
export type EmployerView = z.infer<typeof EmployerView>

/** Someone who wants to join, or a device that does. */
export const RequestView = z.object({
  requestId: RequestId,
  purpose: z.enum(['join', 'second-device', 'replacement-device']),
  name: text,
  employer: text,
  /** To be compared by voice or face to face, word by word. */
  fingerprintWords: z.array(text),
  signedBy: z.array(text),
  /** How many signatures it needs in all. */
  needed: z.number().int(),
  /** Whether this member may sign, or why not. */
  mine: z.enum(['may-sign', 'signed', 'not-mine']),
  mayDecline: z.boolean(),
  employerCap: z
    .object({
      employer: text,
      members: z.number().int(),
      cap: z.number().int(),
      refuses: z.boolean(),
    })
    .nullable(),
  /** Cases in which a name like theirs stands, among those that this member may read. Shown to nobody else. */
  namedIn: z.array(z.object({ caseId: CaseId, codeName: text })),
})
export type RequestView = z.infer<typeof RequestView>

export const InvitationView = z.object({
  invitationId: InvitationId,
  forName: text,
  issuedBy: text,
  expiresAtMs: TimeMs,
  state: z.enum(['open', 'used', 'withdrawn', 'expired']),
})
export type InvitationView = z.infer<typeof InvitationView>

export const Declaration = z.enum(['no-conflict', 'conflict'])
export type Declaration = z.infer<typeof Declaration>

/** Where a member stands towards one notice. */
export const NoticeStanding = z.enum([
  'asked',
  'stale',
  'cleared',
  'conflict',
  'recused',
  'declined',
  'excluded',
])
export type NoticeStanding = z.infer<typeof NoticeStanding>

/** The announcement of a case: never who reported (R27). */
export const NoticeView = z.object({
  noticeId: NoticeId,
  reportedNames: z.array(text),
  channel: Channel,
  urgency: Urgency,
  openedBy: text,
  openedAtMs: TimeMs,
  /** Counts amendments; an answer is to one version. */
  version: z.number().int(),
  isOpen: z.boolean(),
  handedOver: z.boolean(),
  mine: NoticeStanding,
  /** Set once this vault holds the key; links to the case. */
  case: z.object({ caseId: CaseId, codeName: text }).nullable(),
  /** What the private ties on this laptop say; nobody else sees it. */
  proposal: z.object({ answer: Declaration, ties: z.array(text) }).nullable(),
  others: z.array(MemberName.extend({ standing: NoticeStanding })),
  /** Members who are not told, visibly to those who are. */
  leftOut: z.array(
    MemberName.extend({ by: text, agreedBy: text.nullable(), mayAgree: z.boolean() }),
  ),
})
export type NoticeView = z.infer<typeof NoticeView>

/** Who can open a case. Shown to those who can. */
export const AccessView = z.object({
  noticeId: NoticeId.nullable(),
  readers: z.array(
    MemberName.extend({
      isSelf: z.boolean(),
      sinceMs: TimeMs,
      grantedBy: text,
      devices: z.number().int(),
      /** Whether every entry is known to have reached one of their laptops. */
      hasEverything: z.boolean(),
    }),
  ),
  /** Cleared, and waiting for someone to share the key. */
  toGrant: z.array(MemberName),
  /** Have the notice and have not answered. */
  asked: z.array(MemberName),
  left: z.array(
    MemberName.extend({
      as: z.enum(['conflict', 'recused', 'declined', 'excluded', 'withheld', 'gone']),
      atMs: TimeMs,
      by: text,
      reinstatement: z
        .object({ yes: z.number().int(), no: z.number().int(), needed: z.number().int() })
        .nullable(),
    }),
  ),
  owners: z.object({ primary: MemberName.nullable(), secondary: MemberName.nullable() }),
  /** "Only you can open this": no other member's laptop has it. */
  onlyCopy: z.boolean(),
  /** R31: the second member on call, where they can take the case; asked first while it is the only copy. */
  askFirst: MemberName.nullable(),
  /** Who may be chosen for that. */
  mayBeAsked: z.array(MemberName),
  laptops: z.number().int(),
  /** A new key will be made before the next entry. */
  rotationOwed: z.boolean(),
  state: z.enum(['fine', 'needs-update', 'frozen']),
  /** R29: nobody but a mediator is left. */
  mediator: z.object({
    label: text,
    contact: text,
    state: z.enum(['not-needed', 'needed', 'handed-over']),
  }),
})
export type AccessView = z.infer<typeof AccessView>

/** A removal that is being discussed and balloted by everyone but its subject (R73). */
export const RemovalView = z.object({
  matterId: MatterId,
  subject: MemberName,
  proposedBy: text,
  proposedAtMs: TimeMs,
  grounds: text,
  ballots: z.array(MemberName.extend({ choice: z.enum(['yes', 'no', 'abstain']).nullable() })),
  mine: z.enum(['yes', 'no', 'abstain']).nullable(),
  /** Of how many members in all, and how many must say yes. */
  of: z.number().int(),
  needed: z.number().int(),
  state: z.enum(['balloting', 'carried', 'rejected', 'entered']),
  /** Ownerships to be moved before it is entered. */
  ownsCases: z.array(z.object({ caseId: CaseId, codeName: text })),
})
export type RemovalView = z.infer<typeof RemovalView>

/** R75. */
export const OffboardingView = z.object({
  member: MemberName,
  items: z.array(
    z.object({
      id: text,
      text: text,
      doneBy: text.nullable(),
      doneAtMs: TimeMs.nullable(),
    }),
  ),
  /** R74: the letter is for after access has ended everywhere it can end. */
  letterMayBeWritten: z.boolean(),
})
export type OffboardingView = z.infer<typeof OffboardingView>

/** What waits for this member; the most urgent first. */
export const WaitingItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('declare'), noticeId: NoticeId, urgency: Urgency, atMs: TimeMs }),
  z.object({
    kind: z.literal('declare-again'),
    noticeId: NoticeId,
    urgency: Urgency,
    atMs: TimeMs,
  }),
  z.object({ kind: z.literal('agree-left-out'), noticeId: NoticeId, name: text, atMs: TimeMs }),
  z.object({
    kind: z.literal('grant'),
    caseId: CaseId,
    codeName: text,
    name: text,
    memberId: MemberId,
  }),
  z.object({
    kind: z.literal('share-identity'),
    caseId: CaseId,
    codeName: text,
    memberId: MemberId,
    name: text,
  }),
  z.object({
    kind: z.literal('only-copy'),
    caseId: CaseId,
    codeName: text,
    /** The name of who is asked first. */
    askFirst: text.nullable(),
  }),
  z.object({ kind: z.literal('check-ties'), caseId: CaseId }),
  z.object({ kind: z.literal('sign-request'), requestId: RequestId, name: text }),
  z.object({ kind: z.literal('ballot'), matterId: MatterId, name: text, atMs: TimeMs }),
  z.object({ kind: z.literal('enter-removal'), matterId: MatterId, name: text }),
  z.object({
    kind: z.literal('offboarding'),
    memberId: MemberId,
    name: text,
    left: z.number().int(),
  }),
  z.object({ kind: z.literal('check-in') }),
  z.object({ kind: z.literal('accept-agreement'), version: text }),
  z.object({ kind: z.literal('take-over'), matterId: MatterId, name: text, atMs: TimeMs }),
])
export type WaitingItem = z.infer<typeof WaitingItem>

/** Someone that a bundle can be made for. */
export const BundleTarget = z.object({
  memberId: MemberId,
  name: text,
  /** Entries that they are not known to have. */
  entries: z.number().int(),
  lastMadeAtMs: TimeMs.nullable(),
  lastHeardAtMs: TimeMs.nullable(),
  /** R31: a case is on this laptop alone, and they are on call as well. */
  isAskedFirst: z.boolean(),
})
export type BundleTarget = z.infer<typeof BundleTarget>

/** What came in, without anything of what it says. */
export const ImportReport = z.object({
  from: text,
  madeAtMs: TimeMs.nullable(),
  newEntries: z.number().int(),
  duplicates: z.number().int(),
  /** Waiting for something that has not arrived yet. */
  waiting: z.number().int(),
  refused: z.array(z.object({ code: text, count: z.number().int() })),
  damagedPieces: z.number().int(),
  newNotices: z.number().int(),
  newCases: z.array(z.object({ caseId: CaseId, codeName: text })),
  closedCases: z.number().int(),
})
export type ImportReport = z.infer<typeof ImportReport>

/** An entry that was refused or counts for nothing: kept, with its author (promise 7). */
export const RefusedEntryView = z.object({
  entryId: EntryRef,
  where: z.enum(['committee', 'notice', 'case', 'matter', 'unknown']),
  codeName: text.nullable(),
  by: text,
  code: text,
  atMs: TimeMs.nullable(),
})
export type RefusedEntryView = z.infer<typeof RefusedEntryView>
