import { createSocket, type Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { err, ok, type Result } from '../../../shared/errors/result'
import { createTokenBucket } from '../../../shared/util/token-bucket'
import { createMulticastGate, multicastLimits } from './multicast-gate'

/** The network as mDNS sees it: whole packets to everyone on the link, and from anyone. */
export interface Multicast {
  send(packet: Uint8Array, done: (error: Error | null) => void): void
  onPacket(take: (packet: Buffer, sender: Sender) => void): void
  close(done: () => void): void
}

export interface Sender {
  readonly address: string
  readonly port: number
}

export type MulticastFailure = { readonly code: 'meeting/discovery-blocked' }

/** RFC 6762, section 3. */
const groupAddress = '224.0.0.251'
const groupPort = 5353
/** RFC 6762, section 11. */
const groupTtl = 255

/**
 * Joins the group on one interface. The socket itself takes packets of all of them, as multicast cannot be had
 * otherwise on Linux and macOS; what comes from outside the local network is dropped by the gate.
 *
 * @param address an IPv4 address of the interface.
 */
export const openMulticast = (address: string): Promise<Result<Multicast, MulticastFailure>> =>
  new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    socket.once('error', () => {
      socket.close()
      resolve(err({ code: 'meeting/discovery-blocked' }))
    })
    socket.bind(groupPort, '0.0.0.0', () => {
      try {
        socket.addMembership(groupAddress, address)
        socket.setMulticastInterface(address)
        socket.setMulticastTTL(groupTtl)
        socket.setMulticastLoopback(true)
      } catch (cause) {
        socket.emit('error', cause)
        return
      }
      socket.removeAllListeners('error')
      // A network that goes away is noticed by those who use it; here nothing is to be done.
      socket.on('error', () => {})
      resolve(ok(multicastOn(socket)))
    })
  })

const multicastOn = (socket: Socket): Multicast => ({
  send: (packet, done) => socket.send(packet, groupPort, groupAddress, done),
  onPacket: (take) => {
    socket.on('message', take)
  },
  close: (done) => socket.close(done),
})

/**
 * The part of a UDP socket that `multicast-dns` uses, behind the gate. It keeps what the library would send to
 * the pace of the limits: a packet too many is dropped, as a network may drop any.
 *
 * @param nowMs a clock that only goes forward.
 */
export class GatedSocket extends EventEmitter {
  readonly #multicast: Multicast
  readonly #sentPace

  constructor(multicast: Multicast, nowMs: () => number) {
    super()
    const { sentBurst: burst, sentPerSecond: perSecond } = multicastLimits
    this.#multicast = multicast
    this.#sentPace = createTokenBucket({ burst, perSecond }, nowMs)
    const isLetIn = createMulticastGate(nowMs)
    multicast.onPacket((packet, sender) => {
      if (isLetIn(packet, sender.address)) this.emit('message', packet, sender)
    })
  }

  /** As the library calls it; it only ever sends to the group. */
  send(
    packet: Uint8Array,
    _offset: number,
    _length: number,
    _port: number,
    _address: string,
    done: (error: Error | null) => void,
  ): void {
    if (this.#sentPace.take(1)) this.#multicast.send(packet, done)
    else process.nextTick(done, null)
  }

  close(done: () => void): void {
    this.#multicast.close(done)
  }
}
