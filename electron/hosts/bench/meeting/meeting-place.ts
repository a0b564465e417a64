import { randomBytes } from 'node:crypto'
import { syncPageOrigins } from '../../../../shared/contracts/sync'
import { unwrap } from '../../../../shared/errors/result'
import { encodeMeetingAddress, meetingKeyBytes } from '../../../../shared/formats/meeting-address'
import { startSignallingServer } from '../../../main/meeting/signalling-server'
import { accessTokenOf } from '../../../platform/meeting-access-token'
import type { LaptopPlace } from './laptop-calls'
import type { PlainPlace } from './plain-calls'

const host = '127.0.0.1'

export interface BenchPlace {
  readonly ours: LaptopPlace
  /** A room at the same server, another one each time. */
  readonly newPlain: () => PlainPlace
  readonly close: () => Promise<void>
}

/** The app's signalling server, for all peers of the bench. */
export const startBenchPlace = async (): Promise<BenchPlace> => {
  const key = randomBytes(meetingKeyBytes)
  const accessToken = accessTokenOf(key)
  const server = unwrap(
    await startSignallingServer({
      host,
      port: 0,
      accessToken,
      origins: Object.values(syncPageOrigins),
      allowsLoopback: true,
      nowMs: () => performance.now(),
      // Everyone has the same address here.
      limits: { connectionsPerAddress: 64, connectionBurst: 400 },
    }),
  )
  const { port } = server
  return {
    ours: { code: encodeMeetingAddress({ host, port, key }) },
    newPlain: () => ({
      url: `ws://${host}:${port}/${accessToken}`,
      room: randomBytes(32).toString('hex'),
      password: randomBytes(32).toString('hex'),
    }),
    close: server.close,
  }
}
