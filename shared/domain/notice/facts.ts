import { z } from '../../util/schema'
import { Channel, MemberId, requiredShortText, TimeMs, Urgency } from '../terms'

/** More than a case ever names, so that nobody who is reported goes unannounced. */
const maxAnnounced = 500
const announcedNames = z.array(requiredShortText).max(maxAnnounced)

/** More than a committee ever has members, over its whole life. */
const members = z.array(MemberId).max(500)

/** The names as a notice holds them. */
export const announceable = (names: readonly string[]): string[] => [
  ...new Set(names.slice(0, maxAnnounced)),
]

export const Answer = z.enum(['no-conflict', 'conflict'])
export type Answer = z.infer<typeof Answer>

/**
 * The announcement of a case to those it is meant for, and what they answer: reported names, channel
 * and urgency, never the reporter and nothing that points at the case (R27). A wider space cites no
 * narrower one. No fact has a field for a reason (R24, R25).
 */
export const noticeFacts = {
  'notice.opened': z.strictObject({
    reportedNames: announcedNames,
    channel: Channel,
    urgency: Urgency,
    audience: members.min(1),
    /** Members whom the opener leaves out: one who is reported, or whom the reporter does not want told. */
    leftOut: members,
  }),
  /** A name added later: reopens declarations. */
  'notice.amended': z.strictObject({ reportedNames: announcedNames }),
  'notice.shared': z.strictObject({ memberIds: members.min(1) }),
  'notice.withheld': z.strictObject({ memberId: MemberId }),
  /** The second member's agreement that someone stays left out. */
  'left-out.agreed': z.strictObject({ memberId: MemberId }),
  'notice.closed': z.strictObject({}),
  'notice.reopened': z.strictObject({}),
  /** R29. The receipt's time is for people only. */
  'notice.handed-over': z.strictObject({
    to: z.literal('mediator'),
    receiptAtMs: TimeMs.nullable(),
  }),
  'conflict.declared': z.strictObject({ version: z.number().int().min(1), answer: Answer }),
  /** R28: on one's own, at any time. */
  'access.left': z.strictObject({ as: z.enum(['recused', 'declined']) }),
  'access.excluded': z.strictObject({ memberId: MemberId }),
  'reinstatement.voted': z.strictObject({ memberId: MemberId, choice: z.enum(['yes', 'no']) }),
} as const

export type NoticeFacts = typeof noticeFacts
export type NoticeFactKind = keyof NoticeFacts
export type NoticeFactContent<K extends NoticeFactKind> = z.infer<NoticeFacts[K]>
