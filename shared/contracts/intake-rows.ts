import { IntakeDraft } from '../domain/intake'
import { CaseId, Channel, IntakeId, MemberId, shortText, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import { command, query } from './contract'
import { done, entry, nothing } from './row-parts'

/** Taking a report. Drafts are saved as they are typed; nothing is mandatory. */
export const intakeRows = {
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
  /**
   * "Call ended": whatever exists becomes a case, or an escrowed report a matter of its own. Refused
   * with `notice/member-named` until it is said whether people of the report are the members that they
   * are named like: who is reported gets no notice.
   */
  'intake.finish': command(
    z.strictObject({
      intakeId: IntakeId,
      draft: IntakeDraft,
      membersNamed: z
        .array(z.strictObject({ memberId: MemberId, isSame: z.boolean() }))
        .max(100)
        .optional(),
      /** Whom the reporter does not want told; a second member agrees. */
      leaveOut: z.array(MemberId).max(100).optional(),
      /** R14: who else holds a report in escrow. */
      escrowWith: MemberId.optional(),
    }),
    z.object({ caseId: CaseId, codeName: z.string() }),
    [
      'intake/unknown',
      'notice/member-named',
      'notice/member-reported',
      'member/gone',
      'member/is-self',
    ],
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
} as const
