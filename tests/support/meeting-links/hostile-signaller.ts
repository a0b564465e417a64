import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { syncOrigin } from '../../../electron/preload/page-host'
import { createSignalSeal } from '../../../electron/sync/signalling/sealed-signal'
import type { MeetingRoom } from '../../../shared/contracts/sync-link'
import type { Place } from './meeting-place'

/** Someone who has the password of the room, and uses it. */
export interface HostileSignaller {
  /** Sealed under the password; whatever it is. */
  say(message: unknown): Promise<void>
  /** Unsealed: base 64 of anything. */
  sayRaw(data: string): void
  /** Ids that announced themselves. */
  readonly heard: ReadonlySet<string>
  close(): void
}

export const joinHostile = async (place: Place, room: MeetingRoom): Promise<HostileSignaller> => {
  const seal = createSignalSeal(room.password, room.name)
  const heard = new Set<string>()
  const socket = new WebSocket(place.url, { origin: syncOrigin })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  socket.send(JSON.stringify({ type: 'subscribe', topics: [room.name] }))
  socket.on('message', async (text) => {
    const { data } = JSON.parse(String(text))
    const message = (await seal.open(data)) as { type?: string; from?: string } | undefined
    if (message?.type === 'announce' && message.from !== undefined) heard.add(message.from)
  })
  const sayRaw = (data: string): void =>
    socket.send(JSON.stringify({ type: 'publish', topic: room.name, data }))
  return {
    say: async (message) => sayRaw(await seal.seal(message as object)),
    sayRaw,
    heard,
    close: () => socket.terminate(),
  }
}

/** An offer that a browser could take, of a laptop that is not there. */
export const ghostSdp = (): string =>
  [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:abcdefghijklmnopqrstuvwx',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    'a=setup:actpass',
    'a=mid:0',
    'a=sctp-port:5000',
    '',
  ].join('\r\n')

export const newGhost = (): string => randomUUID()

/** A signalling server that knows the room's password and tells everyone another fingerprint than the one it heard. */
export const startLyingServer = async (
  room: MeetingRoom,
  lie: (sdp: string) => string,
): Promise<{ readonly url: string; close(): void }> => {
  const seal = createSignalSeal(room.password, room.name)
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.on('listening', resolve))
  const { port } = server.address() as AddressInfo
  server.on('connection', (socket) => {
    let passing: Promise<void> = Promise.resolve()
    socket.on('message', (text) => {
      const frame = JSON.parse(String(text))
      if (frame.type !== 'publish') return
      passing = passing.then(async () => {
        const message = (await seal.open(frame.data)) as { signal?: { sdp?: string } }
        if (message.signal?.sdp !== undefined) message.signal.sdp = lie(message.signal.sdp)
        const data = await seal.seal(message)
        for (const other of server.clients) {
          if (other !== socket) other.send(JSON.stringify({ ...frame, data }))
        }
      })
    })
  })
  return {
    url: `ws://127.0.0.1:${port}/`,
    close: () => {
      for (const each of server.clients) each.terminate()
      server.close()
    },
  }
}
