import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

/** Counts everything that reaches this machine's loopback on two ports, UDP and TCP. */
export interface Listeners {
  readonly udpPort: number
  readonly tcpPort: number
  count(): number
  close(): void
}

export const listenOnLoopback = async (): Promise<Listeners> => {
  let count = 0
  const udp = createSocket('udp4', () => {
    count += 1
  })
  const tcp = createServer((socket) => {
    count += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  return {
    udpPort: udp.address().port,
    tcpPort: (tcp.address() as AddressInfo).port,
    count: () => count,
    close: () => {
      udp.close()
      tcp.close()
    },
  }
}
