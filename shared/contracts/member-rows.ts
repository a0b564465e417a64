import { MemberId, requiredShortText, shortText, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import {
  EmployerView,
  InvitationId,
  InvitationView,
  MatterId,
  MemberView,
  OffboardingView,
  RemovalView,
  RequestId,
  RequestView,
} from './committee-views'
import { command, query } from './contract'
import {
  aliases,
  done,
  entry,
  fileBytes,
  invitationCodes,
  matterOnly,
  memberOnly,
  nothing,
} from './row-parts'

const requestOnly = z.strictObject({ requestId: RequestId })

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
    'device/too-many',
  ]),
  'request.decline': command(requestOnly, entry, [
    'request/unknown',
    'request/already-decided',
    'request/not-yours-to-sign',
  ]),

  /** A code by which this member's next laptop, or the one that replaces a lost one, asks to be let in. */
  'device.invite': command(
    z.strictObject({ memberId: MemberId, purpose: z.enum(['second', 'replacement']) }),
    z.object({ code: z.string(), expiresAtMs: TimeMs }),
    ['member/unknown', 'member/gone', 'device/not-yours', 'device/too-many'],
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
