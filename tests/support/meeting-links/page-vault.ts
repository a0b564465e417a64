import type { FromSync, ToSync } from '../../../shared/contracts/sync-link'

/** What stands in the sync page for the vault's end of the port: it notes everything and sends what the test wants. */
export interface PageVault {
  say(message: ToSync): void
  /** Everything that the window said but frames, since the page opened. */
  readonly said: readonly Exclude<FromSync, { kind: 'frame' }>[]
  /** Lengths and SHA-256 of what arrived, by link, in order. */
  frames(link: string): Promise<readonly ReceivedFrame[]>
  /** Random frames, with room waited for as a vault does. @returns what was sent, once all of it is on its way. */
  sendRandom(link: string, sizes: readonly number[]): Promise<readonly ReceivedFrame[]>
  /** Of all data channels of the page, the most that ever waited in one. */
  mostBuffered(): number
  /** Data channels that the page ever made or was given. */
  countChannels(): number
  /** What came on y-webrtc's own channels, seen before anything looks at it. */
  readonly lobbyMessages: readonly Uint8Array[]
  /** On every open channel, y-webrtc's own or that of frames, past all that sends decently. */
  sendRaw(where: 'lobby' | 'frames', messages: readonly Uint8Array<ArrayBuffer>[]): void
  /** What nobody caught. */
  readonly uncaught: readonly string[]
  /** How many listeners for `beforeunload` there are. */
  unloadListeners(): number
  /** What was handed to a real BroadcastChannel or to localStorage. */
  readonly leaked: readonly string[]
}

export interface ReceivedFrame {
  readonly size: number
  readonly hash: string
}

/** Runs in the page, before its own script. */
export const installPageVault = (): void => {
  const said: Exclude<FromSync, { kind: 'frame' }>[] = []
  const received = new Map<string, Promise<ReceivedFrame>[]>()
  const room = new Map<string, { free: number; wake: () => void }>()
  // Held weakly: what is closed is to be gone.
  const channels: WeakRef<RTCDataChannel>[] = []
  const watched = new WeakSet<RTCPeerConnection>()
  const lobbyMessages: Uint8Array[] = []
  const uncaught: string[] = []
  const leaked: string[] = []
  let unloadListeners = 0
  let mostBuffered = 0

  addEventListener('error', (event) => uncaught.push(event.message))
  addEventListener('unhandledrejection', (event) => uncaught.push(String(event.reason)))
  const { addEventListener: add, removeEventListener: remove } = window
  const isUnload = (type: string): boolean => type === 'beforeunload'
  window.addEventListener = (...args: Parameters<typeof add>) => {
    if (isUnload(args[0])) unloadListeners += 1
    add.apply(window, args)
  }
  window.removeEventListener = (...args: Parameters<typeof remove>) => {
    if (isUnload(args[0])) unloadListeners -= 1
    remove.apply(window, args)
  }
  const { postMessage } = BroadcastChannel.prototype
  BroadcastChannel.prototype.postMessage = function (message) {
    leaked.push(`channel ${this.name}`)
    postMessage.call(this, message)
  }
  const { setItem } = Storage.prototype
  Storage.prototype.setItem = function (key, value) {
    leaked.push(`storage ${key}`)
    setItem.call(this, key, value)
  }

  const { send } = RTCDataChannel.prototype
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: never) {
    send.call(this, data)
    mostBuffered = Math.max(mostBuffered, this.bufferedAmount)
  } as typeof send
  const { createDataChannel } = RTCPeerConnection.prototype
  const note = (channel: RTCDataChannel): void => {
    channels.push(new WeakRef(channel))
    channel.addEventListener('message', ({ data }) => {
      if (channel.label !== 'frames') lobbyMessages.push(new Uint8Array(data))
    })
  }
  RTCPeerConnection.prototype.createDataChannel = function (label, init) {
    const channel = createDataChannel.call(this, label, init)
    note(channel)
    if (!watched.has(this)) {
      watched.add(this)
      this.addEventListener('datachannel', (event) => note(event.channel))
    }
    return channel
  }

  const hash = async (bytes: Uint8Array<ArrayBuffer>): Promise<ReceivedFrame> => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const hex = [...digest].map((each) => each.toString(16).padStart(2, '0')).join('')
    return { size: bytes.length, hash: hex }
  }

  const control = new MessageChannel()
  const link = new MessageChannel()
  const vault = link.port1
  vault.onmessage = ({ data }: MessageEvent<FromSync>) => {
    if (data.kind === 'frame') {
      const frames = received.get(data.link) ?? []
      received.set(data.link, frames)
      frames.push(hash(data.bytes as Uint8Array<ArrayBuffer>))
      vault.postMessage({ kind: 'taken', link: data.link, bytes: data.bytes.length })
      return
    }
    said.push(data)
    const waiting = 'link' in data ? room.get(data.link) : undefined
    if (waiting === undefined) return
    waiting.free += data.kind === 'sent' ? data.bytes : Number.POSITIVE_INFINITY
    waiting.wake()
  }
  add.call(window, 'load', () =>
    window.postMessage('conclave:sync-port', location.origin, [control.port2, link.port2]),
  )

  const randomFrame = (size: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(size)
    for (let at = 0; at < size; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)))
    }
    return bytes
  }

  const waitForRoom = async (id: string): Promise<void> => {
    const state = room.get(id) ?? { free: 8_388_608, wake: () => {} }
    room.set(id, state)
    while (state.free <= 0) {
      await new Promise<void>((resolve) => {
        state.wake = resolve
      })
    }
  }

  const pageVault: PageVault = {
    say: (message) => vault.postMessage(message),
    said,
    frames: async (id) => Promise.all(received.get(id) ?? []),
    sendRandom: async (id, sizes) => {
      const sent: ReceivedFrame[] = []
      for (const size of sizes) {
        await waitForRoom(id)
        const bytes = randomFrame(size)
        sent.push(await hash(bytes))
        vault.postMessage({ kind: 'frame', link: id, bytes })
        const state = room.get(id)
        if (state !== undefined) state.free -= size
      }
      return sent
    },
    mostBuffered: () => mostBuffered,
    countChannels: () => channels.length,
    lobbyMessages,
    sendRaw: (where, messages) => {
      const open = channels
        .flatMap((each) => each.deref() ?? [])
        .filter(
          ({ label, readyState }) =>
            readyState === 'open' && (label === 'frames') === (where === 'frames'),
        )
      for (const channel of open)
        for (const message of messages) send.call(channel, message as never)
    },
    uncaught,
    unloadListeners: () => unloadListeners,
    leaked,
  }
  Object.assign(window, { pageVault })
}
