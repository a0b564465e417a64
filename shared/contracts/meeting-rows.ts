import { MeetingServers } from '../domain/committee/meeting-servers'
import { TextName, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import { command, query } from './contract'
import { CursorView, FoundMeetingId, MeetingView } from './meeting-views'
import { MeetingHostView } from './network'
import { caseOnly, done, entry, nothing } from './row-parts'

export type { MeetingServers }

const cannotMeet = ['meeting/no-window']

export const meetingRows = {
  'meeting.view': query(nothing, MeetingView),
  /** Addresses of this laptop that a meeting can be hosted on, best first. */
  'meeting.hosts': query(nothing, z.array(MeetingHostView)),
  /** Hosts a meeting here, or hosts on the one that this laptop is in when its host left. */
  'meeting.start': command(z.strictObject({ host: z.string().max(45) }), done, [
    ...cannotMeet,
    'meeting/port-in-use',
    'meeting/no-network',
    'meeting/address-not-local',
  ]),
  /** Listens on the local network for meetings of this committee, until told otherwise or joined. */
  'meeting.look': command(z.strictObject({ on: z.boolean() }), done, [
    'meeting/discovery-blocked',
    'meeting/no-network',
  ]),
  'meeting.join': command(
    z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('found'), meetingId: FoundMeetingId }),
      z.strictObject({ by: z.literal('code'), code: z.string().max(200) }),
      z.strictObject({ by: z.literal('own-servers') }),
    ]),
    done,
    [
      ...cannotMeet,
      'meeting/not-found',
      'meeting/code-mistyped',
      'meeting/code-newer',
      'meeting/address-not-local',
      'meeting/no-servers',
    ],
  ),
  'meeting.leave': command(nothing, done),
  'meeting.servers': query(
    nothing,
    z.object({ servers: MeetingServers, setAtMs: TimeMs.nullable(), setBy: z.string().nullable() }),
  ),
  'meeting.setServers': command(MeetingServers, entry),

  /** Where this member's cursor is, for those in the meeting who may read the text; `null`: nowhere. Kept nowhere. */
  'text.showCursor': query(
    caseOnly.extend({
      name: TextName,
      at: z
        .custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 1_024)
        .nullable(),
    }),
    done,
    ['case/unknown'],
  ),
  'text.cursors': query(caseOnly.extend({ name: TextName }), z.array(CursorView), ['case/unknown']),
} as const
