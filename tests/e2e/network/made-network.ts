import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** What a network does to every frame. Kernels without `netem` are common, so it is done here. */
export interface Weather {
  /** Of a hundred frames, how many never arrive. */
  readonly lostPercent: number
  /** Each way. */
  readonly delayMs: number
  /** Of a hundred frames, how many overtake those before them. */
  readonly hurriedPercent: number
}

/** A network's socket in the wall: who writes Ethernet frames to it hears those of the others. */
export interface Outlet {
  readonly port: number
  /** As if out of range: nothing comes or goes, and no side is told. */
  setDeaf(isDeaf: boolean): void
}

/** A switch for Ethernet frames, which knows by their senders where to send what it is given. */
export interface MadeNetwork {
  openOutlet(): Promise<Outlet>
  /** Everything that went over it, as a stranger would have heard it. */
  readonly frames: readonly Buffer[]
  readonly lostCount: () => number
  close(): void
}

const loopback = '127.0.0.1'

interface Place {
  readonly socket: Socket
  /** Where its cable is, as soon as something came from there. */
  cablePort: number | null
  isDeaf: boolean
}

const addressOf = (frame: Buffer, at: number): string => frame.toString('hex', at, at + 6)

/** Ethernet II: receiver (6 bytes), sender (6 bytes), type (2 bytes). */
const receiverOf = (frame: Buffer) => addressOf(frame, 0)
const senderOf = (frame: Buffer) => addressOf(frame, 6)
const headerBytes = 14

const isOneIn100 = (percent: number): boolean => Math.random() * 100 < percent

export const makeNetwork = (weather: Weather): MadeNetwork => {
  const places: Place[] = []
  const placeBySender = new Map<string, Place>()
  const frames: Buffer[] = []
  const onTheirWay = new Set<NodeJS.Timeout>()
  let lostCount = 0

  const deliver = (frame: Buffer, to: Place): void => {
    if (to.isDeaf || to.cablePort === null) return
    to.socket.send(frame, to.cablePort, loopback)
  }

  const carry = (frame: Buffer, to: Place): void => {
    if (isOneIn100(weather.lostPercent)) {
      lostCount += 1
      return
    }
    const timer = setTimeout(
      () => {
        onTheirWay.delete(timer)
        deliver(frame, to)
      },
      isOneIn100(weather.hurriedPercent) ? 0 : weather.delayMs,
    )
    onTheirWay.add(timer)
  }

  const take = (frame: Buffer, from: Place): void => {
    if (from.isDeaf || frame.length < headerBytes) return
    frames.push(frame)
    placeBySender.set(senderOf(frame), from)
    const known = placeBySender.get(receiverOf(frame))
    for (const to of known === undefined ? places : [known]) if (to !== from) carry(frame, to)
  }

  return {
    frames,
    lostCount: () => lostCount,
    openOutlet: async () => {
      const socket = createSocket('udp4')
      socket.bind(0, loopback)
      await once(socket, 'listening')
      const place: Place = { socket, cablePort: null, isDeaf: false }
      socket.on('message', (frame, { port }) => {
        place.cablePort = port
        take(frame, place)
      })
      // A cable that is gone; its laptop is then, too.
      socket.on('error', () => {})
      places.push(place)
      return {
        port: (socket.address() as AddressInfo).port,
        setDeaf: (isDeaf) => {
          place.isDeaf = isDeaf
        },
      }
    },
    close: () => {
      for (const timer of onTheirWay) clearTimeout(timer)
      for (const { socket } of places) socket.close()
    },
  }
}
