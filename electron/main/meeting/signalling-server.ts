import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { err, ok, type Result } from '../../../shared/errors/result'
import { isMeetingHost, isMeetingPort } from '../../../shared/formats/meeting-address'
import { isAccessToken, isSameSecret } from './access-token'
import { createCallers } from './callers'
import { type SignallingLimits, signallingLimits } from './limits'
import { createRooms } from './rooms'
import { createFrameParser } from './signalling-frame'
import { type Guest, welcomeGuest } from './signalling-guest'

/**
 * The signalling server of a meeting, on the laptop that hosts it (docs/meeting-network.md). Laptops find each
 * other's WebRTC offers by it; what they say is sealed, and is neither read, kept nor logged.
 *
 * It runs while a meeting is on and listens on one address. A caller who does not name the meeting's token
 * in the path gets 404, whatever else it asks.
 */
export interface SignallingServer {
  readonly host: string
  readonly port: number
  /** Ends every socket and stops listening. */
  close(): Promise<void>
}

export interface SignallingOptions {
  /** One address of this laptop: of `listMeetingHosts`. */
  readonly host: string
  /** 0: one that is free. */
  readonly port: number
  /** Of `accessTokenOf`. */
  readonly accessToken: string
  /** The origins of sync pages, of both hosts: laptops that run either meet. */
  readonly origins: readonly string[]
  readonly allowsLoopback: boolean
  /** How many laptops are at it now, this one included. Called at every change until `close`. */
  readonly onCount?: (count: number) => void
  /** A clock that only goes forward. */
  nowMs(): number
  readonly limits?: Partial<SignallingLimits>
}

/**
 * `meeting/port-in-use`: another program has the port, or the system keeps it for one.
 * `meeting/no-network`: the laptop does not have this address any more.
 * `meeting/address-not-local`: an address that others than the local network could reach, or all at once.
 */
export type SignallingFailure = {
  readonly code: 'meeting/port-in-use' | 'meeting/no-network' | 'meeting/address-not-local'
}

export const startSignallingServer = async (
  options: SignallingOptions,
): Promise<Result<SignallingServer, SignallingFailure>> => {
  const { host, port, accessToken } = options
  if (!isMeetingHost(host, options)) return err({ code: 'meeting/address-not-local' })
  if (!isAccessToken(accessToken)) throw new Error('not an access token')
  if (port !== 0 && !isMeetingPort(port)) throw new Error('not a port for a meeting')

  const limits = { ...signallingLimits, ...options.limits }
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.waitingMs,
    requestTimeout: limits.waitingMs,
    connectionsCheckingInterval: Math.min(1_000, limits.waitingMs),
  })
  const failure = await listen(server, host, port)
  if (failure) return err({ code: failure })

  const endGuests = serveGuests(server, options, limits)
  const closed = new Promise<void>((resolve) => {
    server.on('close', resolve)
  })
  return ok({
    host,
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close()
      endGuests()
      return closed
    },
  })
}

const listen = (
  server: Server,
  host: string,
  port: number,
): Promise<SignallingFailure['code'] | null> =>
  new Promise((resolve) => {
    // The listener stays: a failure to accept one connection later is no reason to stop.
    server.on('error', ({ code }: NodeJS.ErrnoException) => {
      const isTaken = code === 'EADDRINUSE' || code === 'EACCES'
      resolve(isTaken ? 'meeting/port-in-use' : 'meeting/no-network')
    })
    server.listen({ host, port, exclusive: true }, () => resolve(null))
  })

/** @returns what ends every connection there is. */
const serveGuests = (
  server: Server,
  options: SignallingOptions,
  limits: SignallingLimits,
): (() => void) => {
  const guests = new Set<Guest>()
  const rooms = createRooms<Guest>(limits.roomsPerSocket)
  const deps = { limits, rooms, parseFrame: createFrameParser(limits), nowMs: options.nowMs }
  const connections = keepConnections(server, options, limits)
  const webSockets = new WebSocketServer(socketOptions(limits))

  const welcome = (socket: WebSocket): void => {
    const guest = welcomeGuest(socket, deps)
    guests.add(guest)
    options.onCount?.(guests.size)
    socket.on('close', () => {
      if (guests.delete(guest)) options.onCount?.(guests.size)
    })
  }

  server.on('request', (request, response) => {
    response.writeHead(404, { connection: 'close' })
    response.end(() => request.destroy())
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isOwn = request.socket.remoteAddress === options.host
    const status = judgeUpgrade(request, options)
    if (status !== null) refuse(socket, status)
    else if (guests.size >= limits.sockets && !isOwn) refuse(socket, '503 Service Unavailable')
    else {
      connections.isIn(request.socket)
      webSockets.handleUpgrade(request, socket, head, welcome)
    }
  })

  const sweep = setInterval(() => {
    for (const guest of guests) if (guest.isSilent()) guest.end()
  }, limits.sweepMs)
  sweep.unref()

  return () => {
    clearInterval(sweep)
    for (const guest of guests) guest.end()
    guests.clear()
    connections.endAll()
  }
}

/** `closeTimeout` is in ws 8.23 and not yet in its types. */
const socketOptions = (limits: SignallingLimits): ServerOptions & { closeTimeout: number } => ({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: limits.frameBytes,
  maxFragments: limits.fragments,
  maxBufferedChunks: limits.chunks,
  closeTimeout: limits.closingMs,
})

/** The token first: who does not have it learns nothing, not even that its page is the wrong one. */
const judgeUpgrade = (
  { url = '', headers: { origin } }: IncomingMessage,
  { accessToken, origins }: SignallingOptions,
): string | null => {
  if (!isSameSecret(url, `/${accessToken}`)) return '404 Not Found'
  return origin !== undefined && origins.includes(origin) ? null : '403 Forbidden'
}

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    socket.destroy(),
  )
}

interface Connections {
  /** It has shown the token, and waits no more. */
  isIn(socket: Socket): void
  endAll(): void
}

/** Counts connections by address from their first packet, and keeps few that have not said who they are. */
const keepConnections = (
  server: Server,
  { nowMs }: SignallingOptions,
  limits: SignallingLimits,
): Connections => {
  const callers = createCallers(limits, nowMs)
  const open = new Set<Socket>()
  /** In the order in which they came. */
  const waiting = new Set<Socket>()

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress
    if (address === undefined || !callers.admit(address)) {
      socket.destroy()
      return
    }
    open.add(socket)
    waiting.add(socket)
    socket.on('close', () => {
      open.delete(socket)
      waiting.delete(socket)
      callers.end(address)
    })
    if (waiting.size > limits.waiting) {
      const [longest] = waiting
      longest?.destroy()
    }
  })

  return {
    isIn: (socket) => {
      waiting.delete(socket)
    },
    endAll: () => {
      for (const socket of open) socket.destroy()
    },
  }
}
