import type { FramePipe } from '../../../../shared/contracts/frame-pipe'
import { err, ok, type Result } from '../../../../shared/errors/result'
import {
  encodeHandshakeMessage,
  parseHandshakeMessage,
} from '../../../../shared/formats/meeting-frame'
import type { Bytes } from '../../../../shared/util/bytes'
import { wipe } from '../../crypto/keys'
import {
  type OpeningStream,
  type SealingStream,
  startOpening,
  startSealing,
} from '../../crypto/stream'
import {
  type HandshakeFailure,
  type HandshakeSetup,
  type Secured,
  startHandshake,
} from './handshake'
import type { ChannelPeer } from './judge-peer'
import {
  type CreatedChannel,
  createSealedChannel,
  type DoorChannel,
  type PeerChannel,
} from './peer-channel'

/** How long the other side may take until the channel is open. */
export interface Patience {
  readonly timeoutMs: number
  /** @returns what cancels it. */
  readonly startTimer: (afterMs: number, run: () => void) => () => void
}

export type OpenChannelFailure =
  | HandshakeFailure
  /** The handshake was sound and the stream does not begin with what it must. */
  | { readonly code: 'meeting/frame-refused' }
  /** Not done in time, whichever message was missing. */
  | { readonly code: 'meeting/no-answer'; readonly timeoutMs: number }
  /** The link ended first: also what a side sees that the other refuses, which is told nothing. */
  | { readonly code: 'meeting/closed-early' }

export type OpenedChannel =
  | { readonly kind: 'meeting'; readonly channel: PeerChannel }
  | { readonly kind: 'door'; readonly channel: DoorChannel }

/** What is held between the proof and the peer's `ready`. */
interface Proven {
  readonly secured: Secured
  readonly sealing: SealingStream
}

/**
 * Makes a sealed channel of a link, or closes it. Both sides do the same; which of them speaks first
 * follows from the fingerprints. A side that refuses closes the link and says nothing.
 *
 * @returns when the peer has proven itself and has said that we have. A defect of `judgePeer` rejects.
 */
export const openChannel = (
  pipe: FramePipe,
  setup: HandshakeSetup,
  { timeoutMs, startTimer }: Patience,
): Promise<Result<OpenedChannel, OpenChannelFailure>> => {
  const started = startHandshake(setup)
  if (!started.ok) {
    pipe.close()
    return Promise.resolve(started)
  }
  const handshake = started.value
  return new Promise((resolve, reject) => {
    let proven: Proven | null = null
    let created: CreatedChannel<ChannelPeer> | null = null
    let isOver = false

    const stop = (): void => {
      isOver = true
      cancelTimer()
      handshake.wipe()
    }
    const abandon = (): void => {
      stop()
      wipeProven(proven)
      pipe.close()
    }
    const fail = (error: OpenChannelFailure): void => {
      if (isOver) return
      abandon()
      resolve(err(error))
    }

    const prove = (message: Uint8Array): Result<null, OpenChannelFailure> => {
      const step = handshake.take(message)
      if (!step.ok) return step
      const { reply, secured } = step.value
      proven = secured && beginSealing(secured)
      const ready = proven && readyOf(proven)
      if (reply !== null) void pipe.send(reply)
      if (ready !== null) void pipe.send(ready)
      return ok(null)
    }
    const open = (ready: Uint8Array, { secured, sealing }: Proven) => {
      const opening = beginOpening(secured, ready)
      if (!opening.ok) return opening
      stop()
      created = createSealedChannel(pipe, secured.peer, { sealing, opening: opening.value })
      resolve(ok(openedOf(created)))
      return ok(null)
    }
    const take = (frame: Uint8Array): void => {
      if (created !== null) {
        created.take(frame)
        return
      }
      if (isOver) return
      try {
        const taken = proven === null ? prove(frame) : open(frame, proven)
        if (!taken.ok) fail(taken.error)
      } catch (defect) {
        abandon()
        reject(defect)
      }
    }

    const cancelTimer = startTimer(timeoutMs, () => fail({ code: 'meeting/no-answer', timeoutMs }))
    pipe.onFrame(take)
    pipe.onClose(() => {
      if (created === null) fail({ code: 'meeting/closed-early' })
      else created.cut()
    })
    if (handshake.first !== null) void pipe.send(handshake.first)
  })
}

const beginSealing = (secured: Secured): Proven => {
  const sealing = startSealing(secured.sendKey)
  wipe(secured.sendKey)
  return { secured, sealing }
}

/** An empty first message, bound to the whole run: whoever opens it knows that both ended alike. */
const readyOf = ({ secured, sealing }: Proven): Bytes =>
  encodeHandshakeMessage('ready', {
    header: sealing.header,
    first: sealing.seal(new Uint8Array(), false, secured.transcript),
  })

const beginOpening = (
  { receiveKey, transcript }: Secured,
  message: Uint8Array,
): Result<OpeningStream, OpenChannelFailure> => {
  const ready = parseHandshakeMessage('ready', message)
  if (!ready.ok) return ready
  const { header, first } = ready.value
  const opening = startOpening(receiveKey, header)
  wipe(receiveKey)
  const opened = opening.open(first, transcript)
  if (opened !== null && !opened.isLast) return ok(opening)
  opening.wipe()
  return err({ code: 'meeting/frame-refused' })
}

const wipeProven = (proven: Proven | null): void => {
  wipe(proven?.secured.receiveKey)
  proven?.sealing.wipe()
}

const openedOf = ({ channel }: CreatedChannel<ChannelPeer>): OpenedChannel =>
  channel.peer.kind === 'door'
    ? { kind: 'door', channel: channel as DoorChannel }
    : { kind: 'meeting', channel: channel as PeerChannel }
