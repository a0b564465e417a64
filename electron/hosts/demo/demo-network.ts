import { ok } from '../../../shared/errors/result'
import type { Multicast, Sender } from '../../main/meeting/multicast-link'
import type { ChromiumHostOptions } from '../chromium/start-host'

type Take = (packet: Buffer, sender: Sender) => void

const mdnsPort = 5353

/**
 * The network of the demo's laptops, all on this machine: they meet at its own address, and what they announce reaches
 * each other and nobody else.
 */
export const createDemoNetwork = (): NonNullable<ChromiumHostOptions['network']> => {
  const takers = new Set<Take>()

  const plugIn = (address: string): Multicast => {
    const own = new Set<Take>()
    return {
      send: (packet, done) => {
        setImmediate(() => {
          // Like multicast, also to whoever sent it.
          for (const take of takers) take(Buffer.from(packet), { address, port: mdnsPort })
          done(null)
        })
      },
      onPacket: (take) => {
        own.add(take)
        takers.add(take)
      },
      close: (done) => {
        for (const take of own) takers.delete(take)
        setImmediate(done)
      },
    }
  }

  return { allowsLoopback: true, openMulticast: async (address) => ok(plugIn(address)) }
}
