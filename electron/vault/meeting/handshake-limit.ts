import { createTokenBucket, type TokenBucket } from '../../../shared/util/token-bucket'

/** Of one room: a meeting of 20 with three laptops each gets through at once, a flood does not. */
export const handshakePace = { burst: 64, perSecond: 1 } as const

export interface HandshakeLimit {
  /** @returns whether one more may begin in this room */
  readonly allows: (room: string) => boolean
}

/** Room by room, so that who knocks at a door without end keeps nobody out of the meeting. */
export const createHandshakeLimit = (nowMs: () => number): HandshakeLimit => {
  const buckets = new Map<string, TokenBucket>()
  return {
    allows: (room) => {
      const bucket = buckets.get(room) ?? createTokenBucket(handshakePace, nowMs)
      buckets.set(room, bucket)
      return bucket.take(1)
    },
  }
}
