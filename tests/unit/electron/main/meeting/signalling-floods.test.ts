import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  call,
  connectRaw,
  exchange,
  join,
  joinPair,
  publish,
  readToEnd,
  room,
  startServer,
  statusOf,
} from './signalling-rig'

/** What an honest pair may wait for an answer while others flood, in one process with them. */
const patienceMs = 2_000
const aWhile = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a flood', () => {
  it('of frames on 200 sockets ends those sockets, and an honest pair meets meanwhile', async () => {
    const server = await startServer({ limits: { sockets: 300, frameBurst: 100 } })
    const pair = await joinPair(server)
    const flooders = await Promise.all(Array.from({ length: 200 }, () => join(server)))
    const frame = JSON.stringify(publish('Zmxvb2Q='))
    for (const flooder of flooders) {
      flooder.say({ type: 'subscribe', topics: [room.replace('a', 'f')] })
      for (let i = 0; i < 200; i++) flooder.sayText(frame)
    }
    const newcomers = joinPair(server)
    const took = []
    for (let i = 0; i < 20; i++) took.push(await exchange(pair, 'aG9uZXN0'))
    expect(Math.max(...took)).toBeLessThan(patienceMs)
    await newcomers
    expect(new Set(await Promise.all(flooders.map(({ closed }) => closed)))).toEqual(
      new Set([1006]),
    )
  })

  it('of bytes in few frames ends its socket', async () => {
    const server = await startServer({ limits: { byteBurst: 100_000 } })
    const mallory = await join(server)
    for (let i = 0; i < 4; i++) mallory.say(publish('a'.repeat(32_000)))
    expect(await mallory.closed).toBe(1006)
  })

  it.each(['ping', 'pong'] as const)(
    'of empty %s frames of the protocol ends its socket',
    async (kind) => {
      const server = await startServer({ limits: { frameBurst: 100 } })
      const mallory = await join(server)
      for (let i = 0; i < 200; i++) mallory.socket[kind]()
      expect(await mallory.closed).toBe(1006)
    },
  )

  it('of connections that say nothing keeps nobody out: the oldest go', async () => {
    const server = await startServer({ limits: { waiting: 20 } })
    const silent = await Promise.all(Array.from({ length: 100 }, () => connectRaw(server)))
    await exchange(await joinPair(server), 'aG9uZXN0')
    await aWhile(50)
    expect(silent.filter((socket) => !socket.closed && !socket.readableEnded)).not.toHaveLength(100)
    const stillOpen = silent.filter(({ destroyed }) => !destroyed)
    expect(stillOpen.length).toBeLessThanOrEqual(20)
  })

  it('of connections made again and again is refused before it is heard', async () => {
    const server = await startServer({ limits: { connectionBurst: 10, connectionsPerSecond: 1 } })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push(await statusOf(call(server, { path: '/guess' })))
    expect(statuses).toEqual([...Array(10).fill(404), 0, 0])
  })
})

describe('who says nothing', () => {
  it('is ended before it has sent its request', async () => {
    const server = await startServer({ limits: { waitingMs: 100 } })
    const socket = await connectRaw(server)
    const said = readToEnd(socket)
    socket.write('GET /')
    expect(await said).toBe('')
  })

  it('and never pings is ended; who pings stays', async () => {
    const server = await startServer({ limits: { silenceMs: 200, sweepMs: 20 } })
    const pair = await joinPair(server)
    const silent = await join(server)
    silent.say({ type: 'subscribe', topics: [room] })
    const startedAt = performance.now()
    const pinging = setInterval(() => {
      pair.ada.say({ type: 'ping' })
      pair.ben.say({ type: 'ping' })
    }, 40)
    expect(await silent.closed).toBe(1006)
    expect(performance.now() - startedAt).toBeGreaterThan(150)
    clearInterval(pinging)
    expect([pair.ada.socket.readyState, pair.ben.socket.readyState]).toEqual([1, 1])
  })
})

describe('who reads nothing', () => {
  it('is ended, and nobody waits for it', async () => {
    const onCount = vi.fn()
    const limits = { bufferedBytes: 65_536, frameBurst: 10_000, byteBurst: 1_000_000_000 }
    const server = await startServer({ limits, onCount })
    const pair = await joinPair(server)
    const slow = await join(server)
    slow.say({ type: 'subscribe', topics: [room] })
    slow.say({ type: 'ping' })
    await slow.hear()
    slow.socket.pause()
    // What the system itself buffers comes first: some megabytes, of the 60 that would be sent.
    for (let i = 0; i < 1_000 && onCount.mock.lastCall?.[0] === 3; i++) {
      expect(await exchange(pair, 'a'.repeat(30_000))).toBeLessThan(patienceMs)
    }
    expect(onCount).toHaveBeenLastCalledWith(2)
    slow.socket.resume()
    expect(await slow.closed).toBe(1006)
  })
})

describe('anything at all', () => {
  it('is answered by the end of its socket or by nothing, and the next laptop is served', async () => {
    const server = await startServer()
    const pair = await joinPair(server)
    const likely = fc.record(
      {
        type: fc.constantFrom('subscribe', 'unsubscribe', 'publish', 'ping', 'pong'),
        topics: fc.array(fc.oneof(fc.constant(room), fc.string())),
        topic: fc.oneof(fc.constant(room.replace('a', 'b')), fc.string()),
        data: fc.oneof(fc.base64String(), fc.json()),
      },
      { requiredKeys: [] },
    )
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      likely.map((value) => JSON.stringify(value)),
      fc.uint8Array(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 10 }), async (frames) => {
        const mallory = await join(server)
        for (const each of frames) mallory.socket.send(each, () => {})
        mallory.say({ type: 'ping' })
        await Promise.race([mallory.closed, mallory.hear()])
        mallory.socket.terminate()
      }),
      { numRuns: 60 },
    )
    await exchange(pair, 'aG9uZXN0')
  })

  it('that comes as raw bytes ends its own connection', async () => {
    const server = await startServer()
    const pair = await joinPair(server)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 200 }), async (bytes) => {
        const mallory = await join(server)
        // Past the client's library, onto the wire.
        const wire = Reflect.get(mallory.socket, '_socket')
        wire.write(bytes)
        wire.end()
        await mallory.closed
      }),
      { numRuns: 60 },
    )
    await exchange(pair, 'aG9uZXN0')
  })
})
