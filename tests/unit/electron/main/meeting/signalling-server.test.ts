import { createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { isSameSecret } from '../../../../../electron/main/meeting/access-token'
import { startSignallingServer } from '../../../../../electron/main/meeting/signalling-server'
import { accessTokenOf } from '../../../../../electron/platform/meeting-access-token'
import {
  call,
  connectRaw,
  exchange,
  join,
  joinPair,
  otherRoom,
  publish,
  readToEnd,
  room,
  serverOptions,
  startServer,
  statusOf,
  syncOrigin,
  token,
} from './signalling-rig'

describe('the signalling server', () => {
  it('hands what one laptop publishes to the others of the room, as y-webrtc says and hears it', async () => {
    const server = await startServer()
    const { ada, ben } = await joinPair(server)
    const cleo = await join(server)
    cleo.say({ type: 'subscribe', topics: [otherRoom] })
    ada.say(publish('c2VhbGVk'))
    expect(await ben.hear()).toEqual({ type: 'publish', topic: room, data: 'c2VhbGVk' })
    for (const laptop of [ada, cleo]) {
      laptop.say({ type: 'ping' })
      expect(await laptop.hear()).toEqual({ type: 'pong' })
    }
  })

  it('hands over nothing of a room that one has not entered, or has left', async () => {
    const server = await startServer()
    const { ada, ben } = await joinPair(server)
    const mallory = await join(server)
    mallory.say(publish('Zm9yZ2Vk'))
    mallory.say({ type: 'ping' })
    await mallory.hear()
    ben.say({ type: 'unsubscribe', topics: [room] })
    ben.say(publish('TEFURQ=='))
    ben.say({ type: 'ping' })
    await ben.hear()
    ada.say(publish('YWxvbmU='))
    ada.say({ type: 'ping' })
    expect(await ada.hear()).toEqual({ type: 'pong' })
    expect(ben.heard).toEqual([{ type: 'pong' }, { type: 'pong' }])
  })

  it('takes part with all its rooms named at once, named again, and with none', async () => {
    const server = await startServer()
    const { ada, ben } = await joinPair(server)
    ada.say({ type: 'subscribe', topics: [] })
    ada.say({ type: 'subscribe', topics: [room, otherRoom, room] })
    ben.say({ type: 'subscribe', topics: [otherRoom] })
    ben.say(publish('b3RoZXI=', otherRoom))
    expect(await ada.hear()).toEqual(publish('b3RoZXI=', otherRoom))
  })

  it('says how many laptops are at it, and nothing about them', async () => {
    const onCount = vi.fn()
    const server = await startServer({ onCount })
    const { ada, ben } = await joinPair(server)
    ada.socket.terminate()
    await vi.waitFor(() => expect(onCount).toHaveBeenLastCalledWith(1))
    ben.socket.close()
    await vi.waitFor(() => expect(onCount).toHaveBeenLastCalledWith(0))
    expect(onCount.mock.calls).toEqual([[1], [2], [1], [0]])
  })

  it('ends every socket and frees its port when the meeting is over', async () => {
    const server = await startServer()
    const { ada, ben } = await joinPair(server)
    const raw = await connectRaw(server)
    const rawEnded = readToEnd(raw)
    await server.close()
    expect(await Promise.all([ada.closed, ben.closed, rawEnded])).toEqual([1006, 1006, ''])
    await startServer({ port: server.port })
  })

  it('compresses nothing, though asked', async () => {
    const server = await startServer()
    const { socket } = await join(server)
    expect(socket.extensions).toBe('')
  })
})

describe('where the server listens', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', '8.8.8.8', 'localhost', ''])(
    'is one address of the local network, never %s',
    async (host) => {
      expect(await startSignallingServer({ ...serverOptions(), host })).toEqual({
        ok: false,
        error: { code: 'meeting/address-not-local' },
      })
    },
  )

  it('is not this machine alone, unless that is asked for', async () => {
    const options = { ...serverOptions(), allowsLoopback: false }
    expect(await startSignallingServer(options)).toEqual({
      ok: false,
      error: { code: 'meeting/address-not-local' },
    })
  })

  it.runIf(process.platform === 'linux')('is that address only', async () => {
    const server = await startServer({ host: '127.0.0.2' })
    const elsewhere = call({ ...server, host: '127.0.0.1' })
    expect(await statusOf(elsewhere)).toBe(0)
    expect(await statusOf(call(server))).toBe(101)
  })

  it('is refused with a word when another program has the port', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await startSignallingServer({ ...serverOptions(), port })).toEqual({
      ok: false,
      error: { code: 'meeting/port-in-use' },
    })
    other.close()
  })

  it('is refused with a word when the laptop does not have the address any more', async () => {
    expect(await startSignallingServer({ ...serverOptions(), host: '10.254.253.252' })).toEqual({
      ok: false,
      error: { code: 'meeting/no-network' },
    })
  })

  it.each([{ port: 80 }, { accessToken: 'short' }, { accessToken: token.toUpperCase() }])(
    'is a defect of ours with %o',
    async (wrong) => {
      await expect(startSignallingServer({ ...serverOptions(), ...wrong })).rejects.toThrow('not a')
    },
  )
})

