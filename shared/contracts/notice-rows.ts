import { Identity } from '../domain/person'
import { Channel, MemberId, requiredShortText, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import { AccessView, Declaration, MatterId, NoticeView, WaitingItem } from './committee-views'
import { command, query } from './contract'
import {
  aliases,
  caseOnly,
  done,
  entry,
  file,
  matterOnly,
  nothing,
  noticeOnly,
  passphrase,
} from './row-parts'

/**
 * Notices and access: the rows of the vault's contract by which a case is shared with exactly the
 * members who have no conflict (docs/access.md).
 */

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

  /** R31: who is on call with this member, `null` for nobody. Stays on this laptop, for later cases too. */
  'notice.setOnCall': command(z.strictObject({ memberId: MemberId.nullable() }), done, [
    'member/unknown',
    'member/gone',
    'member/is-self',
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
