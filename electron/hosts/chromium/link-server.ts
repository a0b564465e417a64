import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Port } from '../../../shared/contracts/ports'
import { type FromSync, ToSync } from '../../../shared/contracts/sync-link'
import {
  fromSyncCodec,
  maxLinkMessageBytes,
  toSyncCodec,
} from '../../../shared/contracts/sync-link-codec'

/**
 * Carries the vault's channel to the sync page of a driven browser, which has no port that reaches this process: a
 * web socket on this machine's own address, for that page alone and once. Playwright's bindings carry 3 MB a
 * second; this carries 13 to 70 (two busy cores), bound by how Chromium reads and writes web sockets.
 *
 * How much may be on its way is counted by the two ends, link by link (`syncLinkLimits`). For a page that does not
 * keep to it there are limits here too: what the vault has not looked at stays in the page beyond
 * {@link linkServerLimits}, and a page that does not read is ended.
 */
export interface LinkServer {
  /** Names a secret of 128 bits: other programs of this machine and other pages can call the port too. */
  readonly url: string
  /** Ends the connection too, and with it both ports. */
  close(): void
}

export interface LinkServerDeps {
  /** Of the page that may connect. */
  readonly origin: string
  /** Called once, when the page has connected. @returns this end of the channel to the vault. */
  openPort(): Port
  /** Told every message that passes, as bytes. */
  onBytes(bytes: Uint8Array): void
  /** The connection ended, and not because the vault's channel did: there will be no other for this page. */
  onBroken(): void
  readonly limits?: LinkServerLimits
}

export interface LinkServerLimits {
  /** Frames that the vault was given and has not told to have taken; all links together. */
  readonly untakenBytes: number
  /** For the page, not read yet. */
  readonly unreadBytes: number
}

export const linkServerLimits: LinkServerLimits = {
  untakenBytes: 134_217_728,
  /** What a meeting of 20 hands over at once. */
  unreadBytes: 268_435_456,
}

const loopback = '127.0.0.1'
/** A browser's request has under 1 kB of headers. */
const maxHeaderBytes = 4_096

export const startLinkServer = async (deps: LinkServerDeps): Promise<LinkServer> => {
  const path = `/${randomBytes(16).toString('hex')}`
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (_request, response) => {
    response.writeHead(404, { connection: 'close' }).end()
  })
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxLinkMessageBytes,
  })
  let isTaken = false

  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {})
    const isPage = isSame(request.url, path) && request.headers.origin === deps.origin
    if (!isPage || isTaken) {
      socket.destroy()
      return
    }
    isTaken = true
    // Nobody else is answered from here on.
    server.close()
    webSockets.handleUpgrade(request, socket, head, (connected) => bridge(connected, deps))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: loopback, port: 0, exclusive: true }, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://${loopback}:${port}${path}`,
    close: () => {
      server.close()
      server.closeAllConnections()
      for (const socket of webSockets.clients) socket.terminate()
    },
  }
}

const isSame = (given: string | undefined, expected: string): boolean =>
  given?.length === expected.length &&
  timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(expected, 'latin1'))

const bridge = (socket: WebSocket, deps: LinkServerDeps): void => {
  const { onBytes, limits = linkServerLimits } = deps
  const port = deps.openPort()
  const untaken = createUntaken()
  let isVaultGone = false
  const look = (): void => {
    if (untaken.sumBytes() > limits.untakenBytes) socket.pause()
    else if (socket.isPaused) socket.resume()
  }
  // Whatever goes wrong with the connection, it is closed next.
  socket.on('error', () => {})
  socket.on('close', () => {
    port.close()
    if (!isVaultGone) deps.onBroken()
  })
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const message = isBinary ? fromSyncCodec.decode(data as Buffer) : null
    if (!message?.ok) return socket.terminate()
    onBytes(data as Buffer)
    port.post(message.value)
    untaken.heard(message.value)
    look()
  })
  port.onClose(() => {
    isVaultGone = true
    // Of a paused one the closing is not read either.
    socket.resume()
    socket.close()
  })
  port.on((message) => {
    const parsed = ToSync.safeParse(message)
    if (!parsed.success || socket.readyState !== socket.OPEN) return
    const bytes = toSyncCodec.encode(parsed.data)
    onBytes(bytes)
    untaken.said(parsed.data)
    look()
    if (socket.bufferedAmount > limits.unreadBytes) socket.terminate()
    else socket.send(bytes)
  })
}

/** Bytes of frames that the vault was given and has not looked at, as far as it told. */
const createUntaken = () => {
  const byLink = new Map<string, number>()
  let sum = 0
  const add = (link: string, bytes: number): void => {
    const before = byLink.get(link) ?? 0
    const after = Math.max(0, before + bytes)
    sum += after - before
    if (after > 0) byLink.set(link, after)
    else byLink.delete(link)
  }
  return {
    sumBytes: () => sum,
    heard: (message: FromSync): void => {
      if (message.kind === 'frame') add(message.link, message.bytes.length)
      if (message.kind === 'closed') add(message.link, Number.NEGATIVE_INFINITY)
    },
    said: (message: ToSync): void => {
      if (message.kind === 'taken') add(message.link, -message.bytes)
    },
  }
}
