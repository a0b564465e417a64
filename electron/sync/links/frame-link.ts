import { maxFrameBytes } from '../../../shared/contracts/frame-pipe'
import { syncLinkLimits } from '../../../shared/contracts/sync-link'
import { contentBytesOf, createFrameJoiner, cutFrame, maxPieceBytes } from './frame-pieces'

/** The part of an `RTCDataChannel` that a link needs. Open when it is handed over. */
export interface FrameChannel {
  readonly bufferedAmount: number
  bufferedAmountLowThreshold: number
  send(piece: Uint8Array<ArrayBuffer>): void
  close(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'bufferedamountlow' | 'close' | 'error', listener: () => void): void
}

export interface FrameLinkEvents {
  onFrame(frame: Uint8Array): void
  /** So many bytes of frames went to the network. */
  onSent(sizeBytes: number): void
  /** Once. Nothing is said afterwards. */
  onClosed(): void
}

/** One link, as frames. Whatever the other side does wrong ends it, and nothing else. */
export interface FrameLink {
  send(frame: Uint8Array): void
  /** So many bytes of frames were looked at by who takes them. */
  taken(sizeBytes: number): void
  /** Ends it when everything that was sent has gone out, or can not go out for {@link drainLimitMs}. */
  close(): void
  /** At once. */
  end(): void
}

export const frameLinkLimits = {
  /** Handed to the browser and not yet on the wire: enough to keep a gigabit busy, a quarter of what Chromium takes. */
  bufferedBytes: 4_194_304,
  /** There, more is handed over. */
  lowBytes: 1_048_576,
  /** A frame costs more than its bytes on the way to the vault: so many may wait there, however small. */
  untakenFrames: 65_536,
} as const

export const drainLimitMs = 10_000

/** What a vault may have handed over and not heard of as sent, one frame of the largest kind included. */
const maxWaitingBytes = syncLinkLimits.sendAheadBytes + maxFrameBytes

export const createFrameLink = (channel: FrameChannel, events: FrameLinkEvents): FrameLink => {
  const join = createFrameJoiner()
  const outgoing: Generator<Uint8Array<ArrayBuffer>, void>[] = []
  const untaken: number[] = []
  let next: Uint8Array<ArrayBuffer> | null = null
  let waitingBytes = 0
  let untakenBytes = 0
  let takenBytes = 0
  let isClosing = false
  let isOver = false
  let drainTimer: ReturnType<typeof setTimeout> | undefined

  const finish = (): void => {
    if (isOver) return
    isOver = true
    clearTimeout(drainTimer)
    outgoing.length = 0
    next = null
    events.onClosed()
  }

  const end = (): void => {
    channel.close()
    finish()
  }

  /** The next piece, kept until there is room for it. */
  const peek = (): Uint8Array<ArrayBuffer> | null => {
    while (next === null && outgoing.length > 0) {
      const step = outgoing[0]?.next()
      if (step?.done === false) next = step.value
      else outgoing.shift()
    }
    return next
  }

  const pump = (): void => {
    if (isOver) return
    let sentBytes = 0
    try {
      for (let piece = peek(); piece !== null; piece = peek()) {
        if (channel.bufferedAmount + piece.length > frameLinkLimits.bufferedBytes) break
        channel.send(piece)
        sentBytes += contentBytesOf(piece)
        next = null
      }
    } catch {
      // It is closing, or the browser's own buffer is full: either way what was promised cannot be kept.
      end()
      return
    }
    waitingBytes -= sentBytes
    if (sentBytes > 0) events.onSent(sentBytes)
    // The browser sends what it has before it closes (RFC 8831, section 6.7), and says so by `close`.
    if (isClosing && peek() === null) channel.close()
  }

  const hear = (data: unknown): void => {
    if (isOver || isClosing) return
    const isPiece = data instanceof ArrayBuffer && data.byteLength <= maxPieceBytes
    const step = isPiece ? join(new Uint8Array(data)) : ({ kind: 'malformed' } as const)
    if (step.kind === 'malformed') end()
    if (step.kind !== 'frame') return
    untaken.push(step.frame.length)
    untakenBytes += step.frame.length
    const isTooMuch =
      untakenBytes > syncLinkLimits.untakenBytes || untaken.length > frameLinkLimits.untakenFrames
    if (isTooMuch) end()
    else events.onFrame(step.frame)
  }

  channel.bufferedAmountLowThreshold = frameLinkLimits.lowBytes
  channel.addEventListener('message', ({ data }) => hear(data))
  channel.addEventListener('bufferedamountlow', pump)
  channel.addEventListener('error', end)
  channel.addEventListener('close', finish)

  return {
    send: (frame) => {
      if (isOver || isClosing || frame.length === 0) return
      waitingBytes += frame.length
      if (frame.length > maxFrameBytes || waitingBytes > maxWaitingBytes) {
        end()
        return
      }
      outgoing.push(cutFrame(frame))
      pump()
    },
    taken: (sizeBytes) => {
      takenBytes += sizeBytes
      for (let first = untaken[0]; first !== undefined && first <= takenBytes; first = untaken[0]) {
        takenBytes -= first
        untakenBytes -= first
        untaken.shift()
      }
    },
    close: () => {
      if (isOver || isClosing) return
      isClosing = true
      drainTimer = setTimeout(end, drainLimitMs)
      pump()
    },
    end,
  }
}
