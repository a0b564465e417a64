import { IceServer } from '../domain/committee/meeting-servers'
import { z } from '../util/schema'
import { maxFrameBytes } from './frame-pipe'

/**
 * What the vault and the sync window say to each other, on a port of their own that main hands to both
 * and does not listen to. The sync window is a dumb pipe: it is told in which rooms to be and carries opaque frames; the
 * room password is the one secret that it is given. Each side parses what the other says.
 */

const bytesUpTo = (limit: number) =>
  z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length <= limit,
    `bytes, at most ${limit}`,
  )
const fingerprint = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length === 32,
  '32 bytes',
)

/** Random, made by the sync window, one for each link that ever stood. */
const LinkId = z.string().regex(/^[0-9a-f]{32}$/)
/** Says nothing by itself: derived from the meeting secret, an older one, or an invitation. */
const RoomName = z.string().regex(/^[0-9a-f]{64}$/)
const SocketUrl = z
  .string()
  .max(512)
  .regex(/^wss?:\/\//)

/** What a laptop shows of itself in the lobby, sealed by its vault; nothing reads it but vaults of the committee. */
export const maxPresenceBytes = 512
/** Laptops that a lobby shows at most: 20 members with their devices, and some that left just now. */
export const maxPresences = 128
export const maxRooms = 16

export const MeetingRoom = z.strictObject({
  name: RoomName,
  /** Hex; the offers of the room are sealed with a key that is derived from it, as y-webrtc does. */
  password: z.string().regex(/^[0-9a-f]{64}$/),
  /** `null`: nothing is shown in this room, and it has no lobby (doors). */
  presence: bytesUpTo(maxPresenceBytes).nullable(),
})
export type MeetingRoom = z.infer<typeof MeetingRoom>

export type { IceServer }

export const ToSync = z.discriminatedUnion('kind', [
  /**
   * In which rooms to be from now on, and by which servers. Said whole each time: what is no longer named is left, what stays stays
   * with its links, also when the servers change. No room: the meeting is over, every link ends.
   */
  z.strictObject({
    kind: z.literal('be'),
    signalling: z.array(SocketUrl).max(4),
    iceServers: z.array(IceServer).max(4),
    rooms: z.array(MeetingRoom).max(maxRooms),
  }),
  z.strictObject({ kind: z.literal('frame'), link: LinkId, bytes: bytesUpTo(maxFrameBytes) }),
  /** So many bytes of frames were looked at: there is room for as many more. */
  z.strictObject({ kind: z.literal('taken'), link: LinkId, bytes: z.number().int().min(0) }),
  /** What was handed over before still goes out. */
  z.strictObject({ kind: z.literal('close'), link: LinkId }),
])
export type ToSync = z.infer<typeof ToSync>

export const FromSync = z.discriminatedUnion('kind', [
  /** Said once the port is there, and after a crash by the new window: it is in no room. */
  z.strictObject({ kind: z.literal('ready'), canLink: z.boolean() }),
  z.strictObject({
    kind: z.literal('server'),
    url: SocketUrl,
    state: z.enum(['connecting', 'open', 'lost']),
  }),
  z.strictObject({
    kind: z.literal('linked'),
    link: LinkId,
    room: RoomName,
    localFingerprint: fingerprint,
    remoteFingerprint: fingerprint,
  }),
  z.strictObject({ kind: z.literal('frame'), link: LinkId, bytes: bytesUpTo(maxFrameBytes) }),
  /** So many bytes of frames went to the network. */
  z.strictObject({ kind: z.literal('sent'), link: LinkId, bytes: z.number().int().min(0) }),
  /** Once a link, whichever side ended it. */
  z.strictObject({ kind: z.literal('closed'), link: LinkId }),
  /** Everything that the lobby of a room shows now, one's own included. */
  z.strictObject({
    kind: z.literal('lobby'),
    room: RoomName,
    presences: z.array(bytesUpTo(maxPresenceBytes)).max(maxPresences),
  }),
])
export type FromSync = z.infer<typeof FromSync>

export const syncLinkLimits = {
  /** Bytes of frames of one link that the vault hands over before it is told that they went out. */
  sendAheadBytes: 8_388_608,
  /** Bytes of frames of one link that the vault may not have taken yet; beyond it the link ends. */
  untakenBytes: 67_108_864,
} as const
