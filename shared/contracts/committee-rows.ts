import { Identity } from '../domain/person'
import {
  CaseId,
  Channel,
  EntryRef,
  MemberId,
  requiredShortText,
  shortText,
  TimeMs,
} from '../domain/terms'
import { VaultId } from '../util/ids'
import { z } from '../util/schema'
import {
  AccessView,
  BundleTarget,
  Declaration,
  EmployerView,
  ImportReport,
  InvitationId,
  InvitationView,
  MatterId,
  MemberView,
  NoticeId,
  NoticeView,
  OffboardingView,
  RefusedEntryView,
  RemovalView,
  RequestId,
  RequestView,
  WaitingItem,
} from './committee-views'
import { command, query } from './contract'

/**
 * Members, notices, access and bundles: the rows of the vault's contract by which a case is shared
 * with exactly the members who have no conflict (docs/access.md).
 */
const nothing = z.strictObject({})
const done = z.null()
const entry = z.object({ entryId: EntryRef })
const passphrase = z.string().min(1).max(1_000)
const caseOnly = z.strictObject({ caseId: CaseId })
const noticeOnly = z.strictObject({ noticeId: NoticeId })
const memberOnly = z.strictObject({ memberId: MemberId })
const matterOnly = z.strictObject({ matterId: MatterId })
const requestOnly = z.strictObject({ requestId: RequestId })
const aliases = z.array(requiredShortText).max(20)
/** A bundle or another file that travels. */
const fileBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 268_435_456,
  'bytes, at most 256 MiB',
)
const file = z.object({ fileName: z.string(), bytes: fileBytes })
const invitationCodes = ['invitation/mistyped', 'invitation/newer-version', 'invitation/expired']
const bundleCodes = [
  'bundle/not-a-bundle',
  'bundle/newer-version',
  'bundle/not-for-you',
  'bundle/sender-not-a-member',
  'bundle/too-large',
  'bundle/damaged',
]

/** From invitation to membership, and how it ends. */
export const memberRows = {
  'member.list': query(
    nothing,
    z.object({ members: z.array(MemberView), employers: z.array(EmployerView) }),
  ),
  'member.changeSelf': command(
    z.strictObject({ name: requiredShortText, aliases, employer: requiredShortText }),
    entry,
    ['member/no-change'],
  ),
  'member.setTerm': command(memberOnly.extend({ untilMs: TimeMs.nullable() }), entry, [
    'member/unknown',
    'member/gone',
    'term/no-change',
  ]),
  /** R9: the committee's own agreement, which a newcomer can read once they are in. */
  'member.acceptAgreement': command(z.strictObject({ version: requiredShortText }), entry, [
    'agreement/not-asked',
  ]),
  /** R72. */
  'member.checkIn': command(z.strictObject({ stay: z.literal(true) }), entry),
  /** Ownership moves first; then access ends, here and everywhere. */
  'member.resign': command(nothing, done, ['member/last-one', 'member/owns-cases']),

  'invitation.list': query(nothing, z.array(InvitationView)),
  /** A code for one person, shown once: to be told in person or read from the screen. */
  'invitation.issue': command(
    z.strictObject({ forName: requiredShortText }),
    z.object({ invitationId: InvitationId, code: z.string(), expiresAtMs: TimeMs }),
  ),
  'invitation.withdraw': command(z.strictObject({ invitationId: InvitationId }), entry, [
    'invitation/unknown',
    'invitation/used',
    'invitation/withdrawn',
  ]),

  'request.list': query(nothing, z.array(RequestView)),
  /** Reads a join request that a newcomer, or a new device, sent as a file. */
  'request.read': command(z.strictObject({ bytes: fileBytes }), RequestView, [
    'request/not-a-request',
    'request/not-for-you',
    'request/damaged',
    ...invitationCodes,
    'invitation/unknown',
    'invitation/used',
    'invitation/withdrawn',
    'request/already-there',
  ]),
  /** After the words were compared. */
  'request.sign': command(requestOnly.extend({ wordsCompared: z.literal(true) }), entry, [
    'request/unknown',
    'request/already-signed',
    'request/not-yours-to-sign',
    'member/employer-cap',
  ]),
  'request.decline': command(requestOnly, entry, ['request/unknown', 'request/already-decided']),

  /** A code by which this member's next laptop, or the one that replaces a lost one, asks to be let in. */
  'device.invite': command(
    z.strictObject({ memberId: MemberId, purpose: z.enum(['second', 'replacement']) }),
    z.object({ code: z.string(), expiresAtMs: TimeMs }),
    ['member/unknown', 'member/gone', 'device/not-yours'],
  ),
  'device.revoke': command(
    z.strictObject({ deviceId: z.string().max(64), reason: z.enum(['replaced', 'lost', 'fork']) }),
    entry,
    ['device/unknown', 'device/revoked', 'device/already-asked', 'device/this-one'],
  ),

  'removal.list': query(nothing, z.array(RemovalView)),
  'removal.propose': command(
    memberOnly.extend({ grounds: z.string().trim().max(20_000) }),
    z.object({ matterId: MatterId }),
    ['member/unknown', 'member/gone', 'member/is-self', 'removal/already-proposed'],
  ),
  'removal.ballot': command(
    matterOnly.extend({ choice: z.enum(['yes', 'no', 'abstain']) }),
    entry,
    ['matter/unknown', 'removal/decided', 'removal/no-change'],
  ),
  /** Enters a removal that was carried: from here access ends, and the letter may be written (R74). */
  'removal.enter': command(matterOnly, entry, [
    'matter/unknown',
    'removal/not-carried',
    'removal/decided',
    'member/owns-cases',
  ]),
  'offboarding.list': query(nothing, z.array(OffboardingView)),
  'offboarding.check': command(memberOnly.extend({ itemId: shortText, done: z.boolean() }), entry, [
    'member/unknown',
    'member/not-gone',
    'offboarding/unknown-item',
    'offboarding/no-change',
  ]),
} as const

