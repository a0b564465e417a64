import { CaseId, MemberId, TimeMs } from '../domain/terms'
import { hexId } from '../util/ids'
import { z } from '../util/schema'
import { NoticeId } from './committee-views'

/**
 * What the UI is shown of a meeting. Composed by the vault from what its own member may read: nobody sees
 * how much another laptop has of a case that they may not read.
 */
const text = z.string()
const count = z.number().int().min(0)

export const FoundMeetingId = hexId(16, 'FoundMeetingId')
export type FoundMeetingId = z.infer<typeof FoundMeetingId>

/** A meeting of this committee that someone on this network hosts. */
export const FoundMeetingView = z.object({ meetingId: FoundMeetingId, host: text })
export type FoundMeetingView = z.infer<typeof FoundMeetingView>

/** How far two laptops are, of what both may read. */
const remaining = {
  entriesToSend: count,
  bytesToSend: count,
  entriesToReceive: count,
  bytesToReceive: count,
  /** By the pace of the last seconds; `null` while nothing is left or the pace is not known. */
  secondsLeft: count.nullable(),
}

/** One laptop in the meeting beside this one. */
export const PresentView = z.object({
  deviceId: text,
  memberId: MemberId,
  name: text,
  /** `linking`: seen in the lobby, no channel yet. `syncing`: something is on its way. */
  state: z.enum(['linking', 'syncing', 'up-to-date']),
  /** Came with an older secret, or with an invitation. */
  byDoor: z.boolean(),
  ...remaining,
})
export type PresentView = z.infer<typeof PresentView>

/** Why the channel to a laptop ended, other than by leaving; the newest few. */
export const MeetingTroubleView = z.object({
  atMs: TimeMs,
  /** `null` when who it was is not known. */
  name: text.nullable(),
  what: z.enum([
    'cut',
    'gone',
    'newer-program',
    'older-program',
    'refused',
    'malformed',
    'flooded',
    'not-stored',
    'not-known',
  ]),
})
export type MeetingTroubleView = z.infer<typeof MeetingTroubleView>

export const MeetingPlace = z.discriminatedUnion('kind', [
  /** This laptop hosts. `code` is for those whose network hides announcements. */
  z.object({
    kind: z.literal('hosted-here'),
    host: text,
    code: text,
    /** `null` while announced; else why not. */
    notAnnounced: z.enum(['meeting/discovery-blocked', 'meeting/not-announced']).nullable(),
  }),
  z.object({ kind: z.literal('local-network'), host: text }),
  z.object({ kind: z.literal('own-servers') }),
])
export type MeetingPlace = z.infer<typeof MeetingPlace>

/** What is not on somebody's laptop yet, of those who are here. */
export const UnsyncedView = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('committee') }),
    z.object({ kind: z.literal('case'), caseId: CaseId, codeName: text }),
    z.object({ kind: z.literal('notice'), noticeId: NoticeId, codeName: text }),
    z.object({ kind: z.literal('matter') }),
  ]),
  names: z.array(text),
})
export type UnsyncedView = z.infer<typeof UnsyncedView>

export const LastSeenView = z.object({
  memberId: MemberId,
  name: text,
  /** When a channel to a laptop of theirs last stood; `null` for never. */
  atMs: TimeMs.nullable(),
  isHere: z.boolean(),
})
export type LastSeenView = z.infer<typeof LastSeenView>

export const MeetingView = z.object({
  /** `no-window`: the sync window does not run. */
  ability: z.enum(['ready', 'no-window']),
  meeting: z
    .object({
      place: MeetingPlace,
      /** The signalling server. `lost`: links stand, nobody new can come; anyone can host on. */
      server: z.enum(['connecting', 'open', 'lost']),
      sinceMs: TimeMs,
      present: z.array(PresentView),
      /** Of all channels together. */
      total: z.object(remaining),
      unsynced: z.array(UnsyncedView),
      troubles: z.array(MeetingTroubleView),
    })
    .nullable(),
  isLooking: z.boolean(),
  found: z.array(FoundMeetingView),
  /** The committee named servers of its own for meetings over the internet. */
  hasOwnServers: z.boolean(),
  lastSeen: z.array(LastSeenView),
})
export type MeetingView = z.infer<typeof MeetingView>

/** Where a member is in a text that is written together; kept nowhere. */
export const CursorView = z.object({
  memberId: MemberId,
  name: text,
  /** Made by the editor of the other laptop: relative positions in the text. */
  at: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 1_024),
})
export type CursorView = z.infer<typeof CursorView>
