import { createTokenBucket } from '../../../shared/util/token-bucket'

/** One signalling server, for as long as it is wanted: a connection that is lost is made anew. */
export interface ServerSocket {
  /** Dropped while there is no connection, or none that keeps up: who is told nothing announces itself again. */
  send(text: string): void
  close(): void
}

export interface ServerSocketDeps {
  readonly url: string
  openSocket(url: string): WebSocket
  onState(state: 'connecting' | 'open' | 'lost'): void
  /** At most {@link serverLimits}.frameChars, and no faster than its pace. */
  onText(text: string): void
  nowMs(): number
  /** 0 to 1. */
  random(): number
}

export const serverLimits = {
  /** The largest frame that our own server passes on, and then some. */
  frameChars: 40_000,
  /** A committee of 20 that meets at once sends each of them some 250 frames. What is beyond is dropped. */
  frames: { burst: 2_000, perSecond: 300 },
  pingMs: 15_000,
  /** Two pings went unanswered: a laptop that slept, another network. */
  silenceMs: 40_000,
  firstRetryMs: 500,
  lastRetryMs: 8_000,
  /** A connection that lasted so long was one: the next attempt is quick again. */
  steadyMs: 10_000,
  connectMs: 10_000,
  /** A server that reads so slowly is as good as none. */
  bufferedBytes: 1_048_576,
} as const

const pingText = JSON.stringify({ type: 'ping' })

export const connectServer = (deps: ServerSocketDeps): ServerSocket => {
  const frames = createTokenBucket(serverLimits.frames, deps.nowMs)
  let socket: WebSocket | null = null
  let failures = 0
  let heardAtMs = 0
  let openedAtMs = 0
  let isOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const lose = (lost: WebSocket): void => {
    if (socket !== lost) return
    const wasSteady = isOpen && deps.nowMs() - openedAtMs > serverLimits.steadyMs
    drop()
    failures = wasSteady ? 1 : failures + 1
    deps.onState('lost')
    timer = setTimeout(connect, retryDelayMs(failures, deps.random()))
  }

  const drop = (): void => {
    const dropped = socket
    socket = null
    isOpen = false
    clearTimeout(timer)
    dropped?.close()
  }

  const watch = (watched: WebSocket): void => {
    if (socket !== watched) return
    if (deps.nowMs() - heardAtMs > serverLimits.silenceMs) {
      lose(watched)
      return
    }
    watched.send(pingText)
    timer = setTimeout(() => watch(watched), serverLimits.pingMs)
  }

  const open = (): WebSocket | null => {
    try {
      return deps.openSocket(deps.url)
    } catch {
      return null
    }
  }

  const connect = (): void => {
    deps.onState('connecting')
    const opening = open()
    // No address that the browser would connect to: it will not be one later.
    if (opening === null) {
      deps.onState('lost')
      return
    }
    socket = opening
    timer = setTimeout(() => lose(opening), serverLimits.connectMs)
    opening.addEventListener('open', () => {
      if (socket !== opening) return
      clearTimeout(timer)
      isOpen = true
      openedAtMs = deps.nowMs()
      heardAtMs = openedAtMs
      timer = setTimeout(() => watch(opening), serverLimits.pingMs)
      deps.onState('open')
    })
    opening.addEventListener('message', ({ data }: { readonly data: unknown }) => {
      if (socket !== opening || typeof data !== 'string') return
      heardAtMs = deps.nowMs()
      if (data.length <= serverLimits.frameChars && frames.take(1)) deps.onText(data)
    })
    opening.addEventListener('close', () => lose(opening))
  }

  connect()
  return {
    send: (text) => {
      if (isOpen && (socket?.bufferedAmount ?? 0) < serverLimits.bufferedBytes) socket?.send(text)
    },
    close: drop,
  }
}

/** Longer each time, and never the same for two laptops that lost one server at one moment. */
const retryDelayMs = (failures: number, random: number): number => {
  const whole = Math.min(
    serverLimits.lastRetryMs,
    serverLimits.firstRetryMs * 2 ** Math.min(failures - 1, 10),
  )
  return whole * (0.5 + random / 2)
}
