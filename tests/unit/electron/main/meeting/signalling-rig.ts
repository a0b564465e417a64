import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import {
  type SignallingOptions,
  startSignallingServer,
} from '../../../../../electron/main/meeting/signalling-server'
import { accessTokenOf } from '../../../../../electron/platform/meeting-access-token'
import { unwrap } from '../../../../../shared/errors/result'
import { meetingSocketUrl } from '../../../../../shared/formats/meeting-address'

export const token = accessTokenOf(new Uint8Array([1, 2, 3, 4, 5, 6]))
export const syncOrigin = 'app://sync'
export const room = 'ab'.repeat(16)
export const otherRoom = 'cd'.repeat(32)

export const serverOptions = (): SignallingOptions => ({
  host: '127.0.0.1',
  port: 0,
  accessToken: token,
  origins: [syncOrigin, 'https://sync.conclave.invalid'],
  allowsLoopback: true,
  nowMs: () => performance.now(),
})

/** Everyone in these tests has one address; how many of them the server takes is another test's. */
export const oneAddress = { connectionsPerAddress: 2_000, connectionBurst: 4_000 }

export const startServer = async (options: Partial<SignallingOptions> = {}) => {
  const server = unwrap(
    await startSignallingServer({
      ...serverOptions(),
      ...options,
      limits: { ...oneAddress, ...options.limits },
    }),
  )
  onTestFinished(() => server.close())
  return server
}

type Server = Awaited<ReturnType<typeof startServer>>

export interface Laptop {
  readonly socket: WebSocket
  say(frame: unknown): void
  sayText(text: string): void
  /** The next frame that it has not looked at. */
  hear(): Promise<unknown>
  readonly heard: readonly unknown[]
  /** The close code. */
  readonly closed: Promise<number>
}

export interface Call {
  readonly path?: string
  readonly origin?: string | null
  /** An address of this machine to call from. */
  readonly from?: string
}

/** Opens a socket as a sync page does. */
export const call = (server: Server, { path, origin = syncOrigin, from }: Call = {}) =>
  new WebSocket(path === undefined ? meetingSocketUrl(server, token) : urlOf(server, path), {
    ...(origin === null ? {} : { origin }),
    ...(from === undefined ? {} : { localAddress: from }),
  })

const urlOf = ({ host, port }: Server, path: string) => `ws://${host}:${port}${path}`

/** What became of a call: 101, or the status of the refusal, or 0 for a connection that was just ended. */
export const statusOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('error', () => resolve(0))
  })

export const join = async (server: Server, how: Call = {}): Promise<Laptop> => {
  const socket = call(server, how)
  const heard: unknown[] = []
  let taken = 0
  let wake = (): void => {}
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)))
    wake()
  })
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
  })
  const status = await statusOf(socket)
  if (status !== 101) throw new Error(`refused: ${status}`)
  const hear = async (): Promise<unknown> => {
    while (heard.length <= taken) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return heard[taken++]
  }
  return {
    socket,
    heard,
    closed,
    hear,
    sayText: (text) => socket.send(text, () => {}),
    say: (frame) => socket.send(JSON.stringify(frame), () => {}),
  }
}

export const publish = (data: string, topic = room) => ({ type: 'publish', topic, data })

/** Two laptops of one committee in its room. */
export const joinPair = async (server: Server, how: Call = {}) => {
  const [ada, ben] = await Promise.all([join(server, how), join(server, how)])
  for (const laptop of [ada, ben]) {
    laptop.say({ type: 'subscribe', topics: [room] })
    laptop.say({ type: 'ping' })
    await laptop.hear()
  }
  return { ada, ben }
}

/** Says something both ways and waits for it. @param data in base 64. @returns how long that took. */
export const exchange = async (
  { ada, ben }: Awaited<ReturnType<typeof joinPair>>,
  data: string,
): Promise<number> => {
  const startedAt = performance.now()
  ada.say(publish(data))
  const atBen = await ben.hear()
  ben.say(publish(`x${data}`))
  const atAda = await ada.hear()
  if (JSON.stringify([atBen, atAda]) !== JSON.stringify([publish(data), publish(`x${data}`)])) {
    throw new Error('another frame than was sent')
  }
  return performance.now() - startedAt
}

/** A bare connection, for what no browser would send. */
export const connectRaw = async ({ host, port }: Server): Promise<Socket> => {
  const socket = connect({ host, port })
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}

/** All that the other side says until it ends the connection. */
export const readToEnd = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
  })
