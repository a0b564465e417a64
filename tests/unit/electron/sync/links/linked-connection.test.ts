import { describe, expect, it } from 'vitest'
import {
  type ConnectionWatcher,
  type OpenedChannel,
  type WebRtc,
  watchConnections,
} from '../../../../../electron/sync/links/linked-connection'

class FakeChannel extends EventTarget {
  binaryType = 'blob'
  isClosed = false
  readonly label: string
  readonly init: RTCDataChannelInit | undefined
  constructor(label: string, init?: RTCDataChannelInit) {
    super()
    this.label = label
    this.init = init
  }
  #onmessage: ((event: Event) => void) | null = null
  get onmessage() {
    return this.#onmessage
  }
  /** Called in the order in which it came among the listeners, as in a browser. */
  set onmessage(listener) {
    this.#onmessage = listener
    if (listener !== null) this.addEventListener('message', listener)
  }
  close(): void {
    this.isClosed = true
  }
}

class FakeConnection extends EventTarget {
  readonly channels: FakeChannel[] = []
  localDescription = { sdp: 'local' }
  readonly config: RTCConfiguration
  readonly described: string[] = []
  constructor(config: RTCConfiguration) {
    super()
    this.config = config
  }
  createDataChannel(label: string, init?: RTCDataChannelInit): FakeChannel {
    const channel = new FakeChannel(label, init)
    this.channels.push(channel)
    return channel
  }
  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    this.described.push(sdp)
  }
  close(): void {}
}

const setup = (more: Partial<ConnectionWatcher> = {}) => {
  const opened: OpenedChannel[] = []
  const lobby: unknown[] = []
  const told = { created: 0, closed: 0 }
  const browser = { RTCPeerConnection: FakeConnection } as unknown as WebRtc
  const { RTCPeerConnection: Linked } = watchConnections(browser, {
    iceServers: () => [{ urls: ['stun:192.0.2.1'] }],
    onCreated: () => {
      told.created += 1
    },
    onOpen: (_connection, given) => opened.push(given),
    onLobbyMessage: (_connection, data, pass) => {
      lobby.push(data)
      pass()
    },
    onClosed: () => {
      told.closed += 1
    },
    ...more,
  })
  // As simple-peer makes one.
  const google = { iceServers: [{ urls: 'stun:stun.example' }] }
  const connection = new Linked(google) as unknown as FakeConnection
  return { connection, opened, lobby, told }
}

const offerChannel = (connection: FakeConnection, label: string): FakeChannel => {
  const channel = new FakeChannel(label)
  connection.dispatchEvent(
    Object.assign(new Event('datachannel', { cancelable: true }), { channel }),
  )
  return channel
}

describe("y-webrtc's connection", () => {
  it('asks the given servers only, whatever it is made with', () => {
    const { connection } = setup()
    expect(connection.config.iceServers).toEqual([{ urls: ['stun:192.0.2.1'] }])
  })

  it('has a negotiated channel of frames from the beginning, reliable and in order', () => {
    const [frames] = setup().connection.channels
    expect(frames?.init).toEqual({ negotiated: true, id: 100, ordered: true })
    expect(frames?.binaryType).toBe('arraybuffer')
  })

  it('says that the channel is open, with the descriptions that opened it', async () => {
    const { connection, opened } = setup()
    await connection.setRemoteDescription({ sdp: 'remote' })
    const [frames] = connection.channels
    frames?.dispatchEvent(new Event('open'))
    expect(opened).toEqual([{ channel: frames, localSdp: 'local', remoteSdp: 'remote' }])
  })

  it('is described once: nobody else is put in the place of the other side', async () => {
    const { connection } = setup()
    await connection.setRemoteDescription({ sdp: 'remote' })
    await expect(connection.setRemoteDescription({ sdp: 'else' })).rejects.toThrow('described once')
    expect(connection.described).toEqual(['remote'])
  })

  it("hands over what comes on y-webrtc's channel only when it is passed, whoever made the channel", () => {
    for (const isPassed of [true, false]) {
      const watcher: Partial<ConnectionWatcher> = {
        onLobbyMessage: (_connection, _data, pass) => {
          if (isPassed) pass()
        },
      }
      const [{ connection }, { connection: another }] = [setup(watcher), setup(watcher)]
      const heard: unknown[] = []
      for (const channel of [connection.createDataChannel('own'), offerChannel(another, 'given')]) {
        channel.onmessage = (event) => heard.push((event as MessageEvent).data)
        channel.dispatchEvent(new MessageEvent('message', { data: 'x', cancelable: true }))
      }
      expect(heard).toEqual(isPassed ? ['x', 'x'] : [])
    }
  })

  it('takes one channel from the other side, and no other', () => {
    const { connection } = setup()
    const taken: string[] = []
    connection.addEventListener('datachannel', (event) =>
      taken.push((event as unknown as { channel: FakeChannel }).channel.label),
    )
    const [first, second] = [offerChannel(connection, '1'), offerChannel(connection, '2')]
    expect([first.isClosed, second.isClosed]).toEqual([false, true])
    expect(taken).toEqual(['1'])
  })

  it('says once that it is closed', () => {
    const { connection, told } = setup()
    connection.close()
    connection.close()
    expect(told).toEqual({ created: 1, closed: 1 })
  })
})
