import { describe, expect, it } from 'vitest'
import { call, exchange, joinPair, startServer, statusOf } from './signalling-rig'

/** Addresses of this machine that are not the host's; other systems than Linux have none. */
const guestAddress = (i: number) => `127.0.${1 + (i >> 7)}.${1 + (i & 127)}`
const onLinux = { skip: process.platform !== 'linux' }

describe('a crowd', () => {
  it(
    'of 1,000 sockets from one address takes that address no place but its own',
    onLinux,
    async () => {
      const server = await startServer({
        limits: { connectionsPerAddress: 8, connectionBurst: 60 },
      })
      const pair = await joinPair(server)
      const sockets = Array.from({ length: 1_000 }, () => call(server, { from: '127.0.0.9' }))
      const statuses = await Promise.all(sockets.map(statusOf))
      expect(statuses.filter((status) => status === 101)).toHaveLength(8)
      expect(statuses.filter((status) => status === 0)).toHaveLength(992)
      await exchange(pair, 'aG9uZXN0')
      await exchange(await joinPair(server, { from: '127.0.0.8' }), 'bmV3')
    },
  )

  it(
    'of 1,000 sockets from many addresses keeps nobody out who is in, nor the host',
    onLinux,
    async () => {
      const server = await startServer()
      const pair = await joinPair(server, { from: '127.0.0.9' })
      const sockets = Array.from({ length: 1_000 }, (_, i) =>
        call(server, { from: guestAddress(i) }),
      )
      const statuses = await Promise.all(sockets.map(statusOf))
      expect(statuses.filter((status) => status === 101)).toHaveLength(62)
      expect(statuses.filter((status) => status === 503)).toHaveLength(938)
      await exchange(pair, 'aG9uZXN0')
      await exchange(await joinPair(server), 'aG9zdA==')
    },
  )
})
