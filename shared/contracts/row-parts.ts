import { CaseId, EntryRef, MemberId, requiredShortText } from '../domain/terms'
import { z } from '../util/schema'
import { MatterId, NoticeId } from './committee-views'

/** What rows of different subjects have in common. */

export const nothing = z.strictObject({})
export const done = z.null()
export const entry = z.object({ entryId: EntryRef })
export const passphrase = z.string().min(1).max(1_000)
export const caseOnly = z.strictObject({ caseId: CaseId })
export const noticeOnly = z.strictObject({ noticeId: NoticeId })
export const memberOnly = z.strictObject({ memberId: MemberId })
export const matterOnly = z.strictObject({ matterId: MatterId })
export const aliases = z.array(requiredShortText).max(20)

/** A bundle or another file that travels. */
export const fileBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= 268_435_456,
  'bytes, at most 256 MiB',
)

export const file = z.object({ fileName: z.string(), bytes: fileBytes })

export const invitationCodes = [
  'invitation/mistyped',
  'invitation/newer-version',
  'invitation/expired',
]
