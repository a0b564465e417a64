import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serverLimits } from '../../../../../electron/sync/signalling/server-socket'
import { createServers } from '../../../../../electron/sync/signalling/servers'

class FakeSocket extends EventTarget {
  static made: FakeSocket[] = []
  readonly sent: unknown[] = []
  bufferedAmount = 0
  isClosed = false
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    FakeSocket.made.push(this)
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.isClosed = true
  }
  open(): void {
    this.dispatchEvent(new Event('open'))
  }
  lose(): void {
    this.dispatchEvent(new Event('close'))
  }
  bring(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const [room, other] = ['ab'.repeat(32), 'cd'.repeat(32)]

const setup = () => {
  const states: string[] = []
  const published: string[] = []
  let opened = 0
  const servers = createServers({
    openSocket: (url) => {
      if (url.includes('#')) throw new Error('SyntaxError')
      return new FakeSocket(url) as unknown as WebSocket
    },
    onState: (url, state) => states.push(`${url} ${state}`),
    onOpen: () => {
      opened += 1
    },
    onPublish: (topic, sealed) => published.push(`${topic} ${sealed}`),
    nowMs: () => Date.now(),
    random: () => 1,
  })
  return { servers, states, published, opened: () => opened }
}

const publish = (topic: string, data: unknown = 'QQ==') =>
  JSON.stringify({ type: 'publish', topic, data })

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.made = []
})
afterEach(() => void vi.useRealTimers())

describe('the signalling servers of a meeting', () => {
  it('are told of every room when they are there, one room a frame, and of what changes', () => {
    const { servers, opened } = setup()
    servers.enter(room)
    servers.use(['ws://a'])
    const [socket] = FakeSocket.made
    expect(socket?.sent).toEqual([])
    socket?.open()
    servers.enter(other)
    servers.leave(room)
    servers.leave(room)
    servers.publish(other, 'QQ==')
    expect(socket?.sent).toEqual([
      { type: 'subscribe', topics: [room] },
      { type: 'subscribe', topics: [other] },
      { type: 'unsubscribe', topics: [room] },
      { type: 'publish', topic: other, data: 'QQ==' },
    ])
    expect(opened()).toBe(1)
  })

  it('keep their connection when others come and go', () => {
    const { servers, states } = setup()
    servers.use(['ws://a'])
    FakeSocket.made[0]?.open()
    servers.use(['ws://a', 'ws://b'])
    servers.use(['ws://b'])
    expect(FakeSocket.made.map(({ url, isClosed }) => [url, isClosed])).toEqual([
      ['ws://a', true],
      ['ws://b', false],
    ])
    expect(states).toEqual(['ws://a connecting', 'ws://a open', 'ws://b connecting'])
    vi.advanceTimersByTime(60_000)
    expect(FakeSocket.made.filter(({ url }) => url === 'ws://a')).toHaveLength(1)
  })

  it('are tried again when they are lost, less often each time, and soon again when they had been steady', () => {
    const { servers, states } = setup()
    servers.use(['ws://a'])
    const pauses: number[] = []
    for (let attempt = 0; attempt < 7; attempt++) {
      const before = FakeSocket.made.length
      FakeSocket.made.at(-1)?.lose()
      const lostAtMs = Date.now()
      while (FakeSocket.made.length === before) vi.advanceTimersByTime(100)
      pauses.push(Date.now() - lostAtMs)
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
    const steady = FakeSocket.made.at(-1)
    steady?.open()
    vi.advanceTimersByTime(serverLimits.steadyMs + 1_000)
    steady?.lose()
    expect(states.at(-1)).toBe('ws://a lost')
    vi.advanceTimersByTime(500)
    expect(FakeSocket.made.at(-1)).not.toBe(steady)
  })

  it('are given up for a moment when they are silent for 40 s, or do not open in 10 s', () => {
    const { servers, states } = setup()
    servers.use(['ws://a'])
    vi.advanceTimersByTime(serverLimits.connectMs)
    expect(states).toEqual(['ws://a connecting', 'ws://a lost'])
    vi.advanceTimersByTime(500)
    const socket = FakeSocket.made.at(-1)
    socket?.open()
    vi.advanceTimersByTime(20_000)
    socket?.bring('{"type":"pong"}')
    vi.advanceTimersByTime(39_000)
    expect(states.at(-1)).toBe('ws://a open')
    expect(socket?.sent).toContainEqual({ type: 'ping' })
    vi.advanceTimersByTime(20_000)
    expect(states.slice(-2)).toContain('ws://a lost')
  })

  it('are not asked for at all where the browser does not take the address', () => {
    const { servers, states } = setup()
    servers.use(['ws://a#b'])
    vi.advanceTimersByTime(60_000)
    expect(states).toEqual(['ws://a#b connecting', 'ws://a#b lost'])
  })

  it('bring what was told to a room that this laptop is in, and nothing else', () => {
    const { servers, published } = setup()
    servers.enter(room)
    servers.use(['ws://a'])
    const [socket] = FakeSocket.made
    socket?.open()
    const junk = [
      'x',
      '[]',
      'null',
      publish(other),
      publish(room, 7),
      publish(room, 'Q'.repeat(serverLimits.frameChars)),
      JSON.stringify({ type: 'publish', topic: room, data: 'QQ==', more: 1 }),
      new ArrayBuffer(8),
    ]
    for (const each of junk) socket?.bring(each)
    expect(published).toEqual([])
    socket?.bring(publish(room))
    expect(published).toEqual([`${room} QQ==`])
  })

  it('are listened to no faster than their pace', () => {
    const { servers, published } = setup()
    servers.enter(room)
    servers.use(['ws://a'])
    FakeSocket.made[0]?.open()
    const { burst } = serverLimits.frames
    for (let each = 0; each < burst + 500; each++) FakeSocket.made[0]?.bring(publish(room))
    expect(published).toHaveLength(burst)
  })
})
