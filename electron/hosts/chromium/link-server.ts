import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Port } from '../../../shared/contracts/ports'
import { ToSync } from '../../../shared/contracts/sync-link'
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
 * How much may be on its way is counted by the two ends, link by link (`syncLinkLimits`), so it needs no measure of
 * its own: what one side has not read waits here within those limits.
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

const bridge = (socket: WebSocket, { openPort, onBytes }: LinkServerDeps): void => {
  const port = openPort()
  // Whatever goes wrong with the connection, it is closed next.
  socket.on('error', () => {})
  socket.on('close', () => port.close())
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const message = isBinary ? fromSyncCodec.decode(data as Buffer) : null
    if (!message?.ok) return socket.terminate()
    onBytes(data as Buffer)
    port.post(message.value)
  })
  port.onClose(() => socket.close())
  port.on((message) => {
    const parsed = ToSync.safeParse(message)
    if (!parsed.success || socket.readyState !== socket.OPEN) return
    const bytes = toSyncCodec.encode(parsed.data)
    onBytes(bytes)
    socket.send(bytes)
  })
}
