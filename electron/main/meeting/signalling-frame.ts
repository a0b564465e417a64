import { z } from '../../../shared/util/schema'
import type { SignallingLimits } from './limits'

/**
 * What y-webrtc 10.3.0 says to a signalling server (its `SignalingConn`), each a JSON text frame, and nothing
 * else: no field more, no other type.
 *
 * | type          | fields          | answer |
 * |---------------|-----------------|--------|
 * | `subscribe`   | `topics`        | none |
 * | `unsubscribe` | `topics`        | none |
 * | `publish`     | `topic`, `data` | the same frame to the others in the room |
 * | `ping`        |                 | `pong` |
 *
 * A topic is a room under a keyed hash: 32 to 64 hexadecimal digits, so that no name ever comes by. `data` is
 * text in base 64, sealed under the room's password, which every room of ours has.
 */
const Topic = z.string().regex(/^[0-9a-f]{32,64}$/)

const frameSchema = ({ topicsPerFrame, frameBytes }: SignallingLimits) => {
  const topics = z.array(Topic).max(topicsPerFrame)
  const data = z
    .string()
    .max(frameBytes)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  return z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('subscribe'), topics }),
    z.strictObject({ type: z.literal('unsubscribe'), topics }),
    z.strictObject({ type: z.literal('publish'), topic: Topic, data }),
    z.strictObject({ type: z.literal('ping') }),
  ])
}

export type SignallingFrame = z.infer<ReturnType<typeof frameSchema>>

/** @returns a parser that gives `null` for everything but a frame. */
export const createFrameParser = (
  limits: SignallingLimits,
): ((text: string) => SignallingFrame | null) => {
  const schema = frameSchema(limits)
  return (text) => {
    try {
      return schema.safeParse(JSON.parse(text)).data ?? null
    } catch {
      return null
    }
  }
}

export const pongText = JSON.stringify({ type: 'pong' })

export const writePublish = ({
  topic,
  data,
}: Extract<SignallingFrame, { type: 'publish' }>): string =>
  JSON.stringify({ type: 'publish', topic, data })
