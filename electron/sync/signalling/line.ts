/**
 * The one signalling server that y-webrtc knows: a web socket that is none, at an address that is nowhere. It is always
 * open. What y-webrtc says goes to whoever serves the line, what comes is handed to y-webrtc when it was looked at. So
 * servers come and go without y-webrtc, which binds its rooms to addresses and its links to rooms; and what it throws
 * at a message is thrown at who hands the message over.
 */
export const lineUrl = 'wss://line.invalid'

export interface Line {
  /** Called for everything that y-webrtc tells a room. */
  onPublish(listener: (topic: string, data: unknown) => void): void
  /** Throws what y-webrtc throws. */
  deliver(topic: string, data: object): void
}

interface Scope {
  WebSocket: typeof WebSocket
}

/** lib0's client, on which y-webrtc stands, finds its `WebSocket` here when it connects. */
export const installLine = (scope: Scope): Line => {
  let listener: (topic: string, data: unknown) => void = () => {}
  const socket = new LineSocket((topic, data) => listener(topic, data))
  scope.WebSocket = new Proxy(scope.WebSocket, {
    construct: (target, args) => {
      if (args[0] !== lineUrl) return Reflect.construct(target, args)
      socket.openSoon()
      return socket
    },
  })
  return {
    onPublish: (given) => {
      listener = given
    },
    deliver: (topic, data) => socket.receive({ type: 'publish', topic, data }),
  }
}

/** As much of a web socket as lib0 0.2.120 uses (its `websocket.js`). */
class LineSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: string }) => void) | null = null
  readonly #tell: (topic: string, data: unknown) => void

  constructor(tell: (topic: string, data: unknown) => void) {
    this.#tell = tell
  }

  openSoon(): void {
    queueMicrotask(() => this.onopen?.())
  }

  receive(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  /** Rooms are entered and left at the servers themselves; y-webrtc enters rooms anew that it has left. */
  send(text: string): void {
    const frame = JSON.parse(text) as { type: string; topic: string; data: unknown }
    if (frame.type === 'publish') this.#tell(frame.topic, frame.data)
    // Asked for every 15 s; without an answer lib0 would look for another server.
    if (frame.type === 'ping') setTimeout(() => this.receive({ type: 'pong' }))
  }

  /** lib0 closes a server that is silent, as this one is to a window that was asleep. It is none, and stays. */
  close(): void {}
}
