import type { RawData, WebSocket } from 'ws'
import { createTokenBucket } from '../../../shared/util/token-bucket'
import type { SignallingLimits } from './limits'
import type { Rooms } from './rooms'
import { pongText, type SignallingFrame, writePublish } from './signalling-frame'

/** One laptop at the signalling server. What it does wrong ends it, and nothing else. */
export interface Guest {
  /** Hands it a text, or ends it when it does not keep up: nobody waits for a slow reader. */
  send(text: string): void
  isSilent(): boolean
  end(): void
}

export interface GuestDeps {
  readonly limits: SignallingLimits
  readonly rooms: Rooms<Guest>
  parseFrame(text: string): SignallingFrame | null
  nowMs(): number
}

/** Close codes of RFC 6455, section 7.4.1. */
const unsupportedData = 1003
const policyViolation = 1008

export const welcomeGuest = (socket: WebSocket, deps: GuestDeps): Guest => {
  const { limits, rooms, nowMs } = deps
  const frames = createTokenBucket(
    { burst: limits.frameBurst, perSecond: limits.framesPerSecond },
    nowMs,
  )
  const bytes = createTokenBucket(
    { burst: limits.byteBurst, perSecond: limits.bytesPerSecond },
    nowMs,
  )
  let heardAtMs = nowMs()

  const guest: Guest = {
    send: (text) => {
      if (socket.bufferedAmount > limits.bufferedBytes) socket.terminate()
      else socket.send(text, () => {})
    },
    isSilent: () => nowMs() - heardAtMs > limits.silenceMs,
    end: () => socket.terminate(),
  }

  /** A socket that is closing still hands over what it had received; that counts no more. */
  const isHeard = (sizeBytes: number): boolean => {
    if (socket.readyState !== socket.OPEN) return false
    if (frames.take(1) && bytes.take(sizeBytes)) return true
    socket.terminate()
    return false
  }

  const take = (frame: SignallingFrame): void => {
    heardAtMs = nowMs()
    switch (frame.type) {
      case 'subscribe':
        if (!frame.topics.every((topic) => rooms.enter(topic, guest))) socket.close(policyViolation)
        return
      case 'unsubscribe':
        for (const topic of frame.topics) rooms.leave(topic, guest)
        return
      case 'publish': {
        const text = writePublish(frame)
        for (const other of rooms.othersIn(frame.topic, guest)) other.send(text)
        return
      }
      case 'ping':
        guest.send(pongText)
    }
  }

  socket.on('message', (data, isBinary) => {
    const received = bufferOf(data)
    if (!isHeard(received.length)) return
    if (isBinary) {
      socket.close(unsupportedData)
      return
    }
    const frame = deps.parseFrame(received.toString('utf8'))
    if (frame === null) socket.close(policyViolation)
    else take(frame)
  })
  // Answered by the library; they cost what a frame costs, and keep nobody here: y-webrtc sends none.
  socket.on('ping', (data) => isHeard(data.length))
  socket.on('pong', (data) => isHeard(data.length))
  // Every failure of a socket is followed by its close, which is all that matters.
  socket.on('error', () => {})
  socket.on('close', () => rooms.leaveAll(guest))
  return guest
}

/** With its default `binaryType` the library hands over a Buffer. */
const bufferOf = (data: RawData): Buffer => data as Buffer
