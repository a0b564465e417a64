import { z } from '../../util/schema'

/** Servers of the committee's own, by which its laptops meet over the internet. What they see is ciphertext and addresses. */

const url = z.string().max(512)

/** For the way from laptop to laptop (RFC 8829): STUN tells an address, TURN carries what goes no other way. */
export const IceServer = z.strictObject({
  urls: z
    .array(url.regex(/^(stun|turn|turns):/))
    .min(1)
    .max(4),
  username: z.string().max(512).optional(),
  credential: z.string().max(512).optional(),
})
export type IceServer = z.infer<typeof IceServer>

export const MeetingServers = z.strictObject({
  /** Never in the clear: what laptops say there names their addresses. */
  signalling: z.array(url.regex(/^wss:\/\//)).max(4),
  iceServers: z.array(IceServer).max(4),
})
export type MeetingServers = z.infer<typeof MeetingServers>
