/**
 * y-webrtc also syncs its rooms between the pages of one browser, over BroadcastChannel, and lib0 does it over localStorage where
 * there is none. Here nothing goes that way: what is posted goes nowhere. Loaded before lib0, which looks for the
 * channel when it is loaded and never falls back while it finds one.
 */
class ShutChannel extends EventTarget {
  readonly name: string
  onmessage: unknown = null
  onmessageerror: unknown = null

  constructor(name: string) {
    super()
    this.name = name
  }

  postMessage(): void {}

  close(): void {}
}

Object.defineProperty(globalThis, 'BroadcastChannel', { value: ShutChannel })