/** Rows of a laptop that wants to become part of a committee: no unlocked vault of it exists yet. */
export const joinRows = {
  /** What an invitation says, before anything is made. */
  'join.readCode': query(
    z.strictObject({ code: z.string().max(2_000) }),
    z.object({
      purpose: z.enum(['join', 'second', 'replacement']),
      expiresAtMs: TimeMs,
      fingerprintWords: z.array(z.string()),
    }),
    invitationCodes,
  ),
  /** Makes this laptop's vault and its request. The vault is unlocked, and waits for its first bundle. */
  'join.start': command(
    z.strictObject({
      code: z.string().max(2_000),
      memberName: shortText,
      aliases,
      employer: shortText,
      label: requiredShortText,
      acceptedAgreement: z.boolean(),
      passphrase,
      parentFolder: z.string().min(1).max(4_096).optional(),
    }),
    z.object({
      vaultId: VaultId,
      folder: z.string(),
      recoveryKey: z.string(),
      fingerprintWords: z.array(z.string()),
      request: file,
    }),
    [
      ...invitationCodes,
      'passphrase/too-weak',
      'agreement/not-accepted',
      'vault/already-unlocked',
      'vault/folder-exists',
      'storage/write-failed',
    ],
  ),
  /** The request again, as long as nobody let this laptop in. */
  'join.request': query(
    nothing,
    z.object({ fingerprintWords: z.array(z.string()), request: file }),
    ['join/not-waiting'],
  ),
} as const

