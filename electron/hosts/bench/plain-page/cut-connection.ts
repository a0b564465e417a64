import { frameLinkLimits } from '../../../sync/links/frame-link'
import { maxPieceBytes } from '../../../sync/links/frame-pieces'

/**
 * The `RTCPeerConnection` that plain y-webrtc is given: Chromium drops a message above 256 KB without a word, so what
 * y-webrtc sends is cut, with pieces and a buffer as large as those of the app. A piece is one byte (1: more of the
 * message follows) and content. Messages have no limit, since y-webrtc sends a whole document as one.
 */
export interface WireMeter {
  sentBytes: number
  receivedBytes: number
  /** Of the channel that opened last. */
  openedAtMs: number | null
  open: number
}

export const nowMs = (): number => performance.timeOrigin + performance.now()

export const cuttingConnection = (meter: WireMeter): typeof RTCPeerConnection =>
  class extends RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(config)
      this.addEventListener('datachannel', ({ channel }) => cutOn(channel, meter))
    }

    override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, init)
      cutOn(channel, meter)
      return channel
    }
  }

const cutOn = (channel: RTCDataChannel, meter: WireMeter): void => {
  const waiting: Generator<Uint8Array<ArrayBuffer>, void>[] = []
  let next: Uint8Array<ArrayBuffer> | null = null
  let parts: Uint8Array[] = []
  const sendPiece = channel.send.bind(channel)

  const peek = (): Uint8Array<ArrayBuffer> | null => {
    while (next === null && waiting.length > 0) {
      const step = waiting[0]?.next()
      if (step?.done === false) next = step.value
      else waiting.shift()
    }
    return next
  }
  const pump = (): void => {
    // simple-peer sets one of its own when it takes the channel.
    channel.bufferedAmountLowThreshold = frameLinkLimits.lowBytes
    for (let piece = peek(); piece !== null; piece = peek()) {
      if (channel.bufferedAmount + piece.length > frameLinkLimits.bufferedBytes) return
      sendPiece(piece)
      meter.sentBytes += piece.length
      next = null
    }
  }
  channel.send = (message: unknown) => {
    waiting.push(cutMessage(message as Uint8Array))
    pump()
  }
  const noteOpen = (): void => {
    meter.open += 1
    meter.openedAtMs = nowMs()
  }
  if (channel.readyState === 'open') noteOpen()
  else channel.addEventListener('open', noteOpen, { once: true })
  channel.addEventListener('close', () => {
    meter.open -= 1
  })
  channel.addEventListener('bufferedamountlow', pump)
  // Before simple-peer's own, which takes whole messages: those that are dispatched here.
  channel.addEventListener('message', (event) => {
    if (!event.isTrusted) return
    event.stopImmediatePropagation()
    const piece = new Uint8Array(event.data)
    meter.receivedBytes += piece.length
    parts.push(piece.subarray(1))
    if (piece[0] === 1) return
    const whole = joined(parts)
    parts = []
    channel.dispatchEvent(new MessageEvent('message', { data: whole.buffer }))
  })
}

function* cutMessage(message: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void> {
  const contentBytes = maxPieceBytes - 1
  for (let at = 0; at === 0 || at < message.length; at += contentBytes) {
    const content = message.subarray(at, at + contentBytes)
    const piece = new Uint8Array(content.length + 1)
    piece[0] = at + contentBytes < message.length ? 1 : 0
    piece.set(content, 1)
    yield piece
  }
}

const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
