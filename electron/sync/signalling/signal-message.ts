import { z } from '../../../shared/util/schema'
import { isDataOnly } from '../links/fingerprint'

/**
 * What y-webrtc 10.3.0 and simple-peer 9.11.1 say to each other about one connection, and nothing else: no renegotiation, no
 * sound or picture, no field more. Whoever holds the room's password can write these.
 */
const PeerId = z.string().regex(/^[0-9a-f-]{36}$/)

/** An offer with every address of a laptop measures under 3 kB. */
const maxSdpChars = 16_384
const sdp = z.string().max(maxSdpChars).refine(isDataOnly)

const Signal = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['offer', 'answer']), sdp }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(512),
      sdpMLineIndex: z.number().int().min(0).max(0).nullable(),
      sdpMid: z.string().max(16),
    }),
  }),
])

const SignalMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('announce'), from: PeerId }),
  z.strictObject({
    type: z.literal('signal'),
    from: PeerId,
    to: PeerId,
    token: z.number(),
    signal: Signal,
  }),
])
export type SignalMessage = z.infer<typeof SignalMessage>

/** @returns `null` for everything else. */
export const parseSignalMessage = (value: unknown): SignalMessage | null =>
  SignalMessage.safeParse(value).data ?? null
