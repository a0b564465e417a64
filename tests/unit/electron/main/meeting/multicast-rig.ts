import type { Multicast, Sender } from '../../../../../electron/main/meeting/multicast-link'

/** A network of one link in memory: what one sends all get, the sender too, as multicast does. */
export const createLink = () => {
  const takers = new Set<(packet: Buffer, sender: Sender) => void>()
  const packets: Buffer[] = []
  const deliver = (packet: Buffer, address: string): void => {
    for (const take of takers) take(packet, { address, port: 5353 })
  }
  return {
    packets,
    deliver,
    plug: (address: string): Multicast => {
      let own = (_packet: Buffer, _sender: Sender): void => {}
      return {
        send: (packet, done) => {
          packets.push(Buffer.from(packet))
          setImmediate(() => {
            deliver(Buffer.from(packet), address)
            done(null)
          })
        },
        onPacket: (take) => {
          own = take
          takers.add(take)
        },
        close: (done) => {
          takers.delete(own)
          setImmediate(done)
        },
      }
    },
  }
}
