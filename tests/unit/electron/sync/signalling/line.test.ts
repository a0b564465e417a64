import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announcePace, createAnnouncer } from '../../../../../electron/sync/signalling/announcer'
import { installLine, lineUrl } from '../../../../../electron/sync/signalling/line'

class NativeSocket {
  readonly url: string
  constructor(url: string) {
    this.url = url
  }
}
type Socket = {
  onopen: () => void
  onmessage: (event: { data: string }) => void
  send(text: string): void
  close(): void
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the line that y-webrtc takes for a server', () => {
  const setup = async () => {
    const scope = { WebSocket: NativeSocket as unknown as typeof WebSocket }
    const line = installLine(scope)
    const told: unknown[] = []
    line.onPublish((topic, data) => told.push([topic, data]))
    const socket = new scope.WebSocket(lineUrl) as unknown as Socket
    const heard: unknown[] = []
    let opened = 0
    socket.onopen = () => {
      opened += 1
    }
    socket.onmessage = ({ data }) => heard.push(JSON.parse(data))
    await Promise.resolve()
    return { scope, line, socket, told, heard, opened: () => opened }
  }

  it('is open at once, answers pings, and stays open', async () => {
    const { socket, heard, opened, line } = await setup()
    expect(opened()).toBe(1)
    socket.send('{"type":"ping"}')
    vi.advanceTimersByTime(0)
    socket.close()
    line.deliver('room', { type: 'announce' })
    expect(heard).toEqual([
      { type: 'pong' },
      { type: 'publish', topic: 'room', data: { type: 'announce' } },
    ])
  })

  it('passes on what is said to a room, and no subscription', async () => {
    const { socket, told } = await setup()
    socket.send('{"type":"subscribe","topics":["room"]}')
    socket.send('{"type":"publish","topic":"room","data":{"type":"announce"}}')
    expect(told).toEqual([['room', { type: 'announce' }]])
  })

  it('throws what y-webrtc throws at who delivers', async () => {
    const { socket, line } = await setup()
    socket.onmessage = () => {
      throw new TypeError('no such connection')
    }
    expect(() => line.deliver('room', {})).toThrow('no such connection')
  })

  it('is nothing to any other address', async () => {
    const { scope } = await setup()
    expect(new scope.WebSocket('ws://192.0.2.1/')).toBeInstanceOf(NativeSocket)
  })
})

describe('an announcer', () => {
  const setup = () => {
    const saidAtMs: number[] = []
    const beganMs = Date.now()
    const announcer = createAnnouncer({
      say: () => saidAtMs.push(Date.now() - beganMs),
      nowMs: () => Date.now(),
      random: () => 0.5,
    })
    return { announcer, saidAtMs }
  }

  it('says it at once, and then less and less often', () => {
    const { announcer, saidAtMs } = setup()
    announcer.announce()
    vi.advanceTimersByTime(34_000)
    expect(saidAtMs).toEqual([0, 1_000, 2_000, 4_000, 6_000, 10_000, 18_000, 33_000])
  })

  it('says it once for two hundred that ask at one moment', () => {
    const { announcer, saidAtMs } = setup()
    for (let each = 0; each < 200; each++) announcer.announce()
    vi.advanceTimersByTime(announcePace.leastMs)
    for (let each = 0; each < 200; each++) announcer.announce()
    vi.advanceTimersByTime(announcePace.leastMs - 1)
    expect(saidAtMs).toEqual([0, announcePace.leastMs])
  })

  it('is silent when it was stopped', () => {
    const { announcer, saidAtMs } = setup()
    announcer.announce()
    announcer.stop()
    announcer.announce()
    vi.advanceTimersByTime(60_000)
    expect(saidAtMs).toEqual([0])
  })
})