describe('who is let in', () => {
  it.each([
    ['the root', '/'],
    ['another token', `/${accessTokenOf(new Uint8Array(6))}`],
    ['the token and more', `/${token}/`],
    ['the token as a parameter', `/?${token}`],
    ['a token with a parameter', `/${token}?0`],
    ['a token in capitals', `/${token.toUpperCase()}`],
  ])('has the token: 404 with %s', async (_what, path) => {
    const server = await startServer()
    expect(await statusOf(call(server, { path }))).toBe(404)
  })

  it('is not told that the origin is wrong before it has shown the token', async () => {
    const server = await startServer()
    expect(await statusOf(call(server, { path: '/', origin: 'https://example.org' }))).toBe(404)
  })

  it.each([null, '', 'null', 'https://example.org', 'app://ui', 'APP://SYNC', 'app://sync/'])(
    'is a sync page: 403 with the origin %s',
    async (origin) => {
      const server = await startServer()
      expect(await statusOf(call(server, { origin }))).toBe(403)
    },
  )

  it('may be a sync page of either host', async () => {
    const server = await startServer()
    expect(await statusOf(call(server, { origin: 'https://sync.conclave.invalid' }))).toBe(101)
    expect(await statusOf(call(server, { origin: syncOrigin }))).toBe(101)
  })

  it.each([
    ['a page', `GET /${token} HTTP/1.1\r\nHost: x\r\n\r\n`, 'HTTP/1.1 404 Not Found'],
    [
      'a form',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n',
      'HTTP/1.1 404 Not Found',
    ],
    ['a proxy', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', ''],
    ['what is no HTTP', '\u0016\u0003\u0001\u0002', ''],
    ['headers without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(8_192)}`, ''],
    [
      'a socket without a key',
      `GET /${token} HTTP/1.1\r\nHost: x\r\nOrigin: ${syncOrigin}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
      'HTTP/1.1 400 Bad Request',
    ],
  ])('gets no more than a refusal by asking for %s', async (_what, request, answer) => {
    const server = await startServer()
    const socket = await connectRaw(server)
    const said = readToEnd(socket)
    socket.write(request)
    expect((await said).split('\r\n')[0]).toBe(answer)
  })

  it('compares the token without telling where it differs', () => {
    expect(isSameSecret(token, token)).toBe(true)
    expect(isSameSecret('', token)).toBe(false)
    expect(isSameSecret(`${token}0`, token)).toBe(false)
  })
})

describe('a bad frame', () => {
  const bad: readonly (readonly [string, string | Uint8Array, number])[] = [
    ['no JSON', 'x', 1008],
    ['nothing', '', 1008],
    ['JSON that ends too soon', '{"type":"ping"', 1008],
    ['no object', '["ping"]', 1008],
    ['null', 'null', 1008],
    ['deep nesting', '['.repeat(30_000), 1008],
    ['another type', '{"type":"shout"}', 1008],
    ['a type of another kind', '{"type":1}', 1008],
    ['a field more', '{"type":"ping","to":"all"}', 1008],
    ['an inherited name', '{"__proto__":{"type":"ping"}}', 1008],
    ['topics that are no list', `{"type":"subscribe","topics":"${room}"}`, 1008],
    ['a topic that is a name', '{"type":"subscribe","topics":["committee of Ada"]}', 1008],
    ['a topic too short', `{"type":"subscribe","topics":["${'a'.repeat(31)}"]}`, 1008],
    ['a topic too long', `{"type":"subscribe","topics":["${'a'.repeat(65)}"]}`, 1008],
    ['a topic in capitals', `{"type":"subscribe","topics":["${room.toUpperCase()}"]}`, 1008],
    ['too many topics', JSON.stringify({ type: 'subscribe', topics: Array(33).fill(room) }), 1008],
    ['data in the clear', JSON.stringify({ type: 'publish', topic: room, data: {} }), 1008],
    ['data that is no base 64', JSON.stringify(publish('a b')), 1008],
    ['bytes', new Uint8Array([123, 125]), 1003],
    ['text that is no UTF-8', new Uint8Array([0xff, 0xfe]), 1007],
    ['too much', JSON.stringify(publish('a'.repeat(32_768))), 1009],
  ]

  it.each(bad)('ends its socket and no other: %s', async (what, frame, code) => {
    const server = await startServer()
    const pair = await joinPair(server)
    const mallory = await join(server)
    mallory.say({ type: 'subscribe', topics: [room] })
    mallory.socket.send(frame, { binary: what === 'bytes' })
    expect(await mallory.closed).toBe(code)
    await exchange(pair, 'c3RpbGw=')
  })

  it('is not followed by anything: what comes after it on the same socket counts no more', async () => {
    const server = await startServer()
    const pair = await joinPair(server)
    const mallory = await join(server)
    mallory.say({ type: 'subscribe', topics: [room] })
    mallory.sayText('x')
    mallory.say(publish('bGF0ZQ=='))
    await mallory.closed
    await exchange(pair, 'bmV4dA==')
  })

  it('of the largest size that is allowed arrives', async () => {
    const server = await startServer()
    const pair = await joinPair(server)
    const frameBytes = JSON.stringify(publish('')).length
    await exchange(pair, 'a'.repeat(32_768 - frameBytes - 1))
  })

  it('is one room too many', async () => {
    const server = await startServer()
    const mallory = await join(server)
    const topics = Array.from({ length: 17 }, (_, i) => i.toString(16).padStart(32, '0'))
    mallory.say({ type: 'subscribe', topics: topics.slice(0, 16) })
    mallory.say({ type: 'ping' })
    expect(await mallory.hear()).toEqual({ type: 'pong' })
    mallory.say({ type: 'subscribe', topics: topics.slice(16) })
    expect(await mallory.closed).toBe(1008)
  })
})
