import { type FramePipe, maxFrameBytes } from '../../../../shared/contracts/frame-pipe'
import { streamOverheadBytes } from '../../../../shared/formats/meeting-frame'
import type { Bytes } from '../../../../shared/util/bytes'
import type { OpeningStream, SealingStream } from '../../crypto/stream'
import type { ChannelPeer, DoorPeer, MemberPeer } from './judge-peer'

/** What one frame of a sealed channel carries at most. */
export const maxMessageBytes = maxFrameBytes - streamOverheadBytes

/** Why a sealed channel is over. */
export type ChannelEnd =
  /** Somebody said so, and everything they had sent before has arrived. */
  | { readonly kind: 'goodbye'; readonly by: 'us' | 'peer' }
  | { readonly kind: 'failed'; readonly error: ChannelFailure }

export type ChannelFailure =
  /** The link ended without a goodbye: by a fault, or by someone on the way. What was last sent may be lost. */
  | { readonly code: 'meeting/cut' }
  /** Not the frame that comes next: changed, cut short, repeated, out of order, left out or our own. */
  | { readonly code: 'meeting/frame-refused' }
  | { readonly code: 'meeting/frame-too-large'; readonly limitBytes: number }
  /** The peer sent more than is kept before anyone listens. */
  | { readonly code: 'meeting/not-listening'; readonly limitBytes: number }

/**
 * A pipe to one device that has proven itself. Frames have at most {@link maxMessageBytes}; a longer one
 * is a mistake of the program and throws. `close` says goodbye; every end, of either side, wipes the keys
 * and closes the link below.
 */
export interface SealedChannel<P extends ChannelPeer> extends FramePipe {
  readonly peer: P
  /** `null` while it is open. */
  readonly ended: () => ChannelEnd | null
}

export type PeerChannel = SealedChannel<MemberPeer>
export type DoorChannel = SealedChannel<DoorPeer>

/** A channel, and the end of it that its link sees. */
export interface CreatedChannel<P extends ChannelPeer> {
  readonly channel: SealedChannel<P>
  readonly take: (sealed: Uint8Array) => void
  readonly cut: () => void
}

interface Streams {
  readonly sealing: SealingStream
  readonly opening: OpeningStream
}

/** Each frame that waits for a listener counts this much more, so that empty ones are not free. */
const waitingFrameBytes = 256

export const createSealedChannel = <P extends ChannelPeer>(
  pipe: FramePipe,
  peer: P,
  { sealing, opening }: Streams,
): CreatedChannel<P> => {
  let end: ChannelEnd | null = null
  let listener: ((frame: Uint8Array) => void) | null = null
  let onClosed: () => void = () => {}
  const unheard: Bytes[] = []
  let unheardBytes = 0

  const finish = (how: ChannelEnd, goodbye: Bytes | null = null): void => {
    end = how
    sealing.wipe()
    opening.wipe()
    if (goodbye !== null) void pipe.send(goodbye)
    pipe.close()
    onClosed()
  }
  const fail = (error: ChannelFailure): void => finish({ kind: 'failed', error })

  const deliver = (message: Bytes): void => {
    if (listener !== null) {
      listener(message)
      return
    }
    unheardBytes += message.length + waitingFrameBytes
    if (unheardBytes > maxFrameBytes) {
      fail({ code: 'meeting/not-listening', limitBytes: maxFrameBytes })
    } else unheard.push(message)
  }

  const channel: SealedChannel<P> = {
    peer,
    ended: () => end,
    send: (frame) => {
      if (frame.length > maxMessageBytes) throw new Error('a frame above the limit')
      return end === null ? pipe.send(sealing.seal(frame, false)) : Promise.resolve(false)
    },
    onFrame: (take) => {
      // What comes while these are read waits behind them.
      for (let next = unheard.shift(); next !== undefined; next = unheard.shift()) take(next)
      listener = take
    },
    onClose: (closed) => {
      onClosed = closed
      if (end !== null) closed()
    },
    close: () => {
      if (end !== null) return
      finish({ kind: 'goodbye', by: 'us' }, sealing.seal(new Uint8Array(), true))
    },
  }

  return {
    channel,
    take: (sealed) => {
      if (end !== null) return
      if (sealed.length > maxFrameBytes) {
        fail({ code: 'meeting/frame-too-large', limitBytes: maxFrameBytes })
        return
      }
      const opened = opening.open(sealed)
      if (opened === null || (opened.isLast && opened.message.length > 0)) {
        fail({ code: 'meeting/frame-refused' })
      } else if (opened.isLast) finish({ kind: 'goodbye', by: 'peer' })
      else deliver(opened.message)
    },
    cut: () => {
      if (end === null) fail({ code: 'meeting/cut' })
    },
  }
}