export const noticeRows = {
  'waiting.list': query(nothing, z.array(WaitingItem)),
  'notice.list': query(z.strictObject({ show: z.enum(['open', 'all']) }), z.array(NoticeView)),
  'notice.get': query(noticeOnly, NoticeView, ['notice/unknown']),
  /** R24: yes or no, and no field for a reason. A "conflict" of one who has access is a recusal. */
  'notice.declare': command(
    noticeOnly.extend({ version: z.number().int().min(1), answer: Declaration }),
    entry,
    [
      'notice/unknown',
      'notice/older-version',
      'notice/unknown-version',
      'notice/already-answered',
      'access/left',
      'case/last-reader',
      'case/owner-first',
    ],
  ),
  /** Leaves a member out, for instance because the reporter asked for it; a second member agrees. */
  'notice.leaveOut': command(noticeOnly.extend({ memberId: MemberId }), entry, [
    'notice/unknown',
    'member/unknown',
    'notice/already-left-out',
    'member/is-self',
  ]),
  'notice.agreeLeftOut': command(noticeOnly.extend({ memberId: MemberId }), entry, [
    'notice/unknown',
    'notice/not-left-out',
    'notice/own-proposal',
    'notice/already-agreed',
  ]),
  /** Tells a member who was left out, or a newcomer. */
  'notice.share': command(noticeOnly.extend({ memberId: MemberId }), entry, [
    'notice/unknown',
    'member/unknown',
    'member/gone',
    'notice/already-told',
    'notice/member-reported',
  ]),

  'case.access': query(caseOnly, AccessView, ['case/unknown']),
  'case.grant': command(caseOnly.extend({ memberId: MemberId }), done, [
    'case/unknown',
    'lockbox/not-cleared',
    'lockbox/already-there',
    'lockbox/no-device',
    'access/owner-confirms',
    'notice/member-reported',
    'matter/between-two',
  ]),
  /** R28: one action, no reason. The case is gone from this laptop when it answers. */
  'case.leave': command(
    caseOnly.extend({ as: z.enum(['recused', 'declined']), newOwner: MemberId.nullable() }),
    done,
    ['case/unknown', 'case/owner-first', 'case/last-reader'],
  ),
  'case.exclude': command(caseOnly.extend({ memberId: MemberId }), entry, [
    'case/unknown',
    'access/not-a-reader',
    'member/is-self',
    'case/owner-first',
  ]),
  'case.voteReinstate': command(
    caseOnly.extend({ memberId: MemberId, choice: z.enum(['yes', 'no']) }),
    entry,
    ['case/unknown', 'access/not-excluded', 'access/no-change'],
  ),
  /** R45. */
  'case.setOwners': command(
    caseOnly.extend({ primary: MemberId, secondary: MemberId.nullable() }),
    entry,
    ['case/unknown', 'access/not-a-reader', 'owners/no-change', 'owners/same-twice'],
  ),
  /** R20: a cleared member who holds no key to the reporter's identity asks those who do. */
  'case.askIdentity': command(caseOnly, entry, [
    'case/unknown',
    'identity/none',
    'identity/already-asked',
    'part/erased',
  ]),
  'case.shareIdentity': command(caseOnly.extend({ memberId: MemberId }), entry, [
    'case/unknown',
    'identity/none',
    'identity/not-asked',
    'part/erased',
    'part/not-a-reader',
  ]),
  /** Whether one of this member's private ties is among the people of a case, without a name of it. */
  'case.checkTies': query(caseOnly, z.object({ ties: z.array(z.string()) }), ['case/unknown']),
  /** The tie was looked at and the case may be opened. */
  'case.acceptTies': command(caseOnly, done, ['case/unknown']),

  /** R29: the package for the mediator named in the playbook. The passphrase is told separately. */
  'case.makeHandoff': command(caseOnly.extend({ passphrase }), file, [
    'case/unknown',
    'handoff/not-needed',
    'handoff/no-mediator',
    'handoff/too-large',
    'passphrase/too-weak',
  ]),
  'case.suggestPassphrase': query(nothing, z.object({ passphrase: z.string() })),
  /** The mediator confirmed to have opened it: the last copy goes, a stub keeps the status. */
  'case.recordReceipt': command(caseOnly, done, ['case/unknown', 'handoff/not-made']),

  /** R26: a call-taker with a conflict passes contact details to one other member, and keeps nothing. */
  'handover.make': command(
    z.strictObject({ to: MemberId, channel: Channel, contact: Identity }),
    z.object({ matterId: MatterId }),
    ['member/unknown', 'member/gone', 'member/is-self', 'identity/nothing-known'],
  ),
  'handover.list': query(
    nothing,
    z.array(
      z.object({
        matterId: MatterId,
        by: z.string(),
        atMs: TimeMs,
        channel: Channel,
        mine: z.enum(['to-take-over', 'handed-over']),
        contact: Identity.nullable(),
      }),
    ),
  ),
  'handover.takeOver': command(matterOnly, done, ['matter/unknown', 'matter/not-yours']),

  'ties.get': query(
    nothing,
    z.object({
      people: z.array(z.object({ name: z.string(), aliases: z.array(z.string()) })),
      employers: z.array(z.string()),
    }),
  ),
  /** Never leaves this laptop: in no entry and in no bundle. */
  'ties.set': command(
    z.strictObject({
      people: z.array(z.strictObject({ name: requiredShortText, aliases })).max(500),
      employers: z.array(requiredShortText).max(100),
    }),
    done,
  ),
} as const

export const bundleRows = {
  'bundle.targets': query(nothing, z.array(BundleTarget)),
  'bundle.make': command(
    z.strictObject({ memberIds: z.array(MemberId).min(1).max(100) }),
    z.array(
      z.object({ memberId: MemberId, name: z.string(), fileName: z.string(), bytes: fileBytes }),
    ),
    ['member/unknown', 'member/gone', 'member/is-self', 'bundle/too-large'],
  ),
  /** What is inside, before anything is taken in. */
  'bundle.preview': query(z.strictObject({ bytes: fileBytes }), ImportReport, bundleCodes),
  'bundle.import': command(z.strictObject({ bytes: fileBytes }), ImportReport, bundleCodes),
  /** A folder in which arriving bundles are found and taken in by themselves; `null` when there is none. */
  'bundle.folder': query(
    nothing,
    z.object({
      folder: z.string().nullable(),
      state: z.enum(['off', 'watching', 'missing']),
      lastImports: z.array(ImportReport.extend({ fileName: z.string(), atMs: TimeMs })),
    }),
  ),
  'bundle.setFolder': command(
    z.strictObject({ folder: z.string().min(1).max(4_096).nullable() }),
    done,
    ['bundle/folder-missing'],
  ),
  'refused.list': query(nothing, z.array(RefusedEntryView)),
} as const
