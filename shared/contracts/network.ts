import { z } from '../util/schema'
import { type ClientOf, command, type HandlersOf, query } from './contract'
import { done, nothing } from './row-parts'

/**
 * What the vault asks of main for a meeting: a signalling server on one address of this laptop, and to be announced and
 * heard on the local network (docs/meeting-network.md). Main understands none of the texts.
 */

const host = z.string().max(45)
const port = z.number().int().min(1).max(65_535)
const accessToken = z.string().regex(/^[0-9a-f]{32,64}$/)
const announcementText = z.string().regex(/^[A-Za-z0-9_-]{22,253}$/)

export const MeetingHostView = z.object({
  /** As the system calls it (`en0`, `WLAN`). */
  interfaceName: z.string().max(200),
  host,
})
export type MeetingHostView = z.infer<typeof MeetingHostView>

export const HeardMeeting = z.object({ host, port, text: announcementText })
export type HeardMeeting = z.infer<typeof HeardMeeting>

export const networkContract = {
  /** Addresses that a meeting can be hosted on now, best first. */
  'network.hosts': query(nothing, z.array(MeetingHostView).max(64)),
  /** Starts the signalling server; one that runs is stopped first. Any port that is free. */
  'network.host': command(z.strictObject({ host, accessToken }), z.object({ port }), [
    'meeting/port-in-use',
    'meeting/no-network',
    'meeting/address-not-local',
  ]),
  /** Announces the server that runs; another text takes the place of the one before. */
  'network.announce': command(z.strictObject({ text: announcementText }), done, [
    'meeting/not-hosting',
    'meeting/discovery-blocked',
    'meeting/not-announced',
  ]),
  /** Stops server and announcement. */
  'network.stopHosting': command(nothing, done),
  /** Listens for announcements until told otherwise; what is heard comes as events. */
  'network.search': command(z.strictObject({ on: z.boolean() }), done, [
    'meeting/discovery-blocked',
    'meeting/no-network',
  ]),
} as const

export type NetworkContract = typeof networkContract
export type NetworkClient = ClientOf<NetworkContract>
export type NetworkHandlers = HandlersOf<NetworkContract>

export const NetworkEvent = z.discriminatedUnion('kind', [
  /** Everything that is announced on the network now, by anyone, the own announcement left out. */
  z.object({ kind: z.literal('heard'), meetings: z.array(HeardMeeting).max(64) }),
  /** The server ended by itself: its address is gone. */
  z.object({ kind: z.literal('hosting-ended') }),
])
export type NetworkEvent = z.infer<typeof NetworkEvent>
